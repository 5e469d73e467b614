"""Sample images at the right of the forms."""

import reflex as rx

from influencer_app.web.layout.sample_image import sample_image
from influencer_app.web.site_build.samples import sample_images

COLUMNS = (
    ("yuki-studio", "leo-mountain", "mia-park", "kofi-library"),
    ("amara-night", "noah-library", "zoe-studio", "amara-beach"),
    ("freya-mountain", "ines-studio", "yuki-night", "freya-park"),
)
SIZES = "(max-width: 1099px) 25vw, 17vw"


def wall() -> rx.Component:
    """Three columns that run off the edges; decoration, so nothing is said of it."""
    known = {one.name: one for one in sample_images()}
    return rx.el.div(
        *[
            rx.el.div(
                *[sample_image(known[name], sizes=SIZES, said=False) for name in names if name in known],
                class_name="sample-column",
            )
            for names in COLUMNS
        ],
        class_name="sample-wall auth-wall",
        custom_attrs={"aria-hidden": "true"},
    )
