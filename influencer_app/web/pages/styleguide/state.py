"""The state of the style guide: only what makes its components move."""

import reflex as rx

from influencer_app.web.access import public
from influencer_app.web.components import Toast


class StyleguideState(rx.State):
    """Development only."""

    mode: str = "picture"
    shape: str = "4:5"
    filter: str = "all"
    character: str = "Amara"
    progress: float = 0.62
    open: bool = False
    toasts: list[Toast] = []

    @public
    async def choose_mode(self, value: str) -> None:
        """Segments."""
        self.mode = value

    @public
    async def choose_shape(self, value: str) -> None:
        """Shapes."""
        self.shape = value

    @public
    async def choose_filter(self, value: str) -> None:
        """Chips."""
        self.filter = value

    @public
    async def choose_character(self, value: str) -> None:
        """Faces."""
        self.character = value

    @public
    async def step(self) -> None:
        """The next tenth."""
        self.progress = 0.0 if self.progress >= 1 else min(1.0, round(self.progress + 0.1, 2))

    @public
    async def toggle(self) -> None:
        """The dialog."""
        self.open = not self.open

    @public
    async def add_toast(self) -> None:
        """One more toast."""
        self.toasts.append(
            Toast(
                id=str(len(self.toasts)),
                title="4 pictures of Amara are ready",
                body="32 credits",
                tone="good",
                href="/dashboard/generate",
                action="Look",
            )
        )

    @public
    async def add_undo_toast(self) -> None:
        """One that can be taken back."""
        self.toasts.append(Toast(id=f"undo-{len(self.toasts)}", title="2 pictures deleted", undo="Undo"))

    @public
    async def add_error_toast(self) -> None:
        """One that tells of trouble."""
        self.toasts.append(
            Toast(
                id=f"bad-{len(self.toasts)}",
                title="The clip could not be made",
                body="The provider did not answer. 20 credits refunded.",
                tone="bad",
                href="/dashboard/generate",
                action="Again",
            )
        )

    @public
    async def dismiss(self, toast_id: str) -> None:
        """One toast less."""
        self.toasts = [one for one in self.toasts if one.id != toast_id]

    @public
    async def fail(self) -> None:
        """As a handler that nobody prepared for trouble."""
        raise RuntimeError("raised by the style guide")
