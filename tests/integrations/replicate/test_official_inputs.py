"""Inputs of models that take lists of files, ratios instead of pixels, and durations instead of frames."""

from typing import Any

import pytest

from influencer_app.domain.generation.rules import CLIP_SHAPES, SHAPES, TALK_SHAPES
from influencer_app.errors import ProviderRefused
from influencer_app.integrations.replicate.inputs import properties, supports
from influencer_app.integrations.replicate.inputs.choices import nearest_lines, nearest_ratio
from influencer_app.integrations.replicate.inputs.schema import fit
from tests.doubles.replicate.models import MODELS, problems
from tests.integrations.replicate.test_inputs import made, request

SEEDREAM, WAN, AVATAR = "bytedance/seedream-4.5", "wan-video/wan-2.2-i2v-fast", "prunaai/p-video-avatar"


@pytest.mark.parametrize("shape", SHAPES)
def test_seedream_gets_the_nearest_ratio_and_nothing_that_it_does_not_know(shape: str) -> None:
    width, height = SHAPES[shape]
    found = made(SEEDREAM, request(width=width, height=height, negative_prompt="rain", traits="28 years old"))
    assert found.pop("prompt").endswith("detailed skin. Avoid: rain")
    assert found == {
        "size": "2K",
        "aspect_ratio": {"4:5": "3:4"}.get(shape, shape),
        "sequential_image_generation": "disabled",
        "max_images": 1,
    }


def test_seedream_takes_as_many_references_as_there_are_up_to_fourteen() -> None:
    faces = tuple(f"https://files.example/{index}" for index in range(20))
    found = made(SEEDREAM, request(references=faces[:3]))
    assert found["image_input"] == list(faces[:3])
    assert found["prompt"].startswith("The woman of the reference images, with exactly the same face: on the")
    assert len(made(SEEDREAM, request(references=faces))["image_input"]) == 14


@pytest.mark.parametrize("fps", [5, 7, 16, 30])
def test_wan_gets_the_frames_that_make_up_the_length(fps: int) -> None:
    width, height = CLIP_SHAPES["4:5"]
    one = request(source="x", fps=fps, seconds=round(81 / fps, 2), motion=10, width=width, height=height)
    found = made(WAN, one)
    assert (found["num_frames"], found["frames_per_second"], found["image"]) == (81, fps, "x")
    assert (found["resolution"], found["seed"]) == ("720p", 7)
    assert found["prompt"] == "on the beach, lively, dynamic movement"


def test_each_motion_has_words() -> None:
    words = [made(WAN, request(source="x", motion=motion))["prompt"] for motion in range(1, 11)]
    assert len(set(words)) == 4


def test_the_avatar_gets_picture_and_audio() -> None:
    width, height = TALK_SHAPES["9:16"]
    found = made(AVATAR, request(source="x", audio="y", width=width, height=height))
    assert found == {"image": "x", "audio": "y", "resolution": "720p", "seed": 7}


@pytest.mark.parametrize(
    ("model", "given", "words"),
    [(WAN, {}, "picture"), (AVATAR, {"source": "x"}, "audio"), (AVATAR, {"audio": "y"}, "picture")],
)
def test_what_is_missing_is_refused_before_it_is_sent(model: str, given: dict[str, Any], words: str) -> None:
    with pytest.raises(ProviderRefused, match=words):
        made(model, request(**given))


def test_what_we_send_fits_the_published_schema() -> None:
    one = request(source="x", audio="y", references=("a",), fps=16, seconds=5.06, motion=5)
    for model in MODELS:
        if not model.startswith("minimax/"):
            assert problems(model, made(model, one)) == []


def test_a_model_may_make_several_kinds() -> None:
    assert supports("image", SEEDREAM)
    assert supports("character_image", SEEDREAM)
    assert not supports("video", SEEDREAM)


def test_values_take_the_type_of_the_input() -> None:
    schema = {
        "faces": {"type": "array", "maxItems": 2},
        "face": {"type": "string"},
        "none": {"type": "string"},
        "duration": {"type": "integer", "enum": [5, 10]},
        "width": {"type": "integer", "minimum": 256, "multipleOf": 32},
        "strength": {"type": "number", "maximum": 1},
        "frames": {"type": "integer"},
    }
    wanted = {
        "faces": ("a", "b", "c"),
        "face": ("a", "b"),
        "none": (),
        "duration": 8.3,
        "width": 900,
        "strength": 1.5,
        "frames": 80.96,
    }
    assert fit("a/model", schema, wanted) == {
        "faces": ["a", "b"],
        "face": "a",
        "duration": 10,
        "width": 896,
        "strength": 1,
        "frames": 81,
    }
    assert fit("a/model", {"faces": {"type": "array"}}, {"faces": "a"}) == {"faces": ["a"]}
    assert fit("a/model", schema, {"width": 10})["width"] == 256
    assert fit("a/model", {}, {"faces": ("a", "b"), "none": None}) == {"faces": ["a", "b"]}


def test_references_of_a_schema_are_resolved_however_they_are_written() -> None:
    size = {"type": "string", "enum": ["2K", "4K"]}
    ref = {"$ref": "#/components/schemas/size"}
    inside = {
        "a": {"allOf": [ref], "default": "2K"},
        "b": ref,
        "c": {"anyOf": [ref, {"type": "null"}]},
        "d": {"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "null"}]},
    }
    document = {"components": {"schemas": {"size": size, "Input": {"properties": inside, "required": ["a"]}}}}
    assert properties(document) == {
        "a": {**size, "default": "2K", "required": True},
        "b": size,
        "c": size,
        "d": {"type": "array", "items": {"type": "string"}},
    }


def test_a_choice_that_offers_no_ratio_or_size_is_left_to_the_model() -> None:
    schema = {"size": {"enum": ["small", "match_input_image"]}}
    assert nearest_ratio(schema, "size", 1024, 1024) is None
    assert nearest_lines(schema, "missing", 1024, 1024) is None
    assert nearest_lines({"size": {"enum": ["480p", "720p", "1080p"]}}, "size", 1920, 1080) == "1080p"
