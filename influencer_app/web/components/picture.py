"""Pictures that reserve their place, and those that are still being made."""

from typing import Any

import reflex as rx

from influencer_app.web.components.base import Number, Text, attributes, classes, pop_class, style
from influencer_app.web.reflex_compat.vars import cond_text

SITTER = "/icons/sitter.svg"
"""Somebody without a face yet."""


def picture(
    src: Text,
    alt: Text,
    *,
    width: Number,
    height: Number,
    placeholder: Text = "",
    srcset: Text = "",
    sizes: str = "",
    eager: bool = False,
    **props: Any,
) -> rx.Component:
    """A picture in its own shape that fades in over ``placeholder`` (a data URL made of its thumbhash).

    ``width`` and ``height`` in pixels reserve the place before a byte has come. ``eager`` is for what is
    seen first; everything else loads when it comes near.
    """
    behind = {}
    if isinstance(placeholder, rx.Var) or placeholder:
        behind = {"backgroundImage": _url(placeholder)}
    own_shape = shape(width, height)
    image = attributes(
        data_fade="",
        width=width if isinstance(width, rx.Var) else str(width),
        height=height if isinstance(height, rx.Var) else str(height),
        decoding="async",
        fetchPriority="high" if eager else None,
        srcSet=srcset if isinstance(srcset, rx.Var) or srcset else None,
        sizes=sizes or None,
    )
    return rx.el.div(
        rx.el.img(
            src=src,
            alt=alt,
            loading="eager" if eager else "lazy",
            class_name="picture-image",
            custom_attrs=image,
        ),
        class_name=classes("picture", pop_class(props)),
        custom_attrs={**style(aspectRatio=own_shape, **behind), **props.pop("custom_attrs", {})},
        **props,
    )


def shape(width: Number, height: Number) -> Text:
    """Width to height, as style sheets write it."""
    return f"{width} / {height}" if _plain(width, height) else _ratio(width, height)


def picture_label(*children: Any, tone: Text = "", **props: Any) -> rx.Component:
    """A small label on a picture, readable on anything. ``tone`` "good" or "warn" puts a dot before it."""
    dot = rx.el.span(class_name=classes("picture-dot", tone), custom_attrs={"aria-hidden": "true"})
    with_dot = rx.cond(tone != "", dot) if isinstance(tone, rx.Var) else (dot if tone else rx.fragment())
    return rx.el.span(with_dot, *children, class_name=classes("picture-label", pop_class(props)), **props)


def developing_picture(
    progress: Number,
    label: Text = "",
    *,
    ratio: Text = "4 / 5",
    placeholder: Text = "",
    src: Text = "",
    alt: Text = "",
    **props: Any,
) -> rx.Component:
    """A picture under the safelight. Its blur follows ``progress`` (0 to 1): 16 px waiting, 0 when fixed.

    ``placeholder`` is a small picture of the character (or a data URL), grey and multiplied with red. Once
    ``src`` is known, the red lifts to colour in 420 ms.
    """
    under = rx.el.div(
        class_name="developing-under",
        custom_attrs=style(
            backgroundImage=_url(placeholder),
            filter=_joined("grayscale(1) contrast(1.15) blur(", _blur(progress), "px)"),
            opacity=_shine(progress),
        ),
    )
    done = rx.el.img(src=src, alt=alt, class_name="developing-done", custom_attrs={"data-fade": ""})
    has_done = src != "" if isinstance(src, rx.Var) else bool(src)
    caption = rx.el.span(label, class_name="developing-label")
    return rx.el.div(
        under,
        rx.el.div(class_name="developing-red"),
        rx.cond(has_done, done) if isinstance(src, rx.Var) else (done if has_done else rx.fragment()),
        rx.cond(label != "", caption) if isinstance(label, rx.Var) else (caption if label else rx.fragment()),
        class_name=classes("developing", pop_class(props)),
        custom_attrs={**style(aspectRatio=ratio), **props.pop("custom_attrs", {})},
        **props,
    )


def _blur(progress: Number) -> Text:
    """16 at 0, 6 at a half, 0 at 1: a line that bends at the half."""
    if not isinstance(progress, rx.Var):
        return f"{16 - 20 * progress if progress < 0.5 else 12 - 12 * progress:.1f}"
    return _computed(f"(({progress!s})<.5?16-20*({progress!s}):12-12*({progress!s})).toFixed(1)", progress)


def _shine(progress: Number) -> Text:
    """What waits lies in the dark: 0.45 at 0, 1 at 1."""
    if not isinstance(progress, rx.Var):
        return f"{0.45 + 0.55 * progress:.2f}"
    return _computed(f"(.45+.55*({progress!s})).toFixed(2)", progress)


def _computed(expression: str, source: Any) -> rx.Var[str]:
    return rx.Var(_js_expr=expression, _var_data=source._get_all_var_data()).to(str)


def _joined(before: str, value: Text, after: str) -> Text:
    whole = f"{before}{value}{after}"
    return rx.Var.create(whole) if isinstance(value, rx.Var) else whole


def _url(source: Text) -> Text:
    if isinstance(source, rx.Var):
        return cond_text(source != "", rx.Var.create(f'url("{source}")'), "none")
    return f'url("{source}")' if source else "none"


def _plain(*values: Number) -> bool:
    return not any(isinstance(value, rx.Var) for value in values)


def _ratio(width: Number, height: Number) -> rx.Var[str]:
    return rx.Var.create(f"{width} / {height}")
