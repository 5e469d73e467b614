"""The page of one character: the face large, the look in words, everything made with them."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.cards.output import OutputCard
from influencer_app.web.components import (
    button,
    card,
    developing_picture,
    empty_state,
    icon,
    link,
    link_button,
    load_newer_button,
    load_older_button,
    picture_label,
)
from influencer_app.web.components.base import classes, style
from influencer_app.web.formatting import number
from influencer_app.web.pages.characters import copy
from influencer_app.web.pages.characters.cards import menu_of, portrait
from influencer_app.web.pages.characters.detail_state import CharacterDetailState, InProgress, KindLink
from influencer_app.web.pages.characters.form_state import CharacterFormState
from influencer_app.web.pages.characters.reference_photos import reference_photos_panel
from influencer_app.web.pages.characters.traits import Trait
from influencer_app.web.reflex_compat.vars import as_var, cond_text, foreach, has_key, length
from influencer_app.web.responsive_image import responsive_image

ONE = CharacterDetailState.character


def character_detail() -> rx.Component:
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
                copy.BACK,
                href=routes.CHARACTERS,
                class_name="inline-flex items-center gap-2 self-start rounded-sm text-label text-muted "
                "hover:text-text",
            ),
            rx.el.h2(ONE.name, class_name="person-name display-name break-words"),
            rx.el.p(
                cond_text(ONE.persona != "", ONE.persona, ONE.facts),
                class_name="max-w-[44rem] text-lead text-muted text-pretty",
            ),
            _actions(),
            rx.el.dl(foreach(CharacterDetailState.figures, _figure), class_name="person-figures"),
            class_name="flex min-w-0 flex-col gap-4",
        ),
        class_name="person-head",
    )


def _actions() -> rx.Component:
    return rx.el.div(
        link_button(
            copy.MAKE,
            _price("character_image"),
            href=f"{routes.CREATE}?character={ONE.id}",
            inside=True,
            kind="primary",
            icon="sparkle",
        ),
        rx.cond(
            CharacterDetailState.newest_picture != "",
            link_button(
                copy.CLIP, _price("video"), href=CharacterDetailState.clip_href, inside=True, icon="film"
            ),
        ),
        link_button(
            copy.TALK,
            _price("avatar"),
            href=f"{routes.CREATE}?mode=avatar&character={ONE.id}",
            inside=True,
            icon="audio-lines",
        ),
        button(copy.EDIT, icon="pencil", on_click=CharacterFormState.open_edit(ONE.id)),
        menu_of(ONE, own_page=True),
        class_name="flex flex-wrap items-center gap-2.5",
    )


def _price(kind: str) -> rx.Component:
    return rx.cond(
        has_key(CharacterDetailState.prices, kind),
        rx.el.span(CharacterDetailState.prices[kind], class_name="tabular-nums opacity-80"),
    )


def _figure(one: tuple[int, str, str]) -> rx.Component:
    return rx.el.div(
        rx.el.dt(one[2], class_name="text-fact text-muted"),
        rx.el.dd(number(as_var(one[0]).to(int)), one[1], class_name="display text-[2.125rem] leading-tight"),
        key=one[2],
        class_name="flex flex-col-reverse",
    )


def _look() -> rx.Component:
    return card(
        rx.el.h3(copy.LOOK, class_name="display-card"),
        rx.el.dl(foreach(CharacterDetailState.traits, _trait), class_name="person-traits"),
        rx.el.p(copy.LOOK_SAID, class_name="border-t border-line pt-3 text-fact text-muted"),
        class_name="flex flex-col gap-4 p-5",
    )


def _trait(one: Trait) -> rx.Component:
    dot = rx.el.span(class_name="trait-dot", custom_attrs=style(backgroundColor=one.shade))
    return rx.el.div(
        rx.el.dt(one.label, class_name="text-fact text-muted"),
        rx.el.dd(
            rx.cond(one.shade != "", dot),
            one.value,
            class_name="flex items-center gap-2 text-label font-medium",
        ),
        key=one.label,
    )


def _faces() -> rx.Component:
    return card(
        rx.el.h3(copy.FACES, class_name="display-card"),
        reference_photos_panel(),
        class_name="flex flex-col gap-4 p-5",
    )


def _made() -> rx.Component:
    wall = rx.el.div(
        foreach(CharacterDetailState.in_progress, _in_progress),
        foreach(CharacterDetailState.outputs, _output),
        class_name="wall",
    )
    there = (length(CharacterDetailState.outputs) > 0) | (length(CharacterDetailState.in_progress) > 0)
    nothing = rx.cond(
        CharacterDetailState.kind == "",
        empty_state(
            copy.NOTHING,
            copy.NOTHING_ABOUT,
            link_button(
                copy.MAKE,
                href=f"{routes.CREATE}?character={ONE.id}",
                inside=True,
                kind="primary",
                icon="sparkle",
            ),
        ),
        empty_state(
            copy.NOTHING_OF_KIND,
            copy.NOTHING_OF_KIND_ABOUT,
            link_button(copy.SHOW_ALL, href=f"{routes.CHARACTERS}?character={ONE.id}", inside=True),
            icon="search",
        ),
    )
    return rx.el.section(
        rx.el.div(
            rx.el.h3(CharacterDetailState.made_title, class_name="display-card"),
            rx.el.nav(
                foreach(CharacterDetailState.kinds, _kind),
                class_name="filters scroll-quiet !mb-0",
                custom_attrs={"aria-label": copy.KINDS_LISTED},
            ),
            class_name="mb-4 flex flex-wrap items-center justify-between gap-3",
        ),
        load_newer_button(CharacterDetailState.newer_cursors, copy.NEWER, CharacterDetailState.load_newer),
        rx.cond(there, wall, nothing),
        load_older_button(CharacterDetailState.older_cursor, copy.OLDER, CharacterDetailState.load_older),
        class_name="mt-8",
        id=rx.Var.create("made"),
    )


def _kind(one: KindLink) -> rx.Component:
    return link(
        one.label,
        href=one.href,
        inside=True,
        key=one.label,
        class_name=classes("chip chip-filled chip-main", cond_text(one.chosen, "chosen", "")),
        custom_attrs={"aria-current": cond_text(one.chosen, "page", "false")},
    )


def _in_progress(one: InProgress) -> rx.Component:
    return rx.el.div(
        developing_picture(one.progress, one.percent, ratio=one.ratio, placeholder=ONE.portrait),
        key=one.id,
        class_name="wall-item",
        custom_attrs={**style(**{"--grow": one.grow}), "data-in-progress": one.id},
    )


def _output(output: OutputCard) -> rx.Component:
    return rx.el.div(
        link(
            responsive_image(output),
            rx.cond(
                output.is_video,
                picture_label(icon("film", 14), copy.FILM, class_name="absolute bottom-1.5 left-1.5"),
            ),
            href=f"{routes.GALLERY}?character={ONE.id}&picture={output.id}",
            inside=True,
            class_name="relative block rounded-picture",
        ),
        key=output.id,
        class_name="wall-item",
        custom_attrs={**style(**{"--grow": output.grow}), "data-output": output.id},
    )
