"""Adapters of signing in with other providers."""
