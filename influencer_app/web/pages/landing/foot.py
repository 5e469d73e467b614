"""The end: few links, the theme, and the name cut by the lower edge."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import wordmark
from influencer_app.web.components.link import link
from influencer_app.web.layout.theme_switch import static_theme_switch
from influencer_app.web.product import PRODUCT

LINKS = (
    ("Studio", (("Start free", routes.SIGN_UP), ("Sign in", routes.SIGN_IN))),
    ("Build", (("API", "/api/docs"), ("Description for machines", "/api/openapi.json"))),
)


def foot() -> rx.Component:
    """The footer."""
    return rx.el.footer(
        rx.el.div(
            rx.el.div(
                wordmark(PRODUCT),
                rx.el.p(
                    "Characters here are adults, invented, and marked as such.",
                    class_name="mt-4 max-w-[15rem] text-label text-muted",
                ),
                rx.el.div(static_theme_switch(), class_name="mt-5"),
            ),
            *[_links(title, links) for title, links in LINKS],
            class_name="page-wide grid gap-10 pb-16 pt-11 sm:grid-cols-[2fr_1fr_1fr]",
        ),
        rx.el.p(PRODUCT, class_name="cut-name", custom_attrs={"aria-hidden": "true"}),
        class_name="mt-[128px] overflow-hidden border-t border-line max-md:mt-[84px]",
    )


def _links(title: str, links: tuple[tuple[str, str], ...]) -> rx.Component:
    return rx.el.nav(
        rx.el.h2(title, class_name="text-label font-semibold"),
        rx.el.ul(
            *[rx.el.li(link(words, href=href, class_name="link-quiet")) for words, href in links],
            class_name="mt-3 flex flex-col gap-2 text-label",
        ),
        custom_attrs={"aria-label": title},
    )
