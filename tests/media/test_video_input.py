"""Tests of opening external videos."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from influencer_app.errors import InvalidInput
from influencer_app.media import VideoFacts, VideoLimits, probe_video
from influencer_app.media.transcode import transcode
from tests.media.pictures import encode, scene
from tests.media.videos import make_video, sound_file, tone

PLAIN = make_video(64, 48, 0.5)
SMALL = {
    "mp4": make_video(64, 48, 0.3, sound="aac"),
    "webm": make_video(64, 48, 0.3, container="webm", codec="libvpx"),
}


@pytest.mark.parametrize(
    ("container", "codec", "sound", "told"),
    [
        ("mp4", "libx264", "aac", ("h264", "aac")),
        ("mp4", "libx264", None, ("h264", None)),
        ("mov", "mpeg4", "pcm_s16le", ("mpeg4", "pcm_s16le")),
        ("webm", "libvpx-vp9", "libopus", ("vp9", "opus")),
    ],
)
def test_video_facts_are_read(container: str, codec: str, sound: str | None, told: tuple[str, str | None]):
    found = probe_video(make_video(320, 240, 1.0, container=container, codec=codec, sound=sound))
    assert (found.width, found.height) == (320, 240)
    assert found.duration_seconds == pytest.approx(1, abs=0.06)
    assert found.frames_per_second == pytest.approx(24, abs=0.1)
    assert (found.video_codec.removeprefix("lib"), found.audio_codec) in (told, (told[0], "libopus"))


def test_video_within_the_limits_is_accepted():
    limits = VideoLimits(size_bytes=len(PLAIN), seconds=0.5, pixels=64 * 48)
    assert probe_video(PLAIN, limits) == VideoFacts(64, 48, 0.5, 24.0, "h264", None)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (VideoLimits(size_bytes=len(PLAIN) - 1), "too large"),
        (VideoLimits(seconds=0.4), r"too long\. The maximum is 0\.4 seconds"),
        (VideoLimits(pixels=64 * 48 - 1), "too large"),
        (VideoLimits(total_pixels=64 * 48 * 11), "too long"),
    ],
)
def test_video_over_a_limit_is_refused(limits: VideoLimits, words: str):
    with pytest.raises(InvalidInput, match=words):
        probe_video(PLAIN, limits)
    with pytest.raises(InvalidInput, match=words):
        transcode(PLAIN, limits=limits)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"video",
        b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"FLV\x01\x05" + bytes(200),
        b"RIFF\x24\x00\x00\x00AVI LIST" + bytes(100),
        encode(scene(20, 20), "GIF"),
        encode(scene(20, 20), "JPEG"),
        sound_file(tone(0.2)),
        b"<?xml version='1.0'?><MPD/>",
    ],
)
def test_other_files_are_refused(data: bytes):
    with pytest.raises(InvalidInput, match="not an MP4 or WebM"):
        probe_video(data)


def test_heif_picture_is_not_a_video():
    with pytest.raises(InvalidInput):
        probe_video(encode(scene(64, 48), "AVIF"))


def test_audio_only_is_not_a_video():
    with pytest.raises(InvalidInput, match="no video track"):
        probe_video(sound_file(tone(0.5), "mp4", "aac"))


def test_unsupported_decoders_are_refused():
    with pytest.raises(InvalidInput, match="MP4 with H"):
        probe_video(make_video(64, 48, 0.3, container="mov", codec="prores_ks", pix_fmt="yuv422p10le"))


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.999])
def test_truncated_video_is_refused(kept: float):
    with pytest.raises(InvalidInput):
        transcode(PLAIN[: int(len(PLAIN) * kept)])


def test_truncated_webm_is_decoded_or_refused():
    data = make_video(64, 48, 1.0, container="webm", codec="libvpx")
    try:
        done = transcode(data[: len(data) // 2])
    except InvalidInput:
        return
    assert 0 < done.facts.duration_seconds < 1


def test_frames_larger_than_their_header_are_not_decoded():
    """The header says 64 x 48, the frames inside are 1600 x 1200."""
    data = bytearray(make_video(1600, 1200, 0.2))
    size = struct.pack(">HH", 1600, 1200)
    assert data.count(size) == 1
    at = data.index(size)
    data[at : at + 4] = struct.pack(">HH", 64, 48)
    with pytest.raises(InvalidInput):
        transcode(bytes(data), limits=VideoLimits(pixels=100_000))


@settings(max_examples=120, deadline=None)
@given(
    kind=st.sampled_from(["mp4", "webm"]), at=st.integers(0, 20_000), junk=st.binary(min_size=1, max_size=12)
)
def test_junk_in_a_video_is_decoded_or_refused(kind: str, at: int, junk: bytes):
    data = bytearray(SMALL[kind])
    place = at % len(data)
    data[place : place + len(junk)] = junk
    try:
        done = transcode(bytes(data))
    except InvalidInput:
        return  # any other error fails this test
    assert done.facts.width >= 16
