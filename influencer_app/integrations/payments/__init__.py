"""Adapters of the payment provider."""
