"""Tests of the inputs for each model."""

from typing import Any

import pytest

from influencer_app.domain.generation.ports.provider import ModelRequest
from influencer_app.errors import ProviderRefused
from influencer_app.integrations.replicate.inputs import build, properties
from influencer_app.integrations.replicate.inputs.svd import motion_bucket
from tests.doubles.replicate.models import MODELS, document

OLD_SADTALKER = {
    "source_image": {"type": "string", "required": True},
    "driven_audio": {"type": "string", "required": True},
    "enhancer": {"type": "string", "enum": ["gfpgan", "RestoreFormer"]},
    "preprocess": {"type": "string", "enum": ["crop", "resize", "full"]},
    "still": {"type": "boolean"},
}


def request(**given: Any) -> ModelRequest:
    values: dict[str, Any] = {
        "kind": "image",
        "prompt": "on the beach",
        "negative_prompt": "",
        "style": "realistic",
        "width": 896,
        "height": 1120,
        "count": 2,
        "seed": 7,
        "motion": None,
        "fps": None,
        "seconds": None,
        "subject": "woman",
        "traits": "",
        "references": (),
        "source": None,
        "audio": None,
    }
    return ModelRequest(**{**values, **given})


def made(model: str, one: ModelRequest, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    return build(model, properties(document(model)) if schema is None else schema, one)


def test_sdxl_gets_our_seed_and_keeps_its_watermark_and_filter() -> None:
    found = made("stability-ai/sdxl", request(traits="28 years old, brown eyes"))
    assert (found["width"], found["height"], found["num_outputs"], found["seed"]) == (896, 1120, 2, 7)
    assert found["apply_watermark"] is True
    assert "disable_safety_checker" not in found
    assert found["prompt"].startswith("a woman, 28 years old, brown eyes, on the beach, photograph")


@pytest.mark.parametrize("prompt", ["img of a cat", "an IMG, with img.", "on the beach"])
def test_trigger_word_occurs_once_right_after_the_noun(prompt: str) -> None:
    found = made(
        "tencentarc/photomaker", request(prompt=prompt, negative_prompt="img", references=("a", "b"))
    )
    words = found["prompt"].lower().replace(",", " ").replace(".", " ").split()
    assert words.count("img") == 1
    assert words[words.index("img") - 1] == "woman"
    assert "img" not in found["negative_prompt"].split()
    assert (found["input_image"], found["input_image2"]) == ("a", "b")
    assert "input_image3" not in found


def test_every_style_is_one_that_photomaker_knows() -> None:
    known = MODELS["tencentarc/photomaker"]["enums"]["style_name"]
    for style in ("realistic", "editorial", "anime", "toon", "watercolour", "neon", "something"):
        assert made("tencentarc/photomaker", request(style=style, references=("a",)))["style_name"] in known


def test_photomaker_needs_a_face() -> None:
    with pytest.raises(ProviderRefused, match="no reference image"):
        made("tencentarc/photomaker", request())


def test_motion_is_mapped_to_the_bucket() -> None:
    assert [motion_bucket(motion) for motion in (1, 5, 10)] == [25, 127, 255]
    found = made("stability-ai/stable-video-diffusion", request(source="x", motion=10, fps=8))
    assert (found["motion_bucket_id"], found["frames_per_second"]) == (255, 8)
    assert found["video_length"] == "25_frames_with_svd_xt"
    with pytest.raises(ProviderRefused, match="picture"):
        made("stability-ai/stable-video-diffusion", request())


def test_both_generations_of_sadtalker_get_their_own_names() -> None:
    one = request(source="x", audio="y")
    new = made("cjwbw/sadtalker", one)
    assert new["still_mode"] is True
    assert "still" not in new
    old = made("cjwbw/sadtalker", one, OLD_SADTALKER)
    assert (old["still"], old["enhancer"]) == (True, "gfpgan")
    assert "still_mode" not in old


def test_numbers_stay_within_the_models_bounds() -> None:
    found = made("stability-ai/stable-video-diffusion", request(source="x", fps=60))
    assert found["frames_per_second"] == 30


def test_new_required_input_is_named_in_the_error() -> None:
    with pytest.raises(ProviderRefused, match="mask"):
        made("stability-ai/sdxl", request(), {"prompt": {}, "mask": {"required": True}})
    with pytest.raises(ProviderRefused, match="not supported"):
        build("nobody/nothing", {}, request())
