"""Makes the films of the landing page with the sketch engine, from the same plates as its prints.

Run ``python -m influencer_app.web.build.reels`` after the engine has changed.
"""

import sys
import time
from collections.abc import Iterator

from influencer_app.sketch import Shot, Video, clip, synthesize, talking_video
from influencer_app.web.build.prints import PEOPLE, PLATES
from influencer_app.web.build.shelf import FOLDER

SCRIPTS = {
    "amara-roof": (
        "Hello, I am Amara. Tonight the whole city is our studio, and you decide what happens next.",
        "en-ava",
    ),
}
"""What a print says, and in which voice."""

MOTIONS = {"mia-beach": 8, "freya-mountain": 6}
"""How much a print moves, 1 to 10."""

SIZES = {"1:1": (768, 768), "2:3": (560, 840), "4:5": (576, 720)}
SECONDS = 4.0


def develop() -> Iterator[str]:
    """Make every film. Yields a line for each."""
    for plate in PLATES:
        shot = Shot(plate.scene, *SIZES.get(plate.shape, (0, 0)), plate.seed)
        started = time.perf_counter()
        if plate.name in SCRIPTS:
            film = talking_video(PEOPLE[plate.person], shot, speech=synthesize(*SCRIPTS[plate.name]))
            (FOLDER / f"{plate.name}.vtt").write_text(film.captions, encoding="utf-8")
        elif plate.name in MOTIONS:
            film = clip(PEOPLE[plate.person], shot, seconds=SECONDS, motion=MOTIONS[plate.name])
        else:
            continue
        yield _kept(film, plate.name, time.perf_counter() - started)


def _kept(film: Video, name: str, took: float) -> str:
    (FOLDER / f"{name}.mp4").write_bytes(film.mp4)
    return f"{name}: {film.seconds:.1f} s of film in {took:.1f} s, {len(film.mp4) // 1000} kB"


if __name__ == "__main__":
    for line in develop():
        sys.stdout.write(line + "\n")
