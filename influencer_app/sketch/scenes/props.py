"""Out-of-focus foreground objects that add depth and never cover the face."""

from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import Colour, mix, rgb, scale
from influencer_app.sketch.curves import ribbon, smooth
from influencer_app.sketch.scenes.base import Place, palm, plant


def cup(place: Place, tone: Colour) -> Canvas:
    """A table edge with a cup, in the corner away from the light."""
    canvas, s, tall = place.canvas(), place.side, place.tall
    x, y = 500 - s * 390, tall - 96
    canvas.path(
        f"M-40 {tall - 34}Q500 {tall - 62} 1040 {tall - 30}V{tall + 40}H-40Z",
        canvas.linear(
            (0, tall - 60), (0, tall), [(0, mix(tone, (255, 230, 190), 0.3), 1), (1, scale(tone, 0.6), 1)]
        ),
    )
    canvas.ellipse(x, tall - 40, 120, 20, scale(tone, 0.5), 0.6)
    half = [
        (x - 72, y - 60),
        (x - 66, y),
        (x - 40, y + 52),
        (x, y + 62),
        (x + 40, y + 52),
        (x + 66, y),
        (x + 72, y - 60),
    ]
    shape = smooth(half) + "Z"
    white = rgb("#f1e7d8")
    canvas.path(
        f"M{x - s * -66} {y - 40}q{s * 56} 4 {s * 44} 44q-{10} 34 {-s * 62} 28", None, stroke=white, width=15
    )
    canvas.path(
        shape, canvas.linear((x - s * 72, 0), (x + s * 72, 0), [(0, scale(white, 0.55), 1), (1, white, 1)])
    )
    canvas.ellipse(x, y - 60, 72, 17, mix(white, (255, 255, 255), 0.4))
    canvas.ellipse(x, y - 58, 62, 12, rgb("#5a3520"))
    return canvas


def leaves(place: Place, tone: Colour, broad: bool = False) -> Canvas:
    """Leaves from the lower corner on the lit side."""
    canvas, s, tall, r = place.canvas(), place.side, place.tall, place.r
    x, y = 500 + s * 540, tall + 30
    if broad:
        plant(canvas, x - s * 30, y, 260, tone, r, 13)
        return canvas
    for k in range(4):
        turn = -96 - s * (12 + 17 * k)
        palm(canvas, x, y, r.uniform(230, 320), turn, mix(tone, (255, 230, 170), 0.06 * k), r)
    return canvas


def grass(place: Place, tone: Colour) -> Canvas:
    """Blades and seed heads along the lower edge, thinner in the middle."""
    canvas, tall, r = place.canvas(), place.tall, place.r
    for _ in range(64):
        x = r.choice((-1, 1)) * (r.random() ** 0.6) * 520 + 500
        far = abs(x - 500) / 500
        long = r.uniform(60, 130) * (0.35 + 0.9 * far)
        lean = r.uniform(-40, 40)
        blade = [(x, tall + 20), (x + lean * 0.4, tall - long * 0.55), (x + lean, tall - long)]
        canvas.path(ribbon(blade, (9, 6, 0.8), 10), mix(tone, (255, 236, 180), r.uniform(0, 0.35)), 0.95)
    return canvas


def books(place: Place) -> Canvas:
    """A stack of books in the lower corner."""
    canvas, s, tall, r = place.canvas(), place.side, place.tall, place.r
    y = tall + 6
    for code in ("#7a2f2a", "#2f4a5c", "#b08d57", "#3f5a42"):
        high, shift = r.uniform(30, 44), r.uniform(-24, 24)
        left = 500 - s * 430 - 150 + shift
        tone = rgb(code)
        canvas.rect(
            left,
            y - high,
            300,
            high,
            canvas.linear((0, y - high), (0, y), [(0, scale(tone, 1.2), 1), (1, scale(tone, 0.7), 1)]),
        )
        canvas.rect(left if s < 0 else left + 288, y - high + 5, 12, high - 10, rgb("#e9dcc0"))
        y -= high
    return canvas


def lights(place: Place, tones: tuple[Colour, ...], count: int = 7) -> Canvas:
    """Large soft discs of light in the lower corners."""
    canvas, tall, r = place.canvas(), place.tall, place.r
    for k in range(count):
        m = -1 if k % 2 else 1
        x, y = 500 + m * r.uniform(330, 520), tall * r.uniform(0.72, 1.0)
        tone = r.choice(tones)
        size = r.uniform(34, 74)
        stops = [
            (0.0, tone, 0.20),
            (0.8, tone, 0.26),
            (0.94, mix(tone, (255, 255, 255), 0.3), 0.34),
            (1.0, tone, 0.0),
        ]
        canvas.ellipse(x, y, size, size, canvas.radial(stops))
    return canvas


def bar(place: Place, accent: Colour) -> Canvas:
    """The end of a barbell, low at one side."""
    canvas, s, tall = place.canvas(), place.side, place.tall
    y = tall - 66
    canvas.path(
        smooth([(500 + s * 540, y - 4), (500 + s * 330, y + 10)]), None, stroke=rgb("#aab2bb"), width=22
    )
    for k, (size, tone) in enumerate(((120, rgb("#17191d")), (120, accent), (90, rgb("#22252b")))):
        x = 500 + s * (470 - 46 * k)
        fill = canvas.linear(
            (0, y - size),
            (0, y + size),
            [(0, mix(tone, (255, 255, 255), 0.35), 1), (0.5, tone, 1), (1, scale(tone, 0.5), 1)],
        )
        canvas.path(f"M{x - 17} {y - size}h34v{2 * size}h-34Z", fill)
    return canvas
