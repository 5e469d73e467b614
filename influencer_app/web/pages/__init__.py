"""Finds every page of the site: a folder here with a module ``page`` that defines a ``Page``."""

import importlib
import pkgutil

from influencer_app.web.layout.page import Page


def find_pages(*, development: bool = False) -> tuple[Page, ...]:
    """All pages, by the names of their folders.

    A folder whose package says ``DEVELOPMENT_ONLY = True`` is imported with ``development`` alone. Raises
    ``ValueError`` when two pages have the same route.
    """
    pages: dict[str, Page] = {}
    for found in pkgutil.iter_modules(__path__, f"{__name__}."):
        folder = importlib.import_module(found.name)
        if getattr(folder, "DEVELOPMENT_ONLY", False) and not development:
            continue
        for page in vars(importlib.import_module(f"{found.name}.page")).values():
            if isinstance(page, Page) and pages.setdefault(page.route, page) is not page:
                raise ValueError(f"{found.name} defines a second page for {page.route}.")
    return tuple(pages.values())
