"""Measures the sketch engine: CPU seconds per picture and per second of clip and talking video, on one core.

Run ``python -m bench.sketch``; takes about two minutes. Each figure is paired with the time that resvg alone
needs for the same shapes in the same run: the SVG documents of a drawing are recorded and rasterised again.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from statistics import mean

import resvg_py

from influencer_app.sketch import Appearance, Shot, clip, draw, synthesize, talking_video, voices
from influencer_app.sketch.vocabulary import SCENE_WORDS

SIZE = 1024
HAIR = (
    "wavy", "short", "afro", "locs", "bun", "curly", "quiff", "fringe", "bob", "braid", "coils", "pixie",
    "long",
)  # fmt: skip
VIDEOS = (("wavy", "beach at sunset"), ("short", "city at night"), ("coils", "cafe"))
SCRIPT = "Good morning. I went for a walk by the sea, and this is what I saw. Would you come along tomorrow?"


@contextmanager
def recorded_shapes() -> Iterator[list[str]]:
    """Records the SVG documents rasterised inside the block."""
    rastered = resvg_py.svg_to_bytes
    texts: list[str] = []

    def keep(svg_string: str, **options: object) -> object:
        texts.append(svg_string)
        return rastered(svg_string=svg_string, **options)

    resvg_py.svg_to_bytes = keep
    try:
        yield texts
    finally:
        resvg_py.svg_to_bytes = rastered


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one call in this process."""
    began = time.process_time()
    work()
    return time.process_time() - began


def compared(work: Callable[[], object]) -> tuple[float, float]:
    """CPU seconds of ``work``, and of rasterising its shapes alone."""
    with recorded_shapes() as texts:
        whole = cpu_seconds(work)
    plain = cpu_seconds(
        lambda: [resvg_py.svg_to_bytes(svg_string=text, skip_system_fonts=True) for text in texts]
    )
    return whole, plain


def pictures() -> None:
    """Print one line per scene, then the mean."""
    rows = []
    for scene, hair in zip(SCENE_WORDS, cycle(HAIR), strict=False):
        appearance, shot = (
            Appearance(f"bench {scene}", 30, "female", hair_style=hair),
            Shot(scene, SIZE, SIZE, 1),
        )
        rows.append(compared(lambda appearance=appearance, shot=shot: draw(appearance, shot)))
        print(f"  {scene:10} {hair:8} {rows[-1][0]:5.2f} s")
    whole, plain = (mean(column) for column in zip(*rows, strict=True))
    megapixels = SIZE * SIZE / 1e6
    print(
        f"picture 1024 x 1024: {whole:.2f} s, {whole / megapixels:.2f} a megapixel; worst"
        f" {max(row[0] for row in rows):.2f} s; plain raster {plain:.2f} s, ratio {whole / plain:.1f}"
    )


def videos() -> None:
    """Measure clips and talking videos of three people, including the drawing before the first frame."""
    speech = synthesize(SCRIPT, voices()[0].id)
    for name, width, height in (("clip", 720, 1280), ("talking_video", 768, 768)):
        rows = []
        for hair, scene in VIDEOS:
            appearance, shot = (
                Appearance(f"bench {scene}", 30, "female", hair_style=hair),
                Shot(scene, width, height, 1),
            )
            made = []

            def work(
                appearance: Appearance = appearance, shot: Shot = shot, made: list = made, name: str = name
            ) -> None:
                made.append(
                    clip(appearance, shot)
                    if name == "clip"
                    else talking_video(appearance, shot, speech=speech)
                )

            whole, plain = compared(work)
            rows.append((whole / made[0].seconds, plain, whole / plain, made[0].seconds))
        cost, plain, ratio, seconds = (mean(column) for column in zip(*rows, strict=True))
        print(
            f"{name} {width} x {height}: {cost:.2f} s per second of video ({seconds:.1f} s each);"
            f" plain raster of all its shapes {plain:.2f} s, ratio of the whole video {ratio:.1f}"
        )


def main() -> None:
    """Run everything after one small warm-up drawing."""
    draw(Appearance("warm", 30, "female"), Shot("studio", 128, 128, 1))
    pictures()
    videos()


if __name__ == "__main__":
    main()
