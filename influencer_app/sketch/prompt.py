"""Reads a prompt with a small vocabulary; what it does not know is told, never guessed."""

import re
from dataclasses import dataclass

_SCENES = {
    "beach": ("beach", "sea", "seaside", "ocean", "shore", "coast", "waves", "sand", "surf", "tropical", "island"),
    "studio": ("studio", "portrait", "backdrop", "headshot", "plain background", "photo shoot", "photoshoot"),
}


@dataclass(frozen=True)
class Brief:
    """What a prompt asked for."""

    scene: str
    time: str
    smile: float | None
    closeup: bool
    words: frozenset[str]
    understood: tuple[str, ...]
    unknown: tuple[str, ...]


def read(prompt: str) -> Brief:
    """The brief of a prompt."""
    plain = " " + " ".join(re.findall(r"[a-z]+", prompt.lower())) + " "
    scene = next((name for name, words in _SCENES.items() if any(f" {w} " in plain for w in words)), "studio")
    return Brief(scene, "day", None, False, frozenset(), (scene,), ())
