"""One line of ``influencer doctor``."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How good a finding is."""

    GOOD = "\u2713"
    NOTE = "-"
    CAREFUL = "!"
    MISSING = "\u2717"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, and what was found, without any secret."""

    mark: Mark
    subject: str
    text: str

    def __str__(self) -> str:
        return f"{self.mark} {self.subject:<12} {self.text}"


def good(subject: str, text: str) -> Finding:
    """It is as it should be."""
    return Finding(Mark.GOOD, subject, text)


def note(subject: str, text: str) -> Finding:
    """Worth knowing; nothing has to be done."""
    return Finding(Mark.NOTE, subject, text)


def careful(subject: str, text: str) -> Finding:
    """It works, and will not for long unless somebody does something."""
    return Finding(Mark.CAREFUL, subject, text)


def missing(subject: str, text: str) -> Finding:
    """It is needed and not there."""
    return Finding(Mark.MISSING, subject, text)
