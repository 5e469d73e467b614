"""An output among others: loaded at the size its place needs."""

import reflex as rx

from influencer_app.web.cards.output import OutputCard
from influencer_app.web.components import picture

ROW_SIZES = "(min-width: 48rem) 20vw, 45vw"
"""About how wide a place in rows that fill is."""


def responsive_image(output: OutputCard, sizes: str = ROW_SIZES, *, large: bool = False) -> rx.Component:
    """The output's picture. ``large`` starts with the preview, for places that are rarely small."""
    return picture(
        output.src if large else output.thumb,
        output.alt,
        width=output.width,
        height=output.height,
        placeholder=output.placeholder,
        srcset=f"{output.thumb} 384w, {output.src} 1024w",
        sizes=sizes,
    )
