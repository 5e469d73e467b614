"""Named random streams: each decision has its own, so that changes do not affect each other."""

import hashlib
import random

import numpy as np


def _number(names: tuple[object, ...]) -> int:
    text = "\x1f".join(str(name) for name in names)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def stream(*names: object) -> random.Random:
    """A generator seeded by ``names``."""
    return random.Random(_number(names))


def field(*names: object) -> np.random.Generator:
    """A NumPy generator seeded by ``names``."""
    return np.random.Generator(np.random.PCG64(_number(names)))
