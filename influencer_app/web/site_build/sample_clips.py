"""Renders the clips of the landing page with the sketch engine, from the same specs as its sample images.

Run ``python -m influencer_app.web.site_build.sample_clips`` after the engine has changed.
"""

import sys
import time
from collections.abc import Iterator

from influencer_app.sketch import Shot, Video, clip, synthesize, talking_video
from influencer_app.web.site_build.sample_images import PEOPLE, SPECS
from influencer_app.web.site_build.samples import FOLDER

SCRIPTS = {
    "amara-roof": (
        "Hello, I am Amara. Tonight the whole city is our studio, and you decide what happens next.",
        "en-ava",
    ),
}
"""Script and voice of the samples that talk."""

MOTIONS = {"mia-beach": 8, "freya-mountain": 6}
"""Motion strength of the samples that move, 1 to 10."""

SIZES = {"1:1": (768, 768), "2:3": (560, 840), "4:5": (576, 720)}
SECONDS = 4.0


def render_all() -> Iterator[str]:
    """Render every clip. Yields a line of progress for each."""
    for spec in SPECS:
        shot = Shot(spec.scene, *SIZES.get(spec.shape, (0, 0)), spec.seed)
        started = time.perf_counter()
        if spec.name in SCRIPTS:
            video = talking_video(PEOPLE[spec.person], shot, speech=synthesize(*SCRIPTS[spec.name]))
            (FOLDER / f"{spec.name}.vtt").write_text(video.captions, encoding="utf-8")
        elif spec.name in MOTIONS:
            video = clip(PEOPLE[spec.person], shot, seconds=SECONDS, motion=MOTIONS[spec.name])
        else:
            continue
        yield _save(video, spec.name, time.perf_counter() - started)


def _save(video: Video, name: str, took: float) -> str:
    (FOLDER / f"{name}.mp4").write_bytes(video.mp4)
    return f"{name}: {video.seconds:.1f} s of video in {took:.1f} s, {len(video.mp4) // 1000} kB"


if __name__ == "__main__":
    for line in render_all():
        sys.stdout.write(line + "\n")
