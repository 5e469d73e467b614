"""Stripe's error answers."""

from typing import Any


class Problem(Exception):
    """An error as Stripe sends it."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        code: str = "",
        kind: str = "invalid_request_error",
        param: str = "",
    ) -> None:
        super().__init__(message)
        self.status, self.message, self.code, self.kind, self.param = status, message, code, kind, param

    def body(self) -> dict[str, Any]:
        """The JSON of the answer."""
        error = {"type": self.kind, "message": self.message, "code": self.code, "param": self.param}
        return {"error": {name: value for name, value in error.items() if value}}


def missing(kind: str, name: str) -> Problem:
    """An object that is not there."""
    return Problem(404, f"No such {kind}: '{name}'", code="resource_missing", param="id")


def declined(message: str = "Your card was declined.") -> Problem:
    """A card that a bank refuses."""
    return Problem(402, message, code="card_declined", kind="card_error")
