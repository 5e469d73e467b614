"""The golden drawings, and the distance a picture may have from them.

``make golden`` redraws them after an intended change; look at them before committing.
"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image

from influencer_app.sketch import Appearance, Shot, draw
from influencer_app.sketch.images import blur
from influencer_app.sketch.lighting import linear

FOLDER = Path(__file__).with_name("golden")
LIMIT = 2.5
"""Largest distance of the same drawing. Rounding stays under 1; on the first golden another eye colour is
2.9, another age 15, hair colour 21, mood, seed or face 45 to 63, another time of day 83."""

GOLDENS: dict[str, tuple[Appearance, Shot]] = {
    "beach": (
        Appearance("mara", 27, "female", "european", hair_style="wavy", hair_color="auburn"),
        Shot("on the beach at sunset, smiling", 96, 96, 1),
    ),
    "city": (
        Appearance("kofi", 31, "male", "african", hair_style="short", body_type="athletic"),
        Shot("city at night, leather jacket", 96, 96, 2),
    ),
    "studio": (
        Appearance("hana", 22, "female", "east asian", hair_style="bob", hair_color="pink"),
        Shot("close up in the studio", 96, 96, 3),
    ),
    "cafe": (
        Appearance("noah", 68, "male", "european", hair_style="side part with full beard"),
        Shot("cafe, morning, glasses", 96, 96, 4),
    ),
    "concert": (
        Appearance("sade", 35, "female", "african", hair_style="afro"),
        Shot("concert, laughing, earrings", 96, 96, 5),
    ),
    "park": (
        Appearance("arjun", 44, "male", "south asian", hair_style="quiff"),
        Shot("park in the rain, half body", 96, 96, 6),
    ),
    "snow": (
        Appearance("olga", 53, "female", "european", hair_style="braid", hair_color="grey"),
        Shot("snow, beanie, red coat", 96, 96, 7),
    ),
    "gym": (
        Appearance("kai", 24, "nonbinary", "pacific islander", hair_style="buzz cut"),
        Shot("gym, looking away", 96, 96, 8),
    ),
    "anime": (
        Appearance("yuki", 20, "female", "east asian", hair_style="ponytail", hair_color="blue"),
        Shot("rooftop at dusk", 96, 96, 9, "anime"),
    ),
    "toon": (
        Appearance("leo", 30, "male", "middle eastern", hair_style="cornrows"),
        Shot("kitchen, polo shirt", 96, 96, 13, "toon"),
    ),
    "watercolour": (
        Appearance("rosa", 41, "female", "latin american", hair_style="curly"),
        Shot("desert at noon, sunglasses", 96, 96, 10, "watercolour"),
    ),
    "neon": (
        Appearance("idris", 29, "male", "african", hair_style="locs"),
        Shot("library", 96, 96, 11, "neon"),
    ),
    "editorial": (
        Appearance("ines", 33, "female", "european", hair_style="pixie"),
        Shot("mountains, serious", 96, 96, 12, "editorial"),
    ),
}


def distance(one: Image.Image, other: Image.Image) -> float:
    """Distance of two pictures of the same size: the worst 8-pixel tile, by the mean difference of slightly
    blurred CIE Lab colours. About 2 is just visible.
    """
    apart = np.linalg.norm(_lab(one) - _lab(other), axis=-1)
    high, wide = apart.shape[0] // 8 * 8, apart.shape[1] // 8 * 8
    tiles = apart[:high, :wide].reshape(high // 8, 8, wide // 8, 8).mean(axis=(1, 3))
    return float(tiles.max())


def _lab(image: Image.Image) -> np.ndarray:
    light = linear(blur(np.asarray(image.convert("RGB"), dtype=np.float32) / 255, 0.8))
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]], np.float32
    )
    x, y, z = np.moveaxis(np.cbrt(light @ to_xyz.T / np.array([0.9505, 1.0, 1.089], np.float32)), -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def path_of(name: str) -> Path:
    """The path of a golden."""
    return FOLDER / f"{name}.png"


def main() -> None:
    """Redraw all goldens and print how far each has changed."""
    FOLDER.mkdir(exist_ok=True)
    for name, (appearance, shot) in GOLDENS.items():
        image = draw(appearance, shot).image
        moved = "new"
        if path_of(name).exists():
            with Image.open(path_of(name)) as kept:
                moved = f"{distance(kept, image):.2f}"
        image.save(path_of(name), optimize=True)
        sys.stdout.write(f"{name:12} {moved:>5} {path_of(name).stat().st_size / 1000:.1f} kB\n")


if __name__ == "__main__":
    main()
