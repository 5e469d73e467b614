"""Menus on the browser's popover: it closes on Escape and on a click elsewhere and returns the focus.

``/js/widgets.js`` places them beside their button and moves by arrow keys, Home, End and first letters.
"""

from typing import Any

import reflex as rx

from influencer_app.web.components.base import Text, attributes, classes, ident, pop_class
from influencer_app.web.components.icon import icon as draw
from influencer_app.web.components.link import link


def menu(label: Text, *items: rx.Component, name: Text, trigger: rx.Component, **props: Any) -> rx.Component:
    """``trigger`` (made by ``button`` or ``icon_button`` with ``**opens_menu(name)``) and what it opens.

    ``label`` is the menu's name for readers; ``name`` its id, one of a page. Items are ``menu_item``,
    ``menu_link`` and ``menu_line``.
    """
    sheet = rx.el.div(
        *items,
        id=ident(name),
        class_name=classes("sheet", pop_class(props)),
        custom_attrs=attributes(popover="auto", role="menu", aria_label=label, data_menu=""),
        **props,
    )
    return rx.fragment(trigger, sheet)


def opens_menu(name: Text) -> dict[str, Any]:
    """Properties of the button that opens the menu called ``name``."""
    return {"custom_attrs": {"popoverTarget": name, "aria-haspopup": "menu"}}


def menu_item(
    label: Text, *, on_click: Any = None, icon: str | None = None, danger: bool = False, **props: Any
) -> rx.Component:
    """One thing to do."""
    return rx.el.button(
        *([draw(icon, 16, class_name="text-muted")] if icon and not danger else []),
        *([draw(icon, 16)] if icon and danger else []),
        label,
        type="button",
        on_click=on_click,
        class_name=classes("menu-item", "text-bad" if danger else "", pop_class(props)),
        custom_attrs=attributes(props.pop("custom_attrs", None), role="menuitem", tabIndex=-1),
        **props,
    )


def menu_link(label: Text, *, href: Text, icon: str | None = None, **props: Any) -> rx.Component:
    """One place to go."""
    return link(
        *([draw(icon, 16, class_name="text-muted")] if icon else []),
        label,
        href=href,
        class_name=classes("menu-item", pop_class(props)),
        custom_attrs=attributes(props.pop("custom_attrs", None), role="menuitem", tabIndex=-1),
        **props,
    )


def menu_line() -> rx.Component:
    """Parts what belongs together from the rest."""
    return rx.el.div(class_name="my-1 border-t border-line", custom_attrs={"role": "separator"})
