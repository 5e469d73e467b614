"""Create: the composer beside a live stream of results."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.layout.page import Page
from influencer_app.web.pages.gallery.lightbox import lightbox
from influencer_app.web.pages.gallery.lightbox_state import LightboxState
from influencer_app.web.pages.generate import copy
from influencer_app.web.pages.generate.composer import composer
from influencer_app.web.pages.generate.draft_state import DraftState
from influencer_app.web.pages.generate.state import GenerateState
from influencer_app.web.pages.generate.stream import stream
from influencer_app.web.shell.page import app_page


def create() -> rx.Component:
    """The page."""
    return app_page(
        copy.CREATE,
        rx.el.div(composer(), stream(), _keeper(), class_name="create"),
        here=routes.CREATE,
        overlays=(lightbox(),),
    )


def _keeper() -> rx.Component:
    """Pressed by the page's own script a moment after something was changed in the composer."""
    return rx.el.button(
        type="button", hidden=True, on_click=DraftState.save_draft, id=rx.Var.create("save-draft")
    )


PAGE = Page(routes.CREATE, create, copy.CREATE, on_load=[LightboxState.follow_address, GenerateState.load])
