"""Uploaded files: re-encoded, kept for a day, used in requests."""
