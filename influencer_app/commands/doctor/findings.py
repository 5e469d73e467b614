"""Describes a result of ``influencer doctor``: a severity, a subject and a text."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Severity(StrEnum):
    """How serious a finding is; the value is what is printed before it."""

    OK = "\u2713"
    INFO = "-"
    WARNING = "!"
    ERROR = "\u2717"


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check. Its text never contains a secret."""

    severity: Severity
    subject: str
    text: str

    def __str__(self) -> str:
        return f"{self.severity} {self.subject:<12} {self.text}"

    @classmethod
    def ok(cls, subject: str, text: str) -> Self:
        """It works."""
        return cls(Severity.OK, subject, text)

    @classmethod
    def info(cls, subject: str, text: str) -> Self:
        """Worth knowing; nothing has to be done."""
        return cls(Severity.INFO, subject, text)

    @classmethod
    def warning(cls, subject: str, text: str) -> Self:
        """It works now, and will stop or degrade unless somebody acts."""
        return cls(Severity.WARNING, subject, text)

    @classmethod
    def error(cls, subject: str, text: str) -> Self:
        """It is needed, and missing or broken."""
        return cls(Severity.ERROR, subject, text)
