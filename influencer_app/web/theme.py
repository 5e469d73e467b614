"""The look in numbers: colours of both themes, sizes, shapes, motion; written out as one stylesheet.

Classes come from Tailwind: ``bg-ground``, ``text-muted``, ``border-line``, ``rounded-card``, ``text-fact``,
``shadow-float`` and so on for every token below. What a class cannot say stands in ``styles/*.css``.
"""

from pathlib import Path
from typing import NamedTuple

STYLES = Path(__file__).with_name("styles")
SHEETS = (
    "fonts",
    "base",
    "type",
    "controls",
    "widgets",
    "developing",
    "shell",
    "public",
    "plans",
    "create",
    "gallery",
    "settings",
    "file_upload",
    "characters",
)


class Shade(NamedTuple):
    """One colour in both themes."""

    dark: str
    light: str


COLOURS: dict[str, Shade] = {
    "ground": Shade("#0E0D0C", "#FBF8F4"),
    "surface": Shade("#171513", "#FFFFFF"),
    "raised": Shade("#211E1B", "#F3EEE7"),
    "line": Shade("#2C2824", "#E5DDD2"),
    "line-strong": Shade("#453F39", "#CFC4B6"),
    "edge": Shade("#726A60", "#8A8071"),
    "field": Shade("#12100F", "#FFFFFF"),
    "text": Shade("#F4EFE8", "#1B1815"),
    "muted": Shade("#A79F94", "#6B6259"),
    "accent": Shade("#FF5A3C", "#C8321A"),
    "accent-hover": Shade("#FF6E52", "#B42A14"),
    "on-accent": Shade("#160B08", "#FFFFFF"),
    "accent-text": Shade("#FF6E52", "#B92C15"),
    "wash": Shade("rgb(255 90 60 / .13)", "rgb(200 50 26 / .09)"),
    "good": Shade("#3ECF8E", "#0F7A4D"),
    "warn": Shade("#F5B83D", "#8A5A00"),
    "bad": Shade("#FF5D6C", "#C2253A"),
    "chart-1": Shade("#FF5A3C", "#C8321A"),
    "chart-2": Shade("#E9C48D", "#A8762B"),
    "chart-3": Shade("#8DB3A5", "#3F7A68"),
    "chart-4": Shade("#8A97C4", "#4A5A94"),
}

ON_PICTURES = {
    "plate": "rgb(14 13 12 / .74)",
    "on-plate": "#F4EFE8",
    "plate-good": "#3ECF8E",
    "plate-warn": "#F5B83D",
    "plate-accent": "#FF5A3C",
    "safelight": "#FF4426",
}
"""Words on pictures look the same in both themes."""

SHADOWS = {
    "float": Shade(
        "0 12px 40px rgb(0 0 0 / .55), 0 2px 8px rgb(0 0 0 / .4)",
        "0 12px 40px rgb(74 52 24 / .16), 0 2px 8px rgb(74 52 24 / .08)",
    ),
}

RADII = {"picture": 6, "sample": 8, "control": 10, "large": 12, "card": 14}
"""Pixels: pictures in grids, on landing and feed; fields and buttons, large buttons, cards."""

TYPE: dict[str, tuple[float, float]] = {
    "micro": (11, 1.3),
    "fact": (12, 1.4),
    "label": (13, 1.4),
    "body": (14, 1.45),
    "prompt": (15, 1.5),
    "lead": (17, 1.5),
}
"""Inter: pixels and line height. Nothing is smaller than micro."""

MOTION = {"hover": 120, "menu": 160, "panel": 220, "develop": 420}
"""Milliseconds."""


def stylesheet() -> str:
    """The whole stylesheet of the site, before Tailwind reads it."""
    parts = [_mapping(), _variables()]
    parts += [(STYLES / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS]
    return "\n".join(parts)


def _variables() -> str:
    light = _theme(1)
    fixed = [f"--{name}: {value};" for name, value in ON_PICTURES.items()]
    fixed += [f"--motion-{name}: {ms}ms;" for name, ms in MOTION.items()]
    return "\n".join(
        (
            _rule(":root", [*fixed, *_theme(0)]),
            _rule(":root.light", light),
            "@media (prefers-color-scheme: light) {",
            _rule(":root:not(.dark)", light),
            "}",
            _rule(".theme-dark", _theme(0)),
            _rule(".theme-light", light),
        )
    )


def _theme(which: int) -> list[str]:
    lines = [f"--{name}: {shade[which]};" for name, shade in (COLOURS | SHADOWS).items()]
    return [f"color-scheme: {('dark', 'light')[which]};", *lines]


def _mapping() -> str:
    lines = [f"--color-{name}: var(--{name});" for name in (*COLOURS, *ON_PICTURES)]
    lines += [f"--shadow-{name}: var(--{name});" for name in SHADOWS]
    lines += [f"--radius-{name}: {px / 16:g}rem;" for name, px in RADII.items()]
    for name, (px, height) in TYPE.items():
        lines += [f"--text-{name}: {px / 16:g}rem;", f"--text-{name}--line-height: {height:g};"]
    lines += [
        '--font-sans: "Inter", "Inter Arial", "Inter DejaVu", ui-sans-serif, system-ui, sans-serif;',
        '--font-display: "Fraunces", "Fraunces Georgia", "Fraunces Times", "Fraunces DejaVu", serif;',
        "--breakpoint-xs: 26rem;",
        "--ease-out: cubic-bezier(.2, .7, .2, 1);",
        "--animate-turn: turn 900ms linear infinite;",
        "--animate-breathe: breathe 1.6s ease-in-out infinite;",
    ]
    return _rule("@theme inline", lines)


def _rule(selector: str, lines: list[str]) -> str:
    return "\n".join((f"{selector} {{", *(f"  {line}" for line in lines), "}"))
