"""Faces in a picture, found by OpenCV's Haar cascades (Viola and Jones, CVPR 2001), without any download."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from PIL import Image

from influencer_app.media.encode import fit_within

SIDE: Final = 640
"""Pixels of the longer side at which is looked; faces are found at an eighth of the shorter one and up."""

PRIMARY_CASCADE, CONFIRMING_CASCADE = (
    "haarcascade_frontalface_alt2.xml",
    "haarcascade_frontalface_default.xml",
)
"""The first misses few faces, the second agrees to few that are none."""

OVERLAP_MIN: Final = 0.3
"""Share of the common area over the united one from which two boxes are one face."""


@dataclass(frozen=True, slots=True)
class Face:
    """A box around a face, as shares (0 to 1) of the picture's width and height."""

    left: float
    top: float
    width: float
    height: float


def find_faces(image: Image.Image) -> list[Face]:
    """Faces that look at the camera, the largest first. About 0.1 s of a core.

    One that is found alone counts; of several, those that a second cascade sees as well, and the largest.
    """
    grey = np.asarray(fit_within(image, SIDE).convert("L"))
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
    import cv2  # noqa: PLC0415  it takes a quarter of a second, and few processes look for faces

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
