"""The first page: one sentence, real prints, what it costs, how to run it. Reads without script."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import link
from influencer_app.web.layout.page import Page
from influencer_app.web.pages.landing.foot import foot
from influencer_app.web.pages.landing.hero import hero, top_bar
from influencer_app.web.pages.landing.sections import credits_menu, five_frames, questions, yours_to_run
from influencer_app.web.product import PRODUCT


def landing() -> rx.Component:
    """All of it."""
    return rx.el.div(
        link("Skip to content", href="#content", class_name="skip"),
        top_bar(),
        rx.el.main(
            hero(),
            five_frames(),
            credits_menu(),
            yours_to_run(),
            questions(),
            id=rx.Var.create("content"),
            tab_index=-1,
            class_name="outline-none",
        ),
        foot(),
        class_name="overflow-x-clip",
    )


PAGE = Page(
    routes.HOME,
    landing,
    "One face. Every frame.",
    f"{PRODUCT} is a studio for virtual influencers on your own server: invent a character once, "
    "and every picture keeps the same face.",
)
