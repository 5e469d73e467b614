"""The ways to appear, as clips where there are any and as stills until then."""

import reflex as rx

from influencer_app.web.build.shelf import Print, prints
from influencer_app.web.components import icon, picture_label
from influencer_app.web.layout.hung import hung
from influencer_app.web.layout.plans import number
from influencer_app.web.pages.landing import words
from influencer_app.web.pages.landing.words import MODES, Mode

WIDE = "(max-width: 767px) 100vw, 500px"
NARROW = "(max-width: 767px) 50vw, 250px"


def modes() -> rx.Component:
    """Talking is twice as wide as the others."""
    known = {one.name: one for one in prints()}
    return rx.el.section(
        rx.el.h2(words.WAYS, class_name="display-section"),
        rx.el.ul(
            *[
                _mode(mode, known[mode.print_name], wide=place == 0)
                for place, mode in enumerate(MODES)
                if mode.print_name in known
            ],
            class_name="modes",
        ),
        class_name="page-wide section",
    )


def _mode(mode: Mode, one: Print, *, wide: bool) -> rx.Component:
    price = f"price.{mode.kind}"
    return rx.el.li(
        rx.el.div(
            hung(one, sizes=WIDE if wide else NARROW),
            _moving(one) if one.clip else rx.fragment(),
            _absent(mode),
            class_name="mode-frame",
        ),
        rx.el.div(
            rx.el.h3(mode.title, class_name="display-title"),
            rx.el.p(
                number(price),
                rx.el.span(words.CREDITS, class_name="" if wide else "sr-only"),
                hidden=True,
                class_name="text-label text-muted",
                custom_attrs={"data-when": price},
            ),
            class_name="mt-3.5 flex items-baseline justify-between gap-3",
        ),
        rx.el.p(mode.sentence, class_name="mt-1 text-label text-muted text-pretty"),
    )


def _absent(mode: Mode) -> rx.Component:
    return picture_label(
        words.NOT_HERE,
        class_name="absolute bottom-3 left-3",
        custom_attrs={"data-unless": f"price.{mode.kind}"},
    )


def _moving(one: Print) -> rx.Component:
    """Over its print; plays muted while it is in view (page.js), and shows nothing with reduced motion or
    without script."""
    said = [
        rx.el.track(src=one.captions, kind="captions", src_lang="en", label=words.CAPTIONS, default=True)
    ] * bool(one.captions)
    return rx.fragment(
        rx.el.video(
            *said,
            src=one.clip,
            muted=True,
            loop=True,
            plays_inline=True,
            preload="none",
            class_name="mode-clip",
            custom_attrs={
                "data-plays": "",
                "width": str(one.width),
                "height": str(one.height),
                "aria-label": f"{one.person} {one.scene}",
            },
        ),
        rx.el.div(
            *[_switch("volume-2", words.SOUND, "data-sound")] * bool(one.captions),
            _switch("pause", words.PAUSE, "data-pause"),
            class_name="mode-switches",
        ),
    )


def _switch(name: str, label: str, does: str) -> rx.Component:
    return rx.el.button(
        icon(name, 16),
        type="button",
        class_name="needs-script mode-switch",
        custom_attrs={does: "", "aria-label": label, "aria-pressed": "false"},
    )
