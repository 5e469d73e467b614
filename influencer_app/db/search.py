"""Finds words in text whatever their case and spelling."""

from typing import Final

from sqlalchemy import ColumnElement, func, literal_column

NFKC: Final[ColumnElement[str]] = literal_column("NFKC")


def contains_text(text: ColumnElement[str], words: str) -> ColumnElement[bool]:
    """The condition that ``words`` are in ``text``: in any case, composed or not, with "ss" for "ß"."""
    return func.strpos(_folded(text), _folded(words)) > 0


def _folded(text: ColumnElement[str] | str) -> ColumnElement[str]:
    return func.replace(func.lower(func.normalize(text, NFKC)), "ß", "ss")
