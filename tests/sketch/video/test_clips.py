"""Tests of looping clips."""

import io

import av
import numpy as np
import pytest
from PIL import Image

from influencer_app.sketch import Shot, clip, clip_from_picture
from influencer_app.sketch.video.clips import CAMERA_ONLY
from influencer_app.sketch.video.plates import video_size

pytestmark = pytest.mark.slow


def difference(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(one.astype(int) - other).mean())


def moved(pictures: np.ndarray) -> float:
    """Mean change from the first frame over all frames."""
    return float(np.mean([difference(pictures[0], other) for other in pictures[1:]]))


def test_clip_is_h264_with_faststart(waves):
    with av.open(io.BytesIO(waves.mp4)) as container:
        video = container.streams.video[0]
        assert video.codec_context.name == "h264"
        assert video.codec_context.pix_fmt == "yuv420p"
        assert (video.width, video.height, video.frames) == (144, 256, 36)
        assert float(video.average_rate) == 12
        assert container.streams.audio == ()
    assert waves.mp4.index(b"moov") < waves.mp4.index(b"mdat")
    assert (waves.width, waves.height, waves.seconds, waves.captions) == (144, 256, 3.0, "")


def test_the_last_frame_leads_into_the_first(waves, frames):
    pictures = frames(waves.mp4)
    steps = [difference(pictures[k], pictures[k + 1]) for k in range(len(pictures) - 1)]
    assert difference(pictures[-1], pictures[0]) <= max(steps) * 1.1
    assert moved(pictures) > 2.5


def test_the_poster_is_the_first_frame(waves, frames):
    assert waves.poster.size == (144, 256)
    assert difference(np.asarray(waves.poster), frames(waves.mp4)[0]) < 4


def test_more_motion_causes_more_change(kofi, frames):
    shot = Shot("park", 96, 128, 3)
    calm, usual, lively = (
        moved(frames(clip(kofi, shot, seconds=1, fps=8, motion=motion).mp4)) for motion in (1, 5, 10)
    )
    assert calm * 1.2 < usual
    assert usual * 1.2 < lively


def test_the_same_request_gives_the_same_bytes(mara):
    shot = Shot("gym", 96, 96, 5)
    assert clip(mara, shot, seconds=0.5, fps=8).mp4 == clip(mara, shot, seconds=0.5, fps=8).mp4


@pytest.mark.parametrize(
    "scene", ["snow", "kitchen", "city at night", "studio", "concert", "park, rain", "city, snowing"]
)
def test_every_scene_moves(mara, frames, scene):
    pictures = frames(clip(mara, Shot(scene, 96, 96, 5), seconds=0.5, fps=8).mp4)
    assert moved(pictures) > 0.6


def test_progress_rises_to_1_and_can_stop_the_work(mara):
    seen: list[float] = []
    clip(mara, Shot("gym", 64, 64, 5), seconds=0.5, fps=8, progress=seen.append)
    assert (seen[0], seen[-1]) == (0, 1)
    assert seen == sorted(seen)
    assert len(seen) > 8

    class Stopped(Exception):
        pass

    def stop(share: float) -> None:
        if share > 0.5:
            raise Stopped

    with pytest.raises(Stopped):
        clip(mara, Shot("gym", 64, 64, 5), seconds=0.5, fps=8, progress=stop)


@pytest.mark.parametrize(
    "wrong", [{"seconds": 0.2}, {"seconds": 11}, {"fps": 4}, {"fps": 61}, {"motion": 0}, {"motion": 11}]
)
def test_invalid_clip_parameters_are_refused(mara, wrong):
    with pytest.raises(ValueError, match=r"0\.5 to 10 s"):
        clip(mara, Shot("gym", 64, 64, 5), **wrong)


def test_sizes_are_even_and_not_larger_than_a_tall_screen():
    assert video_size(720, 1280) == (720, 1280)
    width, height = video_size(1024, 1024)
    assert (width % 2, height % 2) == (0, 0)
    assert width * height <= 720 * 1280 * 1.01
    with pytest.raises(ValueError, match="64 to 2048"):
        video_size(63, 128)


def test_foreign_picture_gets_a_camera_move_and_a_note(frames):
    x, y = np.meshgrid(np.arange(150), np.arange(202))
    picture = Image.fromarray(np.stack([x, y, (x * y) % 255], axis=-1).astype(np.uint8))
    video = clip_from_picture(picture, seconds=1, fps=12)
    pictures = frames(video.mp4)
    assert video.notes == (CAMERA_ONLY,)
    assert (video.width, video.height) == (150, 202)
    assert pictures.shape == (12, 202, 150, 3)
    steps = [difference(pictures[k], pictures[k + 1]) for k in range(11)]
    assert moved(pictures) > 1
    assert difference(pictures[-1], pictures[0]) <= max(steps) * 1.2
