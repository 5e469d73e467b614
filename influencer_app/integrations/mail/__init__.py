"""Adapters that render and send mail."""
