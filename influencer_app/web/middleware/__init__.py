"""ASGI middleware for every response."""
