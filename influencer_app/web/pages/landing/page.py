"""The landing page: headline, sample images, prices, how to run it. Complete without script."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.layout.page import Page
from influencer_app.web.layout.public import public_page
from influencer_app.web.pages.landing.copy import DESCRIPTION, TITLE
from influencer_app.web.pages.landing.hero import hero
from influencer_app.web.pages.landing.modes import modes
from influencer_app.web.pages.landing.sections import (
    credits_menu,
    five_frames,
    plans,
    questions,
    strangers,
    yours_to_run,
)


def landing() -> rx.Component:
    """All of it."""
    return public_page(
        hero(), five_frames(), modes(), strangers(), credits_menu(), plans(), yours_to_run(), questions()
    )


PAGE = Page(routes.HOME, landing, TITLE, DESCRIPTION)
