"""Finds words in text whatever their case and spelling."""

from typing import Any, Final

from sqlalchemy import ColumnElement, SQLColumnExpression, func, literal_column

NFKC: Final[ColumnElement[str]] = literal_column("NFKC")


def contains_text(text: SQLColumnExpression[Any], words: str) -> ColumnElement[bool]:
    """The condition that ``words`` are in ``text``: in any case, composed or not, with "ss" for "ß"."""
    return func.strpos(_folded(text), _folded(words)) > 0


def _folded(text: SQLColumnExpression[Any] | str) -> ColumnElement[str]:
    return func.replace(func.lower(func.normalize(text, NFKC)), "ß", "ss")
