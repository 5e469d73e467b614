"""Named random streams: a stream a decision, so that one part never disturbs another."""

import hashlib
import random

import numpy as np


def _number(names: tuple[object, ...]) -> int:
    text = "\x1f".join(str(name) for name in names)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def stream(*names: object) -> random.Random:
    """A private generator for the decision that ``names`` spell."""
    return random.Random(_number(names))


def field(*names: object) -> np.random.Generator:
    """The same for whole arrays."""
    return np.random.Generator(np.random.PCG64(_number(names)))
