"""A delivered output in the stream, with its actions."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.cards.generation import GenerationCard
from influencer_app.web.cards.output import OutputCard
from influencer_app.web.components import icon_button, link, video
from influencer_app.web.components.base import classes, style
from influencer_app.web.components.icon import icon
from influencer_app.web.pages.gallery.lightbox_state import LightboxState
from influencer_app.web.pages.generate import copy
from influencer_app.web.pages.generate.state import GenerateState
from influencer_app.web.pages.generate.stream_state import StreamState
from influencer_app.web.reflex_compat.vars import cond_text, length, negate
from influencer_app.web.responsive_image import responsive_image


def stream_output(output: OutputCard, generation: GenerationCard) -> rx.Component:
    """The output, and what can be done with it."""
    return rx.el.figure(
        rx.cond(output.is_video, _video(output), _picture(output)),
        rx.el.figcaption(
            icon_button(
                "heart",
                cond_text(output.favourite, copy.UNLIKE, copy.LIKE),
                size="small",
                on_click=StreamState.favourite(output.id, negate(output.favourite)),
                class_name=classes(cond_text(output.favourite, "liked", "")),
                custom_attrs={"aria-pressed": cond_text(output.favourite, "true", "false")},
            ),
            rx.cond(
                output.is_video,
                rx.fragment(),
                icon_button(
                    "shuffle",
                    copy.ONE_MORE + generation.variation_price,
                    size="small",
                    on_click=GenerateState.vary(generation.id, GenerateState.submit_key),
                ),
            ),
            rx.cond(
                output.is_video,
                rx.fragment(),
                rx.fragment(
                    _on_with(output, "film", copy.CLIP_OF_IT, "video"),
                    _on_with(output, "audio-lines", copy.TALK_OF_IT, "avatar"),
                ),
            ),
            link(
                icon("download", 16),
                rx.el.span(copy.DOWNLOAD, class_name="sr-only"),
                href=output.full,
                inside=False,
                download="",
                class_name="btn btn-quiet btn-square btn-small",
                custom_attrs={"title": copy.DOWNLOAD},
            ),
            rx.cond(
                length(generation.outputs) > 1,
                icon_button(
                    "trash-2",
                    copy.DELETE_ONE,
                    size="small",
                    on_click=StreamState.delete_output(output.id),
                ),
            ),
            class_name="output-actions",
        ),
        key=output.id,
        class_name=classes("output", cond_text(output.favourite, "output-liked", "")),
        custom_attrs={**style(**{"--grow": output.grow}), "data-output": output.id},
    )


def _picture(output: OutputCard) -> rx.Component:
    return rx.el.button(
        responsive_image(output, "(min-width: 64rem) 22vw, 45vw", large=True),
        type="button",
        on_click=LightboxState.open_lightbox(output.id),
        class_name="block w-full rounded-picture",
        custom_attrs={"data-opens-lightbox": ""},
    )


def _video(output: OutputCard) -> rx.Component:
    return video(
        output.full,
        output.src,
        output.alt,
        width=output.width,
        height=output.height,
        captions=output.captions,
        length=output.duration,
        loop=output.captions == "",
    )


def _on_with(output: OutputCard, drawn: str, said: str, mode: str) -> rx.Component:
    """On from a picture to a film of it."""
    return link(
        icon(drawn, 16),
        rx.el.span(said, class_name="sr-only"),
        href=f"{routes.CREATE}?mode={mode}&picture={output.id}",
        inside=True,
        class_name="btn btn-quiet btn-square btn-small",
        custom_attrs={"title": said},
    )
