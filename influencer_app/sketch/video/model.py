"""The result type of rendered videos."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Video:
    """An H.264 MP4, its poster (RGB, same size), its pixels and seconds; ``captions`` is WebVTT or empty."""

    mp4: bytes
    poster: Image.Image
    width: int
    height: int
    seconds: float
    notes: tuple[str, ...] = ()
    captions: str = ""


def ignore_progress(share: float) -> None:
    """A progress callback that does nothing."""
