"""Small helpers that all parts use."""

from typing import Any

import reflex as rx

Text = str | rx.Var[str]
Flag = bool | rx.Var[bool]
Number = float | rx.Var[float] | rx.Var[int]


def classes(*names: Any) -> list[Any]:
    """Class names without the empty ones; Vars such as ``rx.cond(chosen, "chosen", "")`` stay live."""
    flat: list[Any] = []
    for name in names:
        flat.extend(classes(*name) if isinstance(name, list | tuple) else [name])
    return [name for name in flat if isinstance(name, rx.Var) or name]


def attributes(given: dict[str, Any] | None = None, /, **more: Any) -> dict[str, Any]:
    """``custom_attrs`` out of names: ``aria_label`` becomes ``aria-label``; None is left out."""
    named = {name.strip("_").replace("_", "-"): value for name, value in more.items() if value is not None}
    return {**named, **(given or {})}


def style(**values: Any) -> dict[str, Any]:
    """A style that changes with data, for ``custom_attrs``: set through the object model, so that the
    Content-Security-Policy has nothing against it. Names are React's (``width``, ``backgroundImage``)."""
    return {"style": rx.Var.create(values)}


def yes_no(value: Flag) -> Any:
    """``"true"`` or ``"false"`` for an ARIA state."""
    if isinstance(value, rx.Var):
        return rx.cond(value, "true", "false")
    return "true" if value else "false"


def pop_class(props: dict[str, Any]) -> Any:
    """The caller's own classes."""
    return props.pop("class_name", "")


def ident(name: Text) -> rx.Var[str]:
    """An id that makes no React reference (a plain string would)."""
    return name if isinstance(name, rx.Var) else rx.Var.create(name)


def tip(label: Text) -> dict[str, Any]:
    """``custom_attrs`` of an element with a tooltip: shown on hover and on focus, gone on Escape.

    It repeats or shortens; what must be known stands in the page, or in the element's own name.
    """
    return {"data-tip": label}
