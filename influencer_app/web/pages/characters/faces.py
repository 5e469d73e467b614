"""Real faces of a character: those that are there, and where one is brought."""

import reflex as rx

from influencer_app.domain.characters.references import STATEMENT
from influencer_app.web.components import drop, icon_button, note, picture
from influencer_app.web.moments import moment
from influencer_app.web.pages.characters import words
from influencer_app.web.pages.characters.faces_state import FacesState, RealFace


def faces_panel() -> rx.Component:
    """Of the character whose page is open."""
    return rx.fragment(
        rx.el.p(words.FACES_ABOUT, class_name="text-label text-muted text-pretty"),
        rx.cond(FacesState.faces_note != "", note(FacesState.faces_note)),
        rx.el.ul(
            rx.foreach(FacesState.real_faces, _face),
            class_name="grid grid-cols-[repeat(auto-fill,minmax(6.5rem,1fr))] gap-2.5 empty:hidden",
        ),
        rx.cond(
            FacesState.faces_full,
            rx.el.p(words.FACES_FULL, class_name="text-label text-muted"),
            rx.el.div(
                drop(
                    words.FACE_BRING,
                    words.FACE_HINT,
                    name="real-face",
                    to=FacesState.faces_to,
                    accept="image/jpeg,image/png,image/webp",
                    consent=STATEMENT,
                    on_brought=FacesState.hear_of_face,
                ),
                key=FacesState.faces_of,
            ),
        ),
    )


def _face(one: rx.Var[RealFace]) -> rx.Component:
    return rx.el.li(
        picture(one.thumb, words.FACE_ALT, width=4, height=5, placeholder=one.placeholder),
        rx.el.div(
            moment(one.stated_at, "", "day"),
            icon_button(
                "trash-2", words.FACE_WITHDRAW, size="small", on_click=FacesState.withdraw_face(one.id)
            ),
            class_name="flex items-center justify-between text-fact text-muted",
        ),
        key=one.id,
        custom_attrs={"data-face": one.id},
    )
