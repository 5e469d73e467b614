"""Links. ``rx.el.a`` is React Router's link in Reflex; these say which one is meant."""

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.inline import A
from reflex_components_core.react_router.dom import ReactRouterLink

from influencer_app.web.components.base import Text
from influencer_app.web.routes import DASHBOARD


def link(*children: Any, href: Text, inside: bool | None = None, **props: Any) -> rx.Component:
    """A link. ``inside`` stays in the app (no page load) and is the default for addresses of the studio;
    public pages, the API, files and anchors load as documents."""
    if inside is None:
        inside = isinstance(href, str) and href.startswith(DASHBOARD)
    if inside:
        return ReactRouterLink.create(*children, to=href, **props)
    return A.create(*children, href=href, **props)
