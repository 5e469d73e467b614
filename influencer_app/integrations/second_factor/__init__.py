"""Codes of authenticator apps, and passkeys."""
