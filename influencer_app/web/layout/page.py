"""Describes a page of the site and registers it with Reflex."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import reflex as rx

from influencer_app.web.public_site.seo import SHARE_IMAGE, head_tags
from influencer_app.web.routes import STATIC
from influencer_app.web.site_build.samples import SHARE_IMAGE_URL


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
        title = f"{page.title} · {product_name}" if page.title else product_name
        public = page.route in STATIC
        app.add_page(
            page.component,
            route=page.route,
            title=title,
            description=page.description or None,
            image=SHARE_IMAGE if public else SHARE_IMAGE_URL,
            meta=head_tags(page.route, title, page.description, product_name) if public else (),
            on_load=page.on_load,
        )
