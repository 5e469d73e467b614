"""The frame of public pages, and how pages are registered."""
