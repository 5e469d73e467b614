"""Photo studio: coloured paper, one bold shape, a plant, light from a large window."""

from influencer_app.sketch.colour import Colour, mix, rgb, scale, shift
from influencer_app.sketch.lighting import Light
from influencer_app.sketch.scenes.base import Place, Setting, gradient, lay, palm

_PAPERS = (
    "#c9a58f",
    "#8fa7a0",
    "#d8b98c",
    "#a9b8cc",
    "#c58f86",
    "#b3a4c4",
    "#7f93a8",
    "#d9c7b4",
    "#93a582",
    "#c77f63",
)
_NAMED = {
    "red": "#b8473f", "orange": "#d98b4a", "yellow": "#e0bb58", "green": "#6f9472", "blue": "#5f87b5",
    "purple": "#8f78b4",
    "pink": "#d998a8", "white": "#e4e1dc", "black": "#2b2a2e", "grey": "#9a9a9c", "beige": "#d6c2a6",
    "teal": "#4f8f90",
}  # fmt: skip


def paint(place: Place) -> Setting:
    """Paint the scene: paper that curves into the floor, brighter on the lit side."""
    r = place.r
    paper: Colour = rgb(r.choice(_PAPERS))
    for word, code in _NAMED.items():
        if f"{word} background" in place.words:
            paper = rgb(code)
    warm = mix(paper, (255, 240, 220), 0.25)
    back = gradient(place, [scale(paper, 0.90), warm, scale(paper, 0.80)])
    tall, s = place.tall, place.side
    glow = place.canvas()
    glow.glow(500 + s * 180, tall * 0.36, 620, 620, mix(paper, (255, 248, 235), 0.75), 0.75)
    glow.glow(500 - s * 520, tall * 0.8, 600, tall * 0.7, scale(paper, 0.55), 0.6)
    lay(place, back, glow, 0)
    shapes = place.canvas()
    accent = shift(paper, hue=r.choice((0.04, -0.05, 0.08, 0.46)), saturation=0.08, lightness=-0.06)
    kind = r.choice(("disc", "arch", "duo", "ring"))
    cx, cy = 500 + s * r.uniform(-40, 60), tall * place.eye
    if kind in {"disc", "duo"}:
        fill = shapes.linear(
            (cx - 300, cy - 300),
            (cx + 300, cy + 300),
            [(0, mix(accent, warm, 0.3), 1), (1, scale(accent, 0.86), 1)],
        )
        shapes.ellipse(cx, cy, 330, 330, fill, 0.92)
    if kind in {"arch", "duo"}:
        x = 500 - s * (260 if kind == "duo" else 30)
        w = 190 if kind == "duo" else 300
        y = cy - (40 if kind == "duo" else 260)
        tone = mix(accent, paper, 0.35) if kind == "duo" else accent
        fill = shapes.linear(
            (x - w, y), (x + w, y), [(0, mix(tone, warm, 0.25), 1), (1, scale(tone, 0.88), 1)]
        )
        shapes.path(f"M{x - w} {tall + 10}V{y + w}A{w} {w} 0 0 1 {x + w} {y + w}V{tall + 10}Z", fill, 0.9)
    if kind == "ring":
        shapes.path(
            f"M{cx - 330} {cy}a330 330 0 1 0 660 0a330 330 0 1 0 -660 0Z",
            None,
            stroke=mix(accent, (255, 250, 240), 0.35),
            width=34,
        )
    lay(place, back, shapes, 2.5)
    leaves = place.canvas()
    tone = mix(rgb("#3f5f4b"), paper, 0.22)
    if r.random() < 0.75:
        for k in range(4):
            palm(
                leaves,
                500 - s * 560,
                tall * 0.92,
                r.uniform(330, 460),
                (-78 + 24 * k) if s > 0 else (-102 - 24 * k),
                mix(tone, paper, 0.08 * k),
                r,
            )
    lay(place, back, leaves, 3.5)
    panes = place.canvas()
    for column in range(3):
        for row in range(3):
            x, y = 500 + s * (60 + 118 * column), tall * 0.03 + 150 * row
            skew = 40 * s
            panes.path(f"M{x} {y}l{s * 100} {-14 * s * s}l{-skew} 132l{-s * 100} 14Z", (255, 246, 226), 0.26)
    lay(place, back, panes, 7.0)
    light = Light(
        (0.62 * s, -0.46, 0.72),
        (0.84, 0.79, 0.72),
        _ambient(paper, 0.50),
        _ambient(paper, 0.30),
        (0.42, 0.40, 0.36),
        -s,
        (0.20, 0.19, 0.18),
        0.75,
    )
    return Setting(back, light, high=(255, 244, 228), low=(52, 46, 78))


def _ambient(paper: Colour, strength: float) -> tuple[float, float, float]:
    tint = mix(paper, (235, 235, 240), 0.72)
    return tint[0] / 255 * strength, tint[1] / 255 * strength, tint[2] / 255 * strength
