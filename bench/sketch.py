"""What a picture of the sketch engine costs: CPU seconds a scene at 1024 × 1024, and against a plain raster.

Run ``python bench/sketch.py``; one core, one process.
"""

import time

import resvg_py

from influencer_app.sketch import Look, Shot, draw
from influencer_app.sketch.vocabulary import SCENE_WORDS

SIZE = 1024
STYLES_OF_HAIR = (
    "wavy",
    "short",
    "afro",
    "locs",
    "bun",
    "curly",
    "quiff",
    "fringe",
    "bob",
    "braid",
    "coils",
    "pixie",
    "long",
    "short",
)


def plain_raster() -> float:
    """CPU seconds of a fixed drawing of 1,500 strokes, to compare machines."""
    strokes = "".join(
        f'<path d="M{k % 900} {k % 700}q40 {k % 90} 90 120t60 80" fill="none" stroke="#543"/>'
        for k in range(1500)
    )
    text = f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}">{strokes}</svg>'
    begin = time.process_time()
    resvg_py.svg_to_bytes(svg_string=text, skip_system_fonts=True)
    return time.process_time() - begin


def main() -> None:
    """Print one line a scene, then the mean."""
    draw(Look("warm", 30, "female"), Shot("studio", 128, 128, 1))
    unit = min(plain_raster() for _ in range(3))
    spent = []
    for scene, hair in zip(SCENE_WORDS, STYLES_OF_HAIR, strict=True):
        begin = time.process_time()
        draw(Look(f"bench {scene}", 30, "female", hair_style=hair), Shot(scene, SIZE, SIZE, 1))
        spent.append(time.process_time() - begin)
        print(f"{scene:10} {hair:10} {spent[-1]:5.2f} s")
    mean = sum(spent) / len(spent)
    print(f"mean {mean:.2f} s, worst {max(spent):.2f} s; plain raster {unit:.3f} s, ratio {mean / unit:.1f}")


if __name__ == "__main__":
    main()
