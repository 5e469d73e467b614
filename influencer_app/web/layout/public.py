"""The frame of public pages: bar at the top, content, links at the end."""

from typing import Any, NamedTuple

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import link, link_button, wordmark
from influencer_app.web.layout.theme_switch import static_theme_switch
from influencer_app.web.product import PRODUCT
from influencer_app.web.public_site.template_tags import value, when


class Links(NamedTuple):
    """A list of links with its title."""

    title: str
    places: tuple[tuple[str, str], ...]


SKIP = "Skip to content"
SIGN_IN = "Sign in"
START = "Start free"
STUDIO = "Open the studio"
PROMISE = "Characters are invented adults, and marked as such."
RUN_BY = "This studio is run by "

TOP = Links(
    "Site", (("Pricing", routes.PRICING), ("Questions", f"{routes.HOME}#questions"), ("API", "/api/docs"))
)
END = (
    Links(
        "Product", (("Start free", routes.SIGN_UP), ("Sign in", routes.SIGN_IN), ("Pricing", routes.PRICING))
    ),
    Links("Build", (("API", "/api/docs"), ("OpenAPI description", "/api/openapi.json"))),
    Links("Legal", (("Terms", routes.TERMS), ("Privacy", routes.PRIVACY))),
)


def public_page(*content: Any, class_name: str = "") -> rx.Component:
    """A whole page around ``content``."""
    return rx.el.div(
        link(SKIP, href="#content", class_name="skip"),
        top_bar(),
        rx.el.main(
            *content,
            id=rx.Var.create("content"),
            tab_index=-1,
            class_name=f"outline-none {class_name}",
        ),
        foot(),
        class_name="overflow-x-clip",
    )


def top_bar() -> rx.Component:
    """Solid, so that nothing crosses words."""
    return rx.el.header(
        rx.el.div(
            wordmark(PRODUCT),
            rx.el.nav(
                *[link(words, href=href, class_name="link-quiet") for words, href in TOP.places],
                class_name="ml-6 flex flex-1 gap-7 max-md:hidden",
                custom_attrs={"aria-label": TOP.title},
            ),
            rx.el.div(
                when(
                    "signed_in",
                    link_button(STUDIO, href=routes.CREATE, kind="primary"),
                    otherwise=rx.fragment(
                        link(SIGN_IN, href=routes.SIGN_IN, class_name="btn btn-quiet text-text"),
                        link_button(
                            START, href=routes.SIGN_UP, kind="primary", class_name="max-[359px]:hidden"
                        ),
                    ),
                ),
                class_name="ml-auto flex items-center gap-3",
            ),
            class_name="page-wide flex h-[68px] items-center gap-3",
        ),
        class_name="sticky top-0 z-40 border-b border-line bg-ground",
    )


def foot() -> rx.Component:
    """Few links, the theme, and the name cut by the lower edge."""
    return rx.el.footer(
        rx.el.div(
            rx.el.div(
                wordmark(PRODUCT),
                rx.el.p(PROMISE, class_name="mt-4 max-w-[15rem] text-label text-muted"),
                when("operator.name", _operator()),
                rx.el.div(static_theme_switch(), class_name="mt-5"),
                class_name="max-md:col-span-2",
            ),
            *[_links(links) for links in END],
            class_name="page-wide grid grid-cols-2 gap-10 pb-16 pt-11 md:grid-cols-[2fr_1fr_1fr_1fr]",
        ),
        rx.el.p(PRODUCT, class_name="cut-name", custom_attrs={"aria-hidden": "true"}),
        class_name="mt-[128px] overflow-hidden border-t border-line max-md:mt-[84px]",
    )


def _operator() -> rx.Component:
    name = rx.el.span(value("operator.name"))
    return rx.el.p(
        RUN_BY,
        when(
            "operator.url",
            link(name, href=value("operator.url"), class_name="link"),
            otherwise=link(name, href=routes.TERMS, class_name="link"),
        ),
        ".",
        class_name="mt-2 max-w-[15rem] text-label text-muted",
    )


def _links(links: Links) -> rx.Component:
    return rx.el.nav(
        rx.el.h2(links.title, class_name="text-label font-semibold"),
        rx.el.ul(
            *[rx.el.li(link(words, href=href, class_name="link-quiet")) for words, href in links.places],
            class_name="mt-3 flex flex-col gap-2 text-label",
        ),
        custom_attrs={"aria-label": links.title},
    )
