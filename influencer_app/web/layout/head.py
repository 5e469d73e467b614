"""The head of every page: fonts, icons, theme colours and our scripts."""

import reflex as rx

from influencer_app.web.site_build.asset_urls import asset_url

SCRIPTS = (
    "js/faces.js",
    "js/page.js",
    "js/widgets.js",
    "js/live_text.js",
    "js/shell.js",
    "js/upload.js",
    "js/gallery.js",
    "js/player.js",
    "js/copy.js",
    "js/passkeys.js",
    "js/second_factor.js",
)


def head() -> list[rx.Component]:
    """Fonts first, so that they load early."""
    return [
        *[_font(name) for name in ("inter-latin", "fraunces-latin")],
        rx.el.link(rel="icon", href="/icons/icon.svg", type="image/svg+xml"),
        rx.el.link(rel="apple-touch-icon", href="/icons/icon-180.png"),
        rx.el.link(rel="manifest", href="/site.webmanifest"),
        _theme_colour("#0E0D0C", "dark"),
        _theme_colour("#FBF8F4", "light"),
        *[rx.el.script(src=asset_url(name), custom_attrs={"defer": True}) for name in SCRIPTS],
    ]


def _font(name: str) -> rx.Component:
    return rx.el.link(
        rel="preload",
        href=f"/fonts/{name}.woff2",
        type="font/woff2",
        custom_attrs={"as": "font", "crossOrigin": "anonymous"},
    )


def _theme_colour(colour: str, theme: str) -> rx.Component:
    return rx.el.meta(
        name="theme-color", content=colour, custom_attrs={"media": f"(prefers-color-scheme: {theme})"}
    )
