"""Copy of the error pages."""

from typing import NamedTuple


class ErrorCopy(NamedTuple):
    """A title in three parts (the middle one in italics), a sentence, and the numbers under blank frames."""

    title: tuple[str, str, str]
    sentence: str
    frames: tuple[str, str, str]
    name: str


NOT_FOUND = ErrorCopy(
    ("Nothing ", "developed", " here"),
    "The page you asked for does not exist, or is not yours to see.",
    ("403A", "404", "404A"),
    "Not found",
)
SERVER_ERROR = ErrorCopy(
    ("This frame is ", "ruined", ""),
    "Something went wrong on our side, and it has been written down. Nothing was charged for it. "
    "Load the page again; if it goes on, the studio may still work.",
    ("499A", "500", "500A"),
    "Something went wrong",
)
UNAVAILABLE = ErrorCopy(
    ("The darkroom is ", "closed", ""),
    "The studio cannot reach its database right now, most likely because it is being looked after. Jobs "
    "that wait go on by themselves once it is back. Try again in a minute.",
    ("502A", "503", "503A"),
    "Back in a moment",
)
STUDIO = "Open the studio"
HOME = "Home"
AGAIN = "Try again"
