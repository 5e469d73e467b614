"""Tests of transcoding video for browsers."""

from io import BytesIO

import av
import numpy as np
import pytest

from influencer_app.errors import InvalidInput
from influencer_app.media import SourceType, VideoLimits, finish_video, probe_image, probe_video, read_xmp
from influencer_app.media.mp4 import boxes
from influencer_app.media.transcode import transcode
from tests.media.pictures import decode, scene
from tests.media.videos import make_video

MARK = "made with Evermuse"


def frames(data: bytes) -> list[np.ndarray]:
    with av.open(BytesIO(data)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def coded(data: bytes, kind: str = "video") -> list[bytes]:
    """The stored packets."""
    with av.open(BytesIO(data)) as container:
        (stream,) = getattr(container.streams, kind)
        return [bytes(packet) for packet in container.demux(stream) if packet.size]


@pytest.mark.parametrize(
    "asked",
    [
        {"sound": "aac"},
        {},
        {"container": "mov", "sound": "pcm_s16le"},
        {"container": "webm", "sound": "libopus"},
        {"codec": "mpeg4"},
        {"codec": "libx264", "pix_fmt": "yuv444p"},
        {"codec": "libx264", "pix_fmt": "yuv420p10le"},
        {"codec": "mjpeg", "pix_fmt": "yuvj420p"},
        {"fps": 6},
        {"fps": 60},
    ],
)
def test_browsers_can_play_it(asked: dict[str, object]):
    done = transcode(make_video(320, 240, 1.0, **asked))
    found = probe_video(done.data)
    assert (found.width, found.height, found.video_codec) == (320, 240, "h264")
    assert found.audio_codec == ("aac" if "sound" in asked else None)
    assert done.facts.duration_seconds == pytest.approx(1, abs=0.05)
    assert done.facts.frames_per_second == pytest.approx(float(asked.get("fps", 24)), rel=0.02)
    assert found.duration_seconds == pytest.approx(1, abs=0.05)
    names = [name for name, _, _ in boxes(done.data)]
    assert names.index(b"moov") < names.index(b"mdat")
    with av.open(BytesIO(done.data)) as container:
        assert container.streams.video[0].pix_fmt == "yuv420p"
    assert np.abs(frames(done.data)[0].astype(int) - np.asarray(scene(320, 240))).mean() < 8


@pytest.mark.parametrize("mark", [None, MARK])
@pytest.mark.parametrize("asked", [{}, {"codec": "mpeg4"}, {"container": "matroska", "codec": "libx264"}])
def test_every_frame_is_kept_and_the_first_starts_at_zero(asked: dict[str, str], mark: str | None):
    done = transcode(make_video(320, 240, 1.0, begins=120, **asked), mark=mark)
    with av.open(BytesIO(done.data)) as container:
        times = [frame.time for frame in container.decode(video=0)]
    assert len(times) == 24
    assert times[0] == 0
    assert times[-1] == pytest.approx(23 / 24, abs=0.01)
    assert done.facts.duration_seconds == pytest.approx(1, abs=0.01)


def test_suitable_streams_are_copied():
    data = make_video(sound="aac")
    done = transcode(data)
    assert coded(done.data) == coded(data)
    assert coded(done.data, "audio") == coded(data, "audio")


def test_odd_sides_become_even():
    done = transcode(make_video(321, 241, 0.3, pix_fmt="yuv444p"))
    assert (done.facts.width, done.facts.height) == (320, 240)
    assert done.poster.size == (320, 240)


@pytest.mark.parametrize("turn", [90, 180, -90])
def test_result_is_upright(turn: int):
    done = transcode(make_video(320, 240, 0.3, rotation=turn))
    wanted = np.rot90(np.asarray(scene(320, 240)), turn // 90)
    assert (done.facts.height, done.facts.width) == wanted.shape[:2]
    assert np.abs(frames(done.data)[0].astype(int) - wanted).mean() < 8


def test_metadata_is_removed():
    data = make_video(
        metadata={"title": "a secret place", "com.apple.quicktime.location.ISO6709": "+48.2+016.3/"}
    )
    assert b"secret" in data
    for mark in (None, MARK):
        done = transcode(data, mark=mark).data
        assert b"secret" not in done
        assert b"+48.2" not in done
        assert b"Lavf" not in done


def test_watermark_is_in_every_frame_and_nowhere_else():
    data = make_video(640, 360, 0.5, frames=[np.full((360, 640, 3), (30, 30, 60), np.uint8)])
    plain, marked = frames(transcode(data).data), frames(transcode(data, mark=MARK).data)
    assert len(plain) == len(marked) == 12
    for before, after in zip(plain, marked, strict=True):
        change = np.abs(after.astype(int) - before).max(axis=2)
        assert change[330:355, 490:630].max() > 90
        assert change[:310].max() <= 8


@pytest.mark.parametrize("level", [0, 255])
def test_watermark_is_readable_on_dark_and_light(level: int):
    data = make_video(640, 360, 0.2, frames=[np.full((360, 640, 3), level, np.uint8)])
    corner = frames(transcode(data, mark=MARK).data)[-1][330:355, 490:630]
    assert int(corner.max()) - int(corner.min()) > 90


def test_poster_is_the_first_frame_that_is_not_blank():
    black, seen = np.zeros((240, 320, 3), np.uint8), np.asarray(scene(320, 240))
    done = transcode(make_video(320, 240, 1.0, frames=[black] * 8 + [seen] * 16))
    assert np.abs(np.asarray(done.poster).astype(int) - seen).mean() < 8


def test_copying_is_deterministic():
    data = make_video(sound="aac")
    assert transcode(data).data == transcode(data).data


def test_watermarking_looks_the_same_twice():
    """Not the same bytes: the encoder varies between runs."""
    data = make_video(sound="aac")
    one, two = transcode(data, mark=MARK), transcode(data, mark=MARK)
    assert (one.facts, one.poster.tobytes()) == (two.facts, two.poster.tobytes())
    for before, after in zip(frames(one.data), frames(two.data), strict=True):
        assert np.abs(before.astype(int) - after).mean() < 3


def test_frames_beyond_the_header_are_counted():
    with pytest.raises(InvalidInput, match="too long"):
        transcode(make_video(64, 48, 1.0, fps=50), limits=VideoLimits(seconds=1, frames_per_second=20))


def test_finished_video_has_all_files():
    done = finish_video(
        make_video(640, 480, 0.5),
        watermark_text=MARK,
        source_type=SourceType.TRAINED,
        creator_tool="Evermuse",
    )
    assert (done.width, done.height, done.duration_seconds, done.has_sound) == (640, 480, 0.5, False)
    assert decode(done.preview).size == (640, 480)
    assert decode(done.thumb).size == (384, 288)
    assert probe_image(done.preview).format == probe_image(done.thumb).format == "WEBP"
    assert read_xmp(done.original) == read_xmp(done.preview)
    assert read_xmp(done.original)["Iptc4xmpExt:DigitalSourceType"] == SourceType.TRAINED.uri
    assert probe_video(done.original).duration_seconds == 0.5
