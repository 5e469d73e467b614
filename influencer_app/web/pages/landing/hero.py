"""The bar at the top, the sentence, and the wall of prints beside it."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.build.shelf import Print, prints
from influencer_app.web.components import link, link_button, picture, wordmark
from influencer_app.web.pages.landing.words import DAILY
from influencer_app.web.product import PRODUCT

COLUMNS = (
    ("amara-cafe", "yuki-night", "ines-studio", "leo-studio"),
    ("freya-mountain", "amara-roof", "leo-mountain", "amara-beach"),
    ("mia-beach", "zoe-studio", "noah-cafe", "kofi-beach"),
)
CIRCLED = "amara-roof"


def top_bar() -> rx.Component:
    """Solid, so that nothing crosses words."""
    quiet = "link-quiet max-md:hidden"
    return rx.el.header(
        rx.el.div(
            wordmark(PRODUCT),
            rx.el.nav(
                link("Credits", href="#credits", class_name=quiet),
                link("Run it", href="#run", class_name=quiet),
                link("Questions", href="#questions", class_name=quiet),
                class_name="ml-6 flex flex-1 gap-7",
                custom_attrs={"aria-label": "On this page"},
            ),
            link("Sign in", href=routes.SIGN_IN, class_name="btn btn-quiet text-text"),
            link_button("Start free", href=routes.SIGN_UP, kind="primary", class_name="max-xs:hidden"),
            class_name="page-wide flex h-[68px] items-center gap-3",
        ),
        class_name="sticky top-0 z-40 border-b border-line bg-ground",
    )


def hero() -> rx.Component:
    """One face. Every frame."""
    return rx.el.section(
        rx.el.div(
            rx.el.div(
                rx.el.h1(
                    "One face.", rx.el.br(), rx.el.em("Every frame."), class_name="display-hero hero-title"
                ),
                rx.el.p(
                    rx.el.span(f"{PRODUCT} is a studio for virtual influencers. ", class_name="text-text"),
                    "Invent a character once. Every picture keeps the same face from then on, "
                    "in any place, light and mood that you can put into words.",
                    class_name="mt-9 max-w-[29rem] text-[1.1875rem] leading-[1.5] text-muted text-pretty",
                ),
                rx.el.div(
                    link_button(
                        "Invent a character",
                        href=routes.SIGN_UP,
                        kind="primary",
                        size="large",
                        class_name="hero-button",
                    ),
                    link_button("How credits work", href="#credits", size="large", class_name="hero-button"),
                    class_name="mt-8 flex flex-wrap gap-3",
                ),
                rx.el.p(
                    rx.el.span(str(DAILY), custom_attrs={"data-fill": "plan.free.daily"}),
                    " free credits every day. No card. Open source, on your own server.",
                    class_name="mt-6 text-label text-muted",
                ),
                class_name="hero-text",
            ),
            _wall(),
            _proof(),
            class_name="hero-inner",
        ),
        class_name="hero",
    )


def _wall() -> rx.Component:
    known = {one.name: one for one in prints()}
    columns = [
        rx.el.div(
            *[_hung(known[name], first=row == 0) for row, name in enumerate(names) if name in known],
            class_name="hang-column",
        )
        for names in COLUMNS
    ]
    return rx.el.div(*columns, class_name="hero-wall")


def _hung(one: Print, *, first: bool) -> rx.Component:
    shown = picture(
        one.url,
        f"{one.person} {one.scene}",
        width=one.width,
        height=one.height,
        placeholder=one.placeholder,
        eager=first,
        class_name="print",
    )
    if one.name != CIRCLED:
        return shown
    return rx.el.div(shown, _grease_pencil(), class_name="relative")


def _grease_pencil() -> rx.Component:
    """The one that was picked."""
    stroke = "M50 14 C76 8 90 28 88 54 C86 80 66 93 45 90 C22 87 10 68 13 45 C16 24 36 9 60 15"
    return rx.el.svg(
        rx.el.svg.path(d=stroke, class_name="grease-pencil"),
        view_box="0 0 100 100",
        class_name="absolute inset-0 size-full",
        custom_attrs={"aria-hidden": "true", "preserveAspectRatio": "none"},
    )


def _proof() -> rx.Component:
    """How the circled print was made: what was measured when it was drawn."""
    one = next((found for found in prints() if found.name == CIRCLED), None)
    if one is None:
        return rx.fragment()
    facts = f"Drawn offline in {one.seconds:.1f} s, seed {one.seed}"
    return rx.el.div(
        rx.el.img(src=one.url, alt="", class_name="size-10 rounded-picture object-cover object-top"),
        rx.el.div(
            rx.el.p(f"{one.person} {one.scene}", class_name="truncate text-label font-medium"),
            rx.el.p(facts, class_name="truncate text-fact text-muted"),
            class_name="min-w-0",
        ),
        class_name="proof",
    )
