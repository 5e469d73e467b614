"""One character's own page."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.cards import Shot
from influencer_app.web.components import button, empty_state, icon, link, link_button
from influencer_app.web.components.base import style
from influencer_app.web.pages.characters import words
from influencer_app.web.pages.characters.faces import faces_panel
from influencer_app.web.pages.characters.person_state import PersonState, Trait
from influencer_app.web.pages.characters.portrait import portrait
from influencer_app.web.thumbs import thumb

ONE = PersonState.one
BOX = "flex min-w-0 flex-col gap-4 rounded-card border border-line bg-surface p-5"


def person() -> rx.Component:
    """Portrait and name, look, real faces, and everything made with them."""
    return rx.el.article(
        _head(),
        rx.el.div(_look(), _faces(), class_name="grid gap-4 lg:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]"),
        _made(),
        class_name="flex flex-col gap-6",
        custom_attrs={"data-person": ONE.id},
    )


def _head() -> rx.Component:
    return rx.el.div(
        rx.el.div(portrait(ONE), class_name="person-portrait"),
        rx.el.div(
            link(
                icon("arrow-left", 16),
                words.ALL,
                href=routes.CHARACTERS,
                inside=True,
                class_name="inline-flex items-center gap-1.5 text-label text-muted",
            ),
            rx.el.h2(ONE.name, class_name="person-name"),
            rx.el.p(ONE.facts, class_name="text-muted"),
            rx.cond(
                ONE.persona != "", rx.el.p(ONE.persona, class_name="max-w-[40rem] text-prompt text-pretty")
            ),
            _actions(),
            class_name="flex min-w-0 flex-col gap-3",
        ),
        class_name="person-head",
    )


def _actions() -> rx.Component:
    return rx.el.div(
        link_button(
            words.MAKE,
            href=f"{routes.CREATE}?character={ONE.id}",
            inside=True,
            kind="primary",
            icon="sparkle",
        ),
        link_button(
            words.TALK,
            href=f"{routes.CREATE}?mode=talk&character={ONE.id}",
            inside=True,
            icon="audio-lines",
        ),
        button(words.EDIT, icon="pencil", on_click=PersonState.open_edit(ONE.id)),
        button(words.DELETE_ONE, icon="trash-2", kind="quiet", on_click=PersonState.ask_delete(ONE.id)),
        class_name="mt-1 flex flex-wrap gap-2",
    )


def _look() -> rx.Component:
    return rx.el.section(
        rx.el.h3(words.LOOK, class_name="display-card"),
        rx.el.dl(rx.foreach(PersonState.look, _trait), class_name="person-look"),
        class_name=BOX,
    )


def _trait(one: rx.Var[Trait]) -> rx.Component:
    shade = rx.el.span(
        class_name="person-shade", custom_attrs={**style(backgroundColor=one.shade), "aria-hidden": "true"}
    )
    return rx.el.div(
        rx.el.dt(one.name, class_name="text-fact text-muted"),
        rx.el.dd(
            rx.cond(one.shade != "", shade), one.value, class_name="flex items-center gap-2 font-medium"
        ),
    )


def _faces() -> rx.Component:
    return rx.el.section(
        rx.el.h3(words.REAL, class_name="display-card"),
        faces_panel(),
        class_name=BOX,
    )


def _made() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h3(words.MADE, ONE.name, class_name="display-card"),
            rx.el.span(PersonState.total_words, class_name="text-label text-muted"),
            link(
                words.EVERYTHING,
                href=PersonState.gallery_href,
                inside=True,
                class_name="ml-auto text-label text-muted underline",
            ),
            class_name="mb-3 flex flex-wrap items-baseline gap-3",
        ),
        rx.cond(
            PersonState.shots.length() > 0,
            rx.el.div(rx.foreach(PersonState.shots, _shot), class_name="wall"),
            empty_state(
                words.NOTHING_MADE,
                "",
                link_button(words.MAKE, href=f"{routes.CREATE}?character={ONE.id}", inside=True),
            ),
        ),
    )


def _shot(shot: rx.Var[Shot]) -> rx.Component:
    return link(
        thumb(shot),
        href=f"{PersonState.gallery_href}&picture={shot.id}",
        inside=True,
        key=shot.id,
        class_name="wall-item rounded-picture",
        custom_attrs={**style(**{"--grow": shot.grow}), "data-output": shot.id},
    )
