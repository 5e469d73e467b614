"""State machine, shapes and limits of generations."""

import unicodedata
from typing import Final
from uuid import UUID

SHAPES: Final[dict[str, tuple[int, int]]] = {
    "1:1": (1024, 1024),
    "4:5": (896, 1120),
    "2:3": (832, 1248),
    "3:4": (912, 1216),
    "9:16": (720, 1280),
    "16:9": (1280, 720),
}
"""Width and height in pixels."""

CLIP_SHAPES: Final[dict[str, tuple[int, int]]] = {
    "1:1": (960, 960),
    "4:5": (864, 1072),
    "2:3": (784, 1168),
    "3:4": (832, 1104),
    "9:16": (720, 1280),
    "16:9": (1280, 720),
}
TALK_SHAPES: Final[dict[str, tuple[int, int]]] = {
    "1:1": (768, 768),
    "4:5": (688, 864),
    "2:3": (624, 944),
    "3:4": (672, 896),
    "9:16": (576, 1024),
    "16:9": (1024, 576),
}
"""Width and height of videos in pixels; multiples of 16, as encoders prefer."""

MOTION_DEFAULT = 5
FPS_MIN, FPS_MAX = 5, 30
SCRIPT_MAX = 600
SPOKEN_SECONDS_MAX = 60

SPOKEN_SIGNS: Final = ("Sc", "Sm", "So")
PROMPT_MAX = 2000
NEGATIVE_PROMPT_MAX = 1000
COUNT_MAX = 4
SEED_MAX = 2147483647
PORTRAIT_PROMPT = "studio portrait, soft window light, calm look into the camera"

BEFORE_RENDERING: Final = ("queued", "preparing", "submitted")
RUNNING: Final = ("preparing", "submitted", "rendering", "finishing")
ENDED: Final = ("succeeded", "failed", "canceled")
SOURCE_GONE: Final = ("source-gone", "The source picture was deleted. Your credits were refunded.")
RESULT_GONE: Final = (
    "result-gone",
    "The result was lost. Your credits were refunded; please try again.",
)
AWAITING: Final = "awaiting_confirmation"
UNENDED: Final = ("queued", AWAITING, *RUNNING)
STATUSES: Final = (*UNENDED, *ENDED)

FINISHING_AT: Final = 0.9
"""Progress of a render task when rendering is done."""


def before(status: str) -> tuple[str, ...]:
    """The statuses that may precede ``status``: forward only, never out of a final one.

    What was confirmed is queued once more.
    """
    if status in ENDED:
        return UNENDED
    if status in ("queued", AWAITING):
        return (AWAITING,) if status == "queued" else ("preparing",)
    return ("queued", *RUNNING)[: RUNNING.index(status) + 1]


def render_task_seed(seed: int, index: int) -> int:
    """The seed of one output; the first has the generation's own."""
    return (seed + index) % (SEED_MAX + 1)


def portrait_seed(character_id: UUID) -> int:
    """The seed of a character's portrait; always the same."""
    return character_id.int % (SEED_MAX + 1)


def spoken_seconds(script: str) -> float:
    """The assumed length of a script in seconds, for pricing and its limit."""
    return sum(map(_seconds_of, script))


def _seconds_of(letter: str) -> float:
    """How long voices take for a character: a syllable for East Asian ones, a word for digits and signs."""
    if unicodedata.east_asian_width(letter) == "W" and letter.isalpha():
        return 1 / 4.5
    if letter.isdecimal():
        return 1 / 2
    return 1 / 3 if unicodedata.category(letter) in SPOKEN_SIGNS or letter in "%&@#" else 1 / 14
