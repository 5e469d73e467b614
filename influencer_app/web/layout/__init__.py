"""What surrounds a page: shell, head, notes of the connection, and how a page is registered."""

from influencer_app.web.layout.page import Page, add_pages
from influencer_app.web.layout.shell import shell

__all__ = ["Page", "add_pages", "shell"]
