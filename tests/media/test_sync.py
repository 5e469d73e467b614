"""Tests that audio and video stay in sync, with a flash and a beep at the same time."""

from fractions import Fraction
from io import BytesIO

import av
import numpy as np
import pytest

from influencer_app.media.transcode import transcode
from tests.media.pictures import scene
from tests.media.videos import tone

RATE, FPS = 48_000, 24


def flash_and_beep(container: str, codec: str, sound: str, late: float) -> bytes:
    """Two seconds with both after one; the audio track starts ``late`` seconds into the video."""
    out, plain = BytesIO(), np.asarray(scene(160, 120))
    samples = np.zeros(2 * RATE, np.float32)
    samples[RATE : RATE + 2000] = tone(2000 / RATE, level=0.5, hertz=2000)
    with av.open(out, mode="w", format=container) as target:
        video, audio = target.add_stream(codec, rate=FPS), target.add_stream(sound, rate=RATE)
        video.width, video.height, video.pix_fmt = 160, 120, "yuv420p"
        audio.layout = "mono"
        for number in range(2 * FPS):
            frame = av.VideoFrame.from_ndarray(np.full_like(plain, 255) if number == FPS else plain)
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            target.mux(video.encode(frame))
        target.mux(video.encode(None))
        size = audio.codec_context.frame_size or 1024
        resampler = av.AudioResampler(format=audio.format, layout="mono", rate=RATE)
        for at in range(int(late * RATE), len(samples) - size, size):
            part = av.AudioFrame.from_ndarray(
                samples[None, at : at + size].copy(), format="fltp", layout="mono"
            )
            part.sample_rate, part.pts, part.time_base = RATE, at, Fraction(1, RATE)
            for ready in resampler.resample(part):
                target.mux(audio.encode(ready))
        target.mux(audio.encode(None))
    return out.getvalue()


def flash(data: bytes) -> float:
    with av.open(BytesIO(data)) as container:
        frames = container.decode(video=0)
        return next(frame.time for frame in frames if frame.to_ndarray(format="gray").mean() > 230)


def beep(data: bytes) -> float:
    with av.open(BytesIO(data)) as container:
        for frame in container.decode(audio=0):
            (loud,) = np.nonzero(np.abs(frame.to_ndarray()).max(axis=0) > 0.2)
            if loud.size:
                return frame.time + int(loud[0]) / frame.sample_rate
    raise AssertionError("no beep")


@pytest.mark.parametrize("late", [0, 0.5])
@pytest.mark.parametrize(
    ("container", "codec", "sound", "mark"),
    [
        ("mp4", "libx264", "aac", None),
        ("mp4", "libx264", "aac", "made with Evermuse"),
        ("mov", "mpeg4", "pcm_s16le", None),
        ("mp4", "mpeg4", "libmp3lame", None),
        ("webm", "libvpx", "libopus", None),
    ],
)
def test_audio_and_video_stay_in_sync(container: str, codec: str, sound: str, mark: str | None, late: float):
    done = transcode(flash_and_beep(container, codec, sound, late), mark=mark)
    assert flash(done.data) == pytest.approx(1, abs=0.03)
    assert beep(done.data) == pytest.approx(flash(done.data), abs=0.03)
