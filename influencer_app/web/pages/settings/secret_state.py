"""Shows a new key or secret once. It goes straight to the browser: no state ever holds it."""

from typing import Any, Final

import reflex as rx

from influencer_app.web.access import public
from influencer_app.web.page_state import PageState

FIELD: Final = "new_secret"
"""The field's id in the page."""


class SecretState(PageState):
    """Whether the dialog is open; states are kept in Redis, so the secret itself is in none."""

    title: str = ""
    open: bool = False

    @public
    async def close(self) -> Any:
        """It is not shown again."""
        self.open = False
        return rx.set_value(FIELD, "")

    def _show(self, title: str, secret: str) -> Any:
        """Open the dialog; what is returned must be returned by the handler."""
        self.title, self.open = title, True
        return rx.set_value(FIELD, secret)
