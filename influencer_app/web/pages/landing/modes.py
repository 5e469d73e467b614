"""The kinds of output, as clips where there are any and as stills until then."""

import reflex as rx

from influencer_app.web.components import icon, picture_label
from influencer_app.web.layout.sample_image import sample_image
from influencer_app.web.pages.landing import copy
from influencer_app.web.pages.landing.copy import MODES, Mode
from influencer_app.web.public_site.template_tags import number, when
from influencer_app.web.site_build.samples import SampleImage, sample_images

WIDE = "(max-width: 767px) 100vw, 500px"
NARROW = "(max-width: 767px) 50vw, 250px"


def modes() -> rx.Component:
    """Talking is twice as wide as the others."""
    known = {one.name: one for one in sample_images()}
    return rx.el.section(
        rx.el.h2(copy.WAYS, class_name="display-section"),
        rx.el.ul(
            *[
                _mode(mode, known[mode.sample_name], wide=place == 0)
                for place, mode in enumerate(MODES)
                if mode.sample_name in known
            ],
            class_name="modes",
        ),
        class_name="page-wide section",
    )


def _mode(mode: Mode, one: SampleImage, *, wide: bool) -> rx.Component:
    price = f"prices.{mode.kind}"
    credits_ = rx.el.p(
        number(f"{price}.credits"),
        rx.el.span(copy.CREDITS, class_name="" if wide else "sr-only"),
        class_name="text-label text-muted",
    )
    return rx.el.li(
        rx.el.div(
            sample_image(one, sizes=WIDE if wide else NARROW),
            _moving(one) if one.clip else rx.fragment(),
            when(f"not {price}", picture_label(copy.NOT_HERE, class_name="absolute bottom-3 left-3")),
            class_name="mode-frame",
        ),
        rx.el.div(
            rx.el.h3(mode.title, class_name="display-title"),
            when(price, credits_),
            class_name="mt-3.5 flex items-baseline justify-between gap-3",
        ),
        rx.el.p(mode.sentence, class_name="mt-1 text-label text-muted text-pretty"),
    )


def _moving(one: SampleImage) -> rx.Component:
    """Over its sample; plays muted while it is in view (page.js), and shows nothing with reduced motion or
    without script."""
    said = [
        rx.el.track(src=one.captions, kind="captions", src_lang="en", label=copy.CAPTIONS, default=True)
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
            *[_switch("volume-2", copy.SOUND, "data-sound")] * bool(one.captions),
            _switch("pause", copy.PAUSE, "data-pause"),
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
