"""The page of one character: the face large, the look in words, everything made with them."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.cards import Shot
from influencer_app.web.components import (
    button,
    card,
    developing_picture,
    empty_state,
    icon,
    link,
    link_button,
    picture_label,
)
from influencer_app.web.components.base import classes, style
from influencer_app.web.moments import number
from influencer_app.web.pages.characters import words
from influencer_app.web.pages.characters.cards import menu_of, portrait
from influencer_app.web.pages.characters.faces import faces_panel
from influencer_app.web.pages.characters.person_state import Kind, PersonState, Trait, UnderWay
from influencer_app.web.thumbs import thumb

ONE = PersonState.one


def person() -> rx.Component:
    """Portrait and name, look, real faces, and everything made with them."""
    return rx.el.article(
        _head(),
        rx.el.div(_look(), _faces(), class_name="person-facts"),
        _made(),
        custom_attrs={"data-person": ONE.id},
    )


def _head() -> rx.Component:
    return rx.el.section(
        rx.el.div(portrait(ONE, eager=True), class_name="person-portrait"),
        rx.el.div(
            link(
                icon("arrow-left", 16),
                words.BACK,
                href=routes.CHARACTERS,
                class_name="inline-flex items-center gap-2 self-start rounded-sm text-label text-muted "
                "hover:text-text",
            ),
            rx.el.h2(ONE.name, class_name="person-name display-name break-words"),
            rx.el.p(
                rx.cond(ONE.persona != "", ONE.persona, ONE.facts),
                class_name="max-w-[44rem] text-lead text-muted text-pretty",
            ),
            _actions(),
            rx.el.dl(rx.foreach(PersonState.figures, _figure), class_name="person-figures"),
            class_name="flex min-w-0 flex-col gap-4",
        ),
        class_name="person-head",
    )


def _actions() -> rx.Component:
    return rx.el.div(
        link_button(
            words.MAKE,
            _price("character_image"),
            href=f"{routes.CREATE}?character={ONE.id}",
            inside=True,
            kind="primary",
            icon="sparkle",
        ),
        rx.cond(
            PersonState.newest != "",
            link_button(words.CLIP, _price("video"), href=PersonState.clip_href, inside=True, icon="film"),
        ),
        link_button(
            words.TALK,
            _price("avatar"),
            href=f"{routes.CREATE}?mode=talk&character={ONE.id}",
            inside=True,
            icon="audio-lines",
        ),
        button(words.EDIT, icon="pencil", on_click=PersonState.open_edit(ONE.id)),
        menu_of(ONE, own_page=True),
        class_name="flex flex-wrap items-center gap-2.5",
    )


def _price(kind: str) -> rx.Component:
    return rx.cond(
        PersonState.prices.contains(kind),
        rx.el.span(PersonState.prices[kind], class_name="tabular-nums opacity-80"),
    )


def _figure(one: rx.Var[tuple[int, str]]) -> rx.Component:
    return rx.el.div(
        rx.el.dt(one[1], class_name="text-fact text-muted"),
        rx.el.dd(number(one[0].to(int)), class_name="display text-[2.125rem] leading-tight"),
        key=one[1],
        class_name="flex flex-col-reverse",
    )


def _look() -> rx.Component:
    return card(
        rx.el.h3(words.LOOK, class_name="display-card"),
        rx.el.dl(rx.foreach(PersonState.look, _trait), class_name="person-traits"),
        rx.el.p(words.LOOK_SAID, class_name="border-t border-line pt-3 text-fact text-muted"),
        class_name="flex flex-col gap-4 p-5",
    )


def _trait(one: rx.Var[Trait]) -> rx.Component:
    dot = rx.el.span(class_name="trait-dot", custom_attrs=style(backgroundColor=one.shade))
    return rx.el.div(
        rx.el.dt(one.label, class_name="text-fact text-muted"),
        rx.el.dd(
            rx.cond(one.shade != "", dot),
            one.said,
            class_name="flex items-center gap-2 text-label font-medium",
        ),
        key=one.label,
    )


def _faces() -> rx.Component:
    return card(
        rx.el.h3(words.FACES, class_name="display-card"), faces_panel(), class_name="flex flex-col gap-4 p-5"
    )


def _made() -> rx.Component:
    wall = rx.el.div(
        rx.foreach(PersonState.under_way, _under_way),
        rx.foreach(PersonState.shots, _shot),
        class_name="wall",
    )
    there = (PersonState.shots.length() > 0) | (PersonState.under_way.length() > 0)
    nothing = rx.cond(
        PersonState.kind == "",
        empty_state(words.NOTHING, words.NOTHING_ABOUT),
        rx.el.p(words.NOTHING_OF_KIND, class_name="py-10 text-center text-muted"),
    )
    return rx.el.section(
        rx.el.div(
            rx.el.h3(PersonState.made_title, class_name="display-card"),
            rx.el.nav(
                rx.foreach(PersonState.kinds, _kind),
                class_name="filters scroll-quiet !mb-0",
                custom_attrs={"aria-label": words.KINDS_LISTED},
            ),
            class_name="mb-4 flex flex-wrap items-center justify-between gap-3",
        ),
        rx.cond(there, wall, nothing),
        rx.cond(
            PersonState.next_cursor != "",
            rx.el.div(
                button(words.OLDER, on_click=PersonState.load_more), class_name="flex justify-center py-6"
            ),
        ),
        class_name="mt-8",
        id=rx.Var.create("made"),
    )


def _kind(one: rx.Var[Kind]) -> rx.Component:
    return link(
        one.words,
        href=one.href,
        inside=True,
        key=one.words,
        class_name=classes("chip chip-filled chip-main", rx.cond(one.chosen, "chosen", "")),
        custom_attrs={"aria-current": rx.cond(one.chosen, "page", "false")},
    )


def _under_way(one: rx.Var[UnderWay]) -> rx.Component:
    return rx.el.div(
        developing_picture(one.progress, one.percent, ratio=one.ratio, placeholder=ONE.portrait),
        key=one.id,
        class_name="wall-item",
        custom_attrs={**style(**{"--grow": one.grow}), "data-under-way": one.id},
    )


def _shot(shot: rx.Var[Shot]) -> rx.Component:
    return rx.el.div(
        link(
            thumb(shot),
            rx.cond(
                shot.film,
                picture_label(icon("film", 14), words.FILM, class_name="absolute bottom-1.5 left-1.5"),
            ),
            href=f"{routes.GALLERY}?character={ONE.id}&picture={shot.id}",
            inside=True,
            class_name="relative block rounded-picture",
        ),
        key=shot.id,
        class_name="wall-item",
        custom_attrs={**style(**{"--grow": shot.grow}), "data-output": shot.id},
    )
