"""Measures the cost of finishing a video: checking, watermarking, transcoding and signing.

Run ``python -m bench.videos``; takes about 20 s on one core. Prints core seconds per second of video.
"""

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from statistics import median

import av
import numpy as np

from bench.media import picture
from influencer_app.media import SourceType, finish_video
from influencer_app.media.c2pa import Claim, sign
from influencer_app.media.certificates import open_signing_identity

SECONDS, ROUNDS = 3, 3
SIZES = [(768, 768, 25), (720, 1280, 24), (1024, 576, 6), (1920, 1080, 30)]


def make_video(width: int, height: int, fps: int, codec: str) -> bytes:
    """A slowly moving picture, 3 s."""
    out, pixels = BytesIO(), np.asarray(picture(width, height))
    with av.open(out, mode="w", format="mp4") as target:
        video = target.add_stream(codec, rate=fps, options={"crf": "20"} if codec == "libx264" else {})
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        video.bit_rate = 4_000_000 if codec == "mpeg4" else 0
        video.codec_context.time_base = Fraction(1, fps)
        for number in range(SECONDS * fps):
            frame = av.VideoFrame.from_ndarray(np.roll(pixels, number, axis=1))
            frame.pts, frame.time_base = number, Fraction(1, fps)
            target.mux(video.encode(frame))
        target.mux(video.encode(None))
    return out.getvalue()


def cpu_seconds(work: Callable[[], object]) -> float:
    """Core seconds of one call per second of video."""
    began = time.process_time()
    work()
    return (time.process_time() - began) / SECONDS


def main() -> None:
    """Print one line per size: copied, watermarked, and re-encoded from MPEG-4 Part 2."""
    with tempfile.TemporaryDirectory() as folder:
        identity = open_signing_identity(Path(folder) / "c2pa", "Bench")
    claim = Claim(SourceType.TRAINED, "Bench", "1", "bench", "bench", datetime.now(UTC))

    def finish(raw: bytes, mark: str | None) -> object:
        return finish_video(
            raw,
            watermark_text=mark,
            source_type=SourceType.TRAINED,
            creator_tool="Bench",
            sign=lambda data, content_type: sign(data, content_type, claim, identity),
        )

    print(f"{'size':>14}  {'copied':>7}  {'marked':>7}  {'MPEG-4':>7}  core seconds per second of video")
    for width, height, fps in SIZES:
        good, old = make_video(width, height, fps, "libx264"), make_video(width, height, fps, "mpeg4")
        works: list[Callable[[], object]] = [
            lambda good=good: finish(good, None),
            lambda good=good: finish(good, "made with Evermuse"),
            lambda old=old: finish(old, None),
        ]
        rounds = [[cpu_seconds(work) for work in works] for _ in range(ROUNDS)]
        elapsed = "  ".join(f"{median(column):7.3f}" for column in zip(*rounds, strict=True))
        print(f"{f'{width}x{height} {fps}/s':>14}  {elapsed}")


if __name__ == "__main__":
    main()
