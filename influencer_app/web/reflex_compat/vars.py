"""Types Reflex's functions on Vars for mypy.

mypy reads a state's field, such as ``GalleryState.outputs``, as its plain type, although it is a Var while
pages are built. Functions that render one item of a list are typed the same way: they take
``output: OutputCard``, so that mypy checks the names and types of its fields. What only a Var can do is here.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar, cast

import reflex as rx
from reflex.vars import ArrayVar, NumberVar, ObjectVar, StringVar

T = TypeVar("T")
Items = Sequence[T] | rx.Var[list[T]]


def as_var(value: T | rx.Var[T]) -> rx.Var[T]:
    """A state's field as the Var that it is, for methods that only Vars have."""
    return cast("rx.Var[T]", value)


def as_item(var: rx.Var[T]) -> T:
    """A Var as the item that a rendering function takes."""
    return cast("T", var)


def foreach(items: Items[T], render: Callable[[T], rx.Component]) -> rx.Component:
    """``rx.foreach``: ``render`` is called once, with a Var in place of the item."""
    return rx.foreach(cast("rx.Var[list[T]]", items), cast("Callable[[rx.Var[T]], rx.Component]", render))


def cond_text(condition: Any, yes: str | rx.Var[str], no: str | rx.Var[str]) -> rx.Var[str]:
    """``rx.cond`` between two texts; its own overloads for values are invisible to mypy."""
    untyped_cond: Any = rx.cond
    return cast("rx.Var[str]", untyped_cond(condition, yes, no))


def length(items: Collection[Any] | rx.Var[Any]) -> NumberVar[int]:
    """The number of items of a list in a state."""
    return cast("ArrayVar[list[Any]]", items).length()


def has_key(mapping: Mapping[str, Any] | rx.Var[Any], key: str) -> rx.Var[bool]:
    """Whether a mapping in a state has ``key``."""
    return cast("ObjectVar[Mapping[str, Any]]", mapping).contains(key)


def negate(value: bool | rx.Var[bool]) -> rx.Var[bool]:
    """The opposite of a flag in a state."""
    return ~cast("rx.Var[bool]", value)


def number_text(value: float | rx.Var[int] | rx.Var[float] | NumberVar[Any]) -> StringVar[str]:
    """The digits of a number in a state."""
    return cast("rx.Var[float]", value).to_string()
