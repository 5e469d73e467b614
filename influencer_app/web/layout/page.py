"""What a page of the site is, and how Reflex is told about it."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import reflex as rx

from influencer_app.web.build.shelf import SHARED_PICTURE_URL


class Page(NamedTuple):
    """One page: its address, what draws it, its title, one sentence for search, and what runs on load.

    Pages in ``routes.STATIC`` are sent without Reflex's scripts: they have no state and no events.
    """

    route: str
    component: Callable[[], rx.Component]
    title: str
    description: str = ""
    on_load: Any = None


def add_pages(app: rx.App, pages: Iterable[Page], product_name: str) -> None:
    """Register ``pages``; their titles end with the name of the product."""
    for page in pages:
        app.add_page(
            page.component,
            route=page.route,
            title=f"{page.title} · {product_name}" if page.title else product_name,
            description=page.description or None,
            image=SHARED_PICTURE_URL,
            on_load=page.on_load,
        )
