"""A picture of the gallery in a row of others: small first, as large as its place needs."""

import reflex as rx

from influencer_app.web.cards import Shot
from influencer_app.web.components import picture

ROWS = "(min-width: 48rem) 20vw, 45vw"
"""How wide a place in rows that fill is, about."""


def thumb(shot: rx.Var[Shot], sizes: str = ROWS, *, large: bool = False) -> rx.Component:
    """``large`` begins with the preview, for places that are hardly ever small."""
    return picture(
        shot.src if large else shot.thumb,
        shot.alt,
        width=shot.width,
        height=shot.height,
        placeholder=shot.placeholder,
        srcset=f"{shot.thumb} 384w, {shot.src} 1024w",
        sizes=sizes,
    )
