"""Copy of the error pages."""

from typing import NamedTuple


class ErrorCopy(NamedTuple):
    """A title in three parts (the middle one in italics), a sentence, and the numbers under blank frames."""

    title: tuple[str, str, str]
    sentence: str
    frames: tuple[str, str, str]
    name: str


NOT_FOUND = ErrorCopy(
    ("Page ", "not", " found"),
    "It doesn’t exist, or you don’t have access to it.",
    ("403A", "404", "404A"),
    "Page not found",
)
SERVER_ERROR = ErrorCopy(
    ("Something went ", "wrong", ""),
    "The error is on our side and has been logged. Nothing was charged. Reload the page; if that doesn’t "
    "help, the studio may still work.",
    ("499A", "500", "500A"),
    "Something went wrong",
)
UNAVAILABLE = ErrorCopy(
    ("Back in a ", "moment", ""),
    "The studio can’t reach its database right now, most likely because of maintenance. Waiting jobs "
    "continue once it is back. Try again in a minute.",
    ("502A", "503", "503A"),
    "Back in a moment",
)
STUDIO = "Open the studio"
HOME = "Home"
AGAIN = "Try again"
