"""The way in: what is there, and the next useful step."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.cards import Face
from influencer_app.web.components import avatar, card, link, link_button
from influencer_app.web.layout.page import Page
from influencer_app.web.layout.studio import studio
from influencer_app.web.pages.dashboard.state import DashboardState


def home() -> rx.Component:
    """The page."""
    return studio(
        "Home",
        rx.el.div(_balance(), _next_step(), class_name="grid gap-4 md:grid-cols-2"),
        _characters(),
        here=routes.DASHBOARD,
        wide=False,
    )


def _balance() -> rx.Component:
    return card(
        rx.el.h2("What you have", class_name="text-label text-muted"),
        rx.el.p(
            rx.el.span(
                DashboardState.available, class_name="display text-[3.5rem] leading-none tabular-nums"
            ),
            rx.el.span(" credits", class_name="text-muted"),
            class_name="mt-2",
        ),
        rx.el.p(
            DashboardState.allowance.to_string() + " come back " + DashboardState.returns,
            class_name="mt-2 text-label text-muted",
        ),
        class_name="p-5",
    )


def _next_step() -> rx.Component:
    first = (
        "Invent somebody",
        "A character has the same face in every picture. Begin with one.",
        link_button("New character", href=f"{routes.CHARACTERS}?new=1", kind="primary", icon="plus"),
    )
    then = (
        "Make a picture",
        "Describe a scene, choose who is in it, and watch it develop.",
        link_button("Open Create", href=routes.CREATE, kind="primary", icon="wand-sparkles"),
    )
    return rx.cond(DashboardState.faces.length() > 0, _step(*then), _step(*first))


def _step(title: str, words: str, action: rx.Component) -> rx.Component:
    return card(
        rx.el.h2(title, class_name="display-card"),
        rx.el.p(words, class_name="mb-4 mt-1.5 text-muted"),
        action,
        class_name="p-5",
    )


def _characters() -> rx.Component:
    return rx.cond(
        DashboardState.faces.length() > 0,
        rx.el.section(
            rx.el.h2("Characters", class_name="mb-3 text-label font-medium"),
            rx.el.ul(rx.foreach(DashboardState.faces, _face), class_name="flex flex-wrap gap-3"),
            class_name="mt-8",
        ),
    )


def _face(face: rx.Var[Face]) -> rx.Component:
    return rx.el.li(
        link(
            avatar(face.thumb_url, face.name, size=64, round=False),
            rx.el.span(face.name, class_name="text-fact"),
            href=f"{routes.CREATE}?character={face.id}",
            class_name="flex flex-col items-center gap-1 rounded-control",
        ),
        key=face.id,
    )


PAGE = Page(routes.DASHBOARD, home, "Home", on_load=DashboardState.load)
