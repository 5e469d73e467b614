"""A button that plays a sample of the chosen voice; ``/js/player.js`` does it."""

import reflex as rx

from influencer_app.web.components.button import button

LISTEN = "Listen"


def listen_button(select_id: str) -> rx.Component:
    """Beside the select with this id."""
    return button(LISTEN, icon="volume-2", custom_attrs={"data-listen": select_id})
