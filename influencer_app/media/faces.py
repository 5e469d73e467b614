"""Detects faces with OpenCV's bundled Haar cascades (Viola and Jones, CVPR 2001)."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from PIL import Image

from influencer_app.media.encode import fit_within

SIDE: Final = 640
"""Longer side in pixels for detection; the smallest face is an eighth of the shorter side."""

SHORT_SIDE: Final = 320
"""Least shorter side in pixels, for panoramas."""

PRIMARY_CASCADE, CONFIRMING_CASCADE = (
    "haarcascade_frontalface_alt2.xml",
    "haarcascade_frontalface_default.xml",
)
"""The first misses few faces, the second has few false positives."""

OVERLAP_MIN: Final = 0.3
"""Intersection over union from which two boxes count as the same face."""


@dataclass(frozen=True, slots=True)
class Face:
    """A face's bounding box, as fractions (0 to 1) of the picture's width and height."""

    left: float
    top: float
    width: float
    height: float


def find_faces(image: Image.Image) -> list[Face]:
    """Frontal faces, largest first. Takes about 0.1 s of one core.

    A single detection counts; of several, the largest and those that the second cascade confirms.
    """
    side = max(SIDE, SHORT_SIDE * max(image.size) // min(image.size))
    grey = np.asarray(fit_within(image, side).convert("L"))
    found = _boxes(PRIMARY_CASCADE, grey) or _boxes(CONFIRMING_CASCADE, grey)
    found.sort(key=lambda box: box[2] * box[3], reverse=True)
    if len(found) > 1:
        confirmed = _boxes(CONFIRMING_CASCADE, grey)
        found = [
            found[0],
            *(box for box in found[1:] if any(_overlap(box, one) > OVERLAP_MIN for one in confirmed)),
        ]
    height, width = grey.shape
    return [Face(x / width, y / height, w / width, h / height) for x, y, w, h in found]


def _boxes(cascade: str, grey: "np.ndarray[Any, Any]") -> list[tuple[int, int, int, int]]:
    import cv2  # noqa: PLC0415  importing takes 0.25 s, and few processes detect faces

    least = min(grey.shape) // 8
    found = _cascade(cascade).detectMultiScale(cv2.equalizeHist(grey), 1.1, 5, minSize=(least, least))
    return [(int(x), int(y), int(w), int(h)) for x, y, w, h in found]


@lru_cache(maxsize=2)
def _cascade(name: str) -> Any:
    import cv2  # noqa: PLC0415  as above

    return cv2.CascadeClassifier(str(Path(cv2.__file__).with_name("data") / name))


def _overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> float:
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    high = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    common = max(0, wide) * max(0, high)
    return common / (one[2] * one[3] + other[2] * other[3] - common)
