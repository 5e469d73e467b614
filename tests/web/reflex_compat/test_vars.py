"""The typed functions give what Reflex's own give."""

from dataclasses import dataclass

import reflex as rx

from influencer_app.web.reflex_compat.vars import (
    as_item,
    as_var,
    cond_text,
    foreach,
    has_key,
    length,
    negate,
    number_text,
)


@dataclass(frozen=True)
class Item:
    """An item of a list in a state."""

    name: str


class ItemsState(rx.State):
    """A state with a list, a flag and a number."""

    items: rx.Field[list[Item]] = rx.field(default_factory=list)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    open: bool = False
    credits: int = 0


def test_foreach_renders_each_item() -> None:
    def render(item: Item) -> rx.Component:
        return rx.el.li(item.name)

    assert str(foreach(ItemsState.items, render)) == str(rx.foreach(ItemsState.items, render))


def test_a_text_depends_on_a_flag() -> None:
    assert str(cond_text(ItemsState.open, "open", "closed")) == str(
        rx.cond(ItemsState.open, "open", "closed")
    )


def test_a_key_is_looked_up_in_the_browser() -> None:
    assert str(has_key(ItemsState.errors, "name")) == str(ItemsState.errors.contains("name"))


def test_a_field_is_its_var() -> None:
    assert as_var(ItemsState.open) is ItemsState.open
    assert as_item(ItemsState.open) is ItemsState.open


def test_the_length_is_counted_in_the_browser() -> None:
    assert str(length(ItemsState.items)) == str(ItemsState.items.length())


def test_a_flag_is_negated_in_the_browser() -> None:
    assert str(negate(ItemsState.open)) == str(~ItemsState.open)


def test_a_number_is_written_in_the_browser() -> None:
    assert str(number_text(ItemsState.credits)) == str(ItemsState.credits.to_string())
