"""Real faces of a character: those that are there, and where one is brought."""

import reflex as rx

from influencer_app.domain.characters.references import STATEMENT
from influencer_app.web.components import file_upload, icon_button, note, picture
from influencer_app.web.formatting import relative_time
from influencer_app.web.pages.characters import copy
from influencer_app.web.pages.characters.reference_photos_state import ReferencePhoto, ReferencePhotosState


def reference_photos_panel() -> rx.Component:
    """Of the character whose page is open."""
    return rx.fragment(
        rx.el.p(copy.FACES_ABOUT, class_name="text-label text-muted text-pretty"),
        rx.cond(ReferencePhotosState.note != "", note(ReferencePhotosState.note)),
        rx.el.ul(
            rx.foreach(ReferencePhotosState.photos, _face),
            class_name="grid grid-cols-[repeat(auto-fill,minmax(6.5rem,1fr))] gap-2.5 empty:hidden",
        ),
        rx.cond(
            ReferencePhotosState.is_full,
            rx.el.p(copy.FACES_FULL, class_name="text-label text-muted"),
            rx.el.div(
                file_upload(
                    copy.FACE_BRING,
                    copy.FACE_HINT,
                    name="real-face",
                    upload_url=ReferencePhotosState.upload_url,
                    accept="image/jpeg,image/png,image/webp",
                    consent=STATEMENT,
                    on_uploaded=ReferencePhotosState.reference_uploaded,
                ),
                key=ReferencePhotosState.character_id,
            ),
        ),
    )


def _face(one: rx.Var[ReferencePhoto]) -> rx.Component:
    return rx.el.li(
        picture(one.thumb, copy.FACE_ALT, width=4, height=5, placeholder=one.placeholder),
        rx.el.div(
            relative_time(one.consented_at, "", "day"),
            icon_button(
                "trash-2",
                copy.FACE_WITHDRAW,
                size="small",
                on_click=ReferencePhotosState.withdraw_photo(one.id),
            ),
            class_name="flex items-center justify-between text-fact text-muted",
        ),
        key=one.id,
        custom_attrs={"data-reference-photo": one.id},
    )
