"""The headline, and a wall of sample images beside it."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import link_button
from influencer_app.web.layout.sample_image import sample_image
from influencer_app.web.pages.landing import copy
from influencer_app.web.public_site.template_tags import number, when
from influencer_app.web.site_build.samples import SampleImage, sample_images

COLUMNS = (
    ("amara-cafe", "yuki-concert", "ines-roof", "leo-gym"),
    ("freya-mountain", "amara-roof", "leo-mountain", "zoe-kitchen"),
    ("mia-beach", "zoe-studio", "noah-library", "kofi-beach"),
)
CIRCLED = "amara-roof"
SIZES = "(max-width: 767px) 50vw, (max-width: 1023px) 33vw, 230px"


def hero() -> rx.Component:
    """One face. Every frame."""
    first, second = copy.HEADLINE
    return rx.el.section(
        rx.el.div(
            rx.el.div(
                rx.el.h1(first, rx.el.br(), rx.el.em(second), class_name="display-hero hero-title"),
                rx.el.p(
                    rx.el.span(copy.LEAD, class_name="text-text"),
                    when(
                        "makes_videos", rx.el.span(copy.LEAD_VIDEOS), otherwise=rx.el.span(copy.LEAD_PICTURES)
                    ),
                    class_name="mt-9 max-w-[29rem] text-[1.1875rem] leading-[1.5] text-muted text-pretty",
                ),
                rx.el.div(
                    link_button(
                        copy.INVENT,
                        href=routes.SIGN_UP,
                        kind="primary",
                        size="large",
                        class_name="hero-button",
                    ),
                    link_button(copy.HOW_CREDITS, href="#credits", size="large", class_name="hero-button"),
                    class_name="mt-8 flex flex-wrap gap-3",
                ),
                rx.el.p(number("free_daily_credits"), copy.FREE, class_name="mt-6 text-label text-muted"),
                class_name="hero-text",
            ),
            _wall(),
            _proof(),
            class_name="hero-inner",
        ),
        class_name="hero",
    )


def _wall() -> rx.Component:
    known = {one.name: one for one in sample_images()}
    columns = [
        rx.el.div(
            *[
                _shown(known[name], first=row == 0 and column < 2)
                for row, name in enumerate(names)
                if name in known
            ],
            class_name="sample-column",
        )
        for column, names in enumerate(COLUMNS)
    ]
    return rx.el.div(*columns, class_name="hero-wall")


def _shown(one: SampleImage, *, first: bool) -> rx.Component:
    shown = sample_image(one, sizes=SIZES, eager=first)
    return shown if one.name != CIRCLED else rx.el.div(shown, _grease_pencil(), class_name="relative")


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
    """How the circled sample was made, as measured when it was rendered."""
    one = next((found for found in sample_images() if found.name == CIRCLED), None)
    if one is None:
        return rx.fragment()
    facts = copy.DRAWN.format(seconds=one.seconds, seed=one.seed)
    return rx.el.div(
        rx.el.img(
            src=one.small,
            alt="",
            class_name="size-10 rounded-picture object-cover object-[50%_30%]",
            custom_attrs={"width": "40", "height": "40"},
        ),
        rx.el.div(
            rx.el.p(copy.CIRCLED, class_name="truncate text-label font-medium"),
            rx.el.p(facts, class_name="truncate text-fact text-muted"),
            class_name="min-w-0",
        ),
        class_name="proof",
    )
