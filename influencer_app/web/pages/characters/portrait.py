"""A portrait as it is now: there, being made, or neither."""

import reflex as rx

from influencer_app.web.components import developing_picture, picture
from influencer_app.web.pages.characters import words
from influencer_app.web.pages.characters.state import Person

SITTER = "/icons/sitter.svg"
"""Somebody without a face yet."""


def portrait(one: rx.Var[Person]) -> rx.Component:
    """Neither: today's free ones are used up, or it could not be made."""
    waiting = rx.cond(one.developing > 0, one.percent, words.WAITING)
    missing = rx.el.div(
        rx.el.span(one.name[0:1], class_name="display text-[4rem] leading-none text-muted"),
        rx.el.span(words.NO_PORTRAIT, class_name="text-fact text-muted"),
        class_name="flex aspect-[4/5] flex-col items-center justify-center gap-2 rounded-picture bg-raised",
    )
    return rx.cond(
        one.developing >= 0,
        developing_picture(
            one.developing,
            waiting,
            ratio="4 / 5",
            placeholder=rx.cond(one.portrait != "", one.portrait, SITTER),
        ),
        rx.cond(
            one.portrait != "",
            picture(
                one.portrait, words.PORTRAIT + one.name, width=896, height=1120, placeholder=one.placeholder
            ),
            missing,
        ),
    )
