"""Measures the cost of finishing a picture relative to a bare JPEG encode.

Run ``python bench/media.py``; takes about 20 s. Both are measured alternately in one run on one core, so the
ratio is comparable between machines.
"""

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from statistics import median

import numpy as np
from PIL import Image

from influencer_app.media import SourceType, finish_image
from influencer_app.media.c2pa import Claim, sign
from influencer_app.media.certificates import open_signing_identity
from influencer_app.media.encode import JPEG_QUALITY
from influencer_app.media.finish_image import Sign

SIZES = [(512, 512), (1024, 1024), (832, 1216), (1536, 1024)]
ROUNDS = 9


def picture(width: int, height: int) -> Image.Image:
    """Soft shapes with film grain, about as complex to encode as a rendered portrait."""
    random = np.random.default_rng(3)
    y, x = np.mgrid[0:height, 0:width] / max(width, height)
    pixels = np.stack([0.2 + 0.6 * x, 0.3 + 0.4 * y, 0.7 - 0.4 * x], axis=-1)
    for _ in range(60):
        at, radius = random.random(2), random.uniform(0.02, 0.15)
        edge = ((x - at[0]) ** 2 + (y - at[1]) ** 2) / radius**2
        pixels += np.exp(-(edge**3))[..., None] * random.normal(0, 0.3, 3)
    pixels += random.normal(0, 0.012, pixels.shape)
    return Image.fromarray((pixels.clip(0, 1) * 255).astype(np.uint8))


def encoded(image: Image.Image, kind: str, **options: int) -> bytes:
    """Encode without any processing."""
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    began = time.process_time()
    work()
    return time.process_time() - began


def finish(raw: bytes, text: str | None, sign: Sign | None = None) -> object:
    """Finish at the picture's own size."""
    return finish_image(
        raw,
        watermark_text=text,
        source_type=SourceType.ALGORITHMIC,
        creator_tool="Evermuse",
        size=None,
        sign=sign,
    )


def signer() -> Sign:
    """A C2PA signing function with a temporary certificate."""
    with tempfile.TemporaryDirectory() as folder:
        identity = open_signing_identity(Path(folder) / "c2pa", "Bench")
    claim = Claim(SourceType.ALGORITHMIC, "Bench", "1", "bench", "bench", datetime.now(UTC))
    return lambda data, content_type: sign(data, content_type, claim, identity)


def main() -> None:
    """Print one line per size: medians in milliseconds, and finishing as a multiple of encoding."""
    print(
        f"{'size':>11}  {'JPEG':>7}  {'decode':>7}  {'finish':>7}  {'marked':>7}"
        f"  {'signed':>7}  {'ratio':>6}   ms, one core"
    )
    signs = signer()
    for width, height in SIZES:
        image = picture(width, height)
        raw = encoded(image, "PNG", compress_level=1)
        works: list[Callable[[], object]] = [
            lambda image=image: encoded(image, "JPEG", quality=JPEG_QUALITY, subsampling=0),
            lambda raw=raw: Image.open(BytesIO(raw)).load(),
            lambda raw=raw: finish(raw, None),
            lambda raw=raw: finish(raw, "made with Evermuse"),
            lambda raw=raw: finish(raw, "made with Evermuse", signs),
        ]
        rounds = [[cpu_seconds(work) for work in works] for _ in range(ROUNDS + 1)][1:]
        jpeg, decode, plain, marked, signed = (median(column) * 1000 for column in zip(*rounds, strict=True))
        print(
            f"{f'{width}x{height}':>11}  {jpeg:7.1f}  {decode:7.1f}  {plain:7.1f}  {marked:7.1f}"
            f"  {signed:7.1f}  {signed / jpeg:5.1f}x"
        )


if __name__ == "__main__":
    main()
