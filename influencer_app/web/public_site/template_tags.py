"""Jinja expressions and blocks as page components.

Public pages are prerendered once, and the built HTML is the template that ``templating`` renders for each
request. React escapes quotes and angle brackets in text, so an expression is made of dotted names, numbers,
``or``, ``and``, ``not`` and filters. Names are those of ``templating.NAMES``.
"""

from typing import Any

import reflex as rx


def value(expression: str) -> str:
    """An expression to be used as text or inside an attribute: ``value("prices.image.credits")``."""
    return f"{{{{ {expression} }}}}"


def number(expression: str, class_name: str = "") -> rx.Component:
    """A number as text; page.js formats it for the visitor's locale."""
    return rx.el.span(value(expression), class_name=class_name, custom_attrs={"data-number": ""})


def when(condition: str, *children: Any, otherwise: Any = None) -> rx.Component:
    """``children`` where ``condition`` is true, else ``otherwise`` (a component, text or nothing)."""
    alternative = () if otherwise is None else ("{% else %}", otherwise)
    return rx.fragment(f"{{% if {condition} %}}", *children, *alternative, "{% endif %}")


def each(name: str, source: str, *children: Any) -> rx.Component:
    """``children`` once for each item of the list ``source``, which they know as ``name``."""
    return rx.fragment(f"{{% for {name} in {source} %}}", *children, "{% endfor %}")
