"""Animates a scene's background in whole cycles, so that the last frame leads into the first."""

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from influencer_app.sketch.scenes import weather
from influencer_app.sketch.seeds import stream
from influencer_app.sketch.video.plates import Plates
from influencer_app.sketch.video.warp import BAND, Grid

# sway of tall things, ripple of low things (both 1/1000 of the width), drifting particles
_PLACES = {
    "beach": (5.0, 2.6, "glints"),
    "park": (5.0, 0.0, "motes"),
    "mountain": (0.0, 0.0, "motes"),
    "desert": (0.0, 1.6, "motes"),
    "snow": (2.0, 0.0, "snow"),
    "cafe": (0.0, 0.0, "motes"),
    "kitchen": (0.0, 0.0, "steam"),
    "city": (0.0, 0.0, "lights"),
    "rooftop": (1.5, 0.0, "lights"),
    "concert": (0.0, 0.0, "lights"),
    "home": (1.5, 0.0, "motes"),
    "office": (0.0, 0.0, "motes"),
}
_TINTS = {
    "snow": (250, 252, 255, 190), "motes": (255, 240, 205, 90), "glints": (255, 236, 196, 100),
    "lights": (255, 190, 150, 74), "steam": (250, 246, 240, 26), "rain": (226, 234, 244, 170),
}  # fmt: skip


class Ambience:
    """The moving parts of one scene; ``strength`` is 1 for normal motion."""

    def __init__(self, plates: Plates, grid: Grid, strength: float) -> None:
        sway, ripple, self.kind = _PLACES.get(plates.scene, (0.0, 0.0, "motes"))
        fallen = plates.figure.brief.weather
        if weather.falls(plates.scene, fallen) and fallen != "fog":
            self.kind = fallen
        self.grid = grid
        unit = grid.size[0] / 1000 * strength
        self.sway, self.ripple = sway * unit, ripple * unit
        r = stream(plates.figure.person.key, plates.seed, "drift")
        count = {"snow": 90, "rain": 120, "glints": 16, "steam": 10}.get(self.kind, 22)
        self.spots = [
            (r.random(), r.random(), r.uniform(0.4, 1.0), r.random(), r.choice((1, 1, 2)))
            for _ in range(count)
        ]
        self.strength = strength

    def seen(self, place: Image.Image, zoom: float, pan: tuple[float, float], phase: float) -> Image.Image:
        """The background under a camera at ``phase`` (0 to 1 of the loop)."""
        if not self.sway and not self.ripple:
            return self.grid.framed(place, zoom, pan)
        turn = 2 * math.pi * phase
        width, height = self.grid.size
        y = np.arange(0, height, BAND, dtype=np.float32) + BAND / 2
        high = np.clip(1 - y / (0.7 * height), 0, 1)
        low = np.clip((y / height - 0.5) / 0.2, 0, 1)
        shift = self.sway * high * np.sin(turn + y / height * 3)
        shift += self.ripple * low * np.sin(2 * turn + y / width * 40)
        return self.grid.swayed(place, zoom, pan, shift)

    def drifted(self, frame: Image.Image, phase: float) -> Image.Image:
        """Draw soft particles (snow, rain, motes, lights, steam) over the frame."""
        width, height = frame.size
        small = (max(8, width // 3), max(8, height // 3))
        red, green, blue, most = _TINTS[self.kind]
        mask = Image.new("L", small)
        pen = ImageDraw.Draw(mask)
        for at_x, at_y, size, offset, cycles in self.spots:
            turn = (phase * cycles + offset) % 1
            fade = math.sin(math.pi * turn) ** 0.7
            x = at_x + 0.03 * math.sin(2 * math.pi * (phase + offset))
            y = at_y
            radius = size * small[0] * 0.006
            if self.kind == "rain":
                x, y = at_x * small[0], ((phase * 6 * cycles + offset) % 1 * 1.3 - 0.2) * small[1]
                long = size * small[0] * 0.06
                pen.line((x, y, x + long * 0.12, y + long), fill=round(most * size))
                continue
            if self.kind == "snow":
                y, fade = (turn * 1.2 - 0.1), 1.0
            elif self.kind == "steam":
                y, radius = 0.95 - 0.4 * turn, size * small[0] * 0.05 * (0.5 + turn)
            elif self.kind == "lights":
                y, radius = at_y * 0.6, size * small[0] * 0.03
            elif self.kind == "glints":
                y, radius = 0.62 + 0.3 * at_y, size * small[0] * 0.005
            else:
                y = at_y - 0.10 * turn
            cx, cy = x * small[0], y * small[1]
            pen.ellipse((cx - radius, cy - radius, cx + radius, cy + radius), fill=round(most * fade))
        mask = mask.filter(ImageFilter.GaussianBlur(small[0] / 240)).resize(
            frame.size, Image.Resampling.BILINEAR
        )
        frame.paste((red, green, blue), (0, 0), mask)
        return frame
