"""The emulator's models, with their published input schemas. Official ones run without a version."""

from typing import Any

URI = {"type": "string", "format": "uri"}
TEXT = {"type": "string"}
FLAG = {"type": "boolean"}


def whole(low: int, high: int, default: int | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "integer", "minimum": low, "maximum": high}
    return found if default is None else {**found, "default": default}


def list_of(kind: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": kind, "default": []}


def choice(name: str) -> dict[str, Any]:
    return {"allOf": [{"$ref": f"#/components/schemas/{name}"}]}


MODELS: dict[str, dict[str, Any]] = {
    "stability-ai/sdxl": {
        "version": "7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc",
        "gives": "pictures",
        "input": {
            "prompt": TEXT,
            "negative_prompt": TEXT,
            "image": URI,
            "mask": URI,
            "width": {"type": "integer"},
            "height": {"type": "integer"},
            "num_outputs": whole(1, 4, 1),
            "num_inference_steps": whole(1, 500, 50),
            "seed": {"type": "integer"},
            "apply_watermark": FLAG,
            "disable_safety_checker": FLAG,
        },
    },
    "tencentarc/photomaker": {
        "version": "ddfc2b08d209f9fa8c1eca692712918bd449f695dabb4a958da31802a9570fe4",
        "gives": "pictures",
        "required": ["input_image"],
        "enums": {
            "style_name": [
                "(No style)", "Cinematic", "Disney Charactor", "Digital Art", "Photographic (Default)",
                "Fantasy art", "Neonpunk", "Enhance", "Comic book", "Lowpoly", "Line art",
            ]
        },
        "input": {
            "input_image": URI,
            "input_image2": URI,
            "input_image3": URI,
            "input_image4": URI,
            "prompt": TEXT,
            "style_name": choice("style_name"),
            "negative_prompt": TEXT,
            "num_steps": whole(1, 100, 20),
            "style_strength_ratio": {"type": "number", "minimum": 15, "maximum": 50},
            "num_outputs": whole(1, 4, 1),
            "seed": whole(0, 2147483647),
        },
    },
    "stability-ai/stable-video-diffusion": {
        "version": "3f0457e4619daac51203dedb472816fd4af51f3149fa7a9e0b5ffcf1b8172438",
        "gives": "video",
        "required": ["input_image"],
        "enums": {
            "video_length": ["14_frames_with_svd", "25_frames_with_svd_xt"],
            "sizing_strategy": ["maintain_aspect_ratio", "crop_to_16_9", "use_image_dimensions"],
        },
        "input": {
            "input_image": URI,
            "video_length": choice("video_length"),
            "sizing_strategy": choice("sizing_strategy"),
            "frames_per_second": whole(5, 30, 6),
            "motion_bucket_id": whole(1, 255, 127),
            "cond_aug": {"type": "number"},
            "decoding_t": {"type": "integer"},
            "seed": {"type": "integer"},
        },
    },
    "cjwbw/sadtalker": {
        "version": "a519cc0cfebaaeade068b23899165a11ec76aaa1d2b313d40d214f204ec957a3",
        "gives": "video",
        "required": ["source_image", "driven_audio"],
        "enums": {
            "preprocess": ["crop", "resize", "full", "extcrop", "extfull"], "size_of_image": [256, 512],
        },
        "input": {
            "source_image": URI,
            "driven_audio": URI,
            "use_enhancer": FLAG,
            "pose_style": whole(0, 45, 0),
            "expression_scale": {"type": "number"},
            "use_eyeblink": FLAG,
            "preprocess": choice("preprocess"),
            "size_of_image": choice("size_of_image"),
            "facerender": TEXT,
            "still_mode": FLAG,
        },
    },
    "bytedance/seedream-4.5": {
        "version": "9fe3b8282dcb9d9063b05e33210a1432801f7c5a6641db944baefcec4886761a",
        "official": True,
        "gives": "pictures",
        "required": ["prompt"],
        "enums": {
            "size": ["2K", "4K", "custom"],
            "aspect_ratio": [
                "match_input_image", "1:1", "4:3", "3:4", "16:9", "9:16", "3:2", "2:3", "21:9",
            ],
            "sequential_image_generation": ["disabled", "auto"],
        },
        "input": {
            "prompt": TEXT,
            "image_input": list_of(URI),
            "size": choice("size"),
            "aspect_ratio": choice("aspect_ratio"),
            "width": whole(1024, 4096, 2048),
            "height": whole(1024, 4096, 2048),
            "sequential_image_generation": choice("sequential_image_generation"),
            "max_images": whole(1, 15, 1),
            "disable_safety_checker": FLAG,
        },
    },
    "wan-video/wan-2.2-i2v-fast": {
        "version": "4eaf2b01d3bf70d8a2e00b219efeb7cb415855ad18b7dacdc4cae664a73a6eea",
        "official": True,
        "gives": "video",
        "required": ["prompt", "image"],
        "enums": {"resolution": ["480p", "720p"]},
        "input": {
            "prompt": TEXT,
            "image": URI,
            "last_image": URI,
            "num_frames": whole(81, 121, 81),
            "resolution": choice("resolution"),
            "frames_per_second": whole(5, 30, 16),
            "interpolate_output": FLAG,
            "go_fast": FLAG,
            "sample_shift": {"type": "number", "minimum": 1, "maximum": 20},
            "seed": {"type": "integer"},
            "disable_safety_checker": FLAG,
        },
    },
    "prunaai/p-video-avatar": {
        "version": "92695bcbfd6272b3ae0818f09f52a9172a00df0cb620f6e71bdf5ba20203eebc",
        "official": True,
        "gives": "video",
        "required": ["image", "audio"],
        "enums": {"resolution": ["720p", "1080p"]},
        "input": {
            "image": URI,
            "audio": URI,
            "prompt": TEXT,
            "resolution": choice("resolution"),
            "draft": FLAG,
            "seed": {"type": "integer"},
            "no_op": FLAG,
        },
    },
    "minimax/speech-2.6-turbo": {
        "version": "5" * 64,
        "official": True,
        "gives": "sound",
        "required": ["text"],
        "enums": {
            "audio_format": ["mp3", "wav", "flac", "pcm"],
            "channel": ["mono", "stereo"],
            "sample_rate": [8000, 16000, 22050, 24000, 32000, 44100],
            "emotion": [
                "auto", "happy", "sad", "angry", "fearful", "disgusted", "surprised", "calm", "fluent",
                "neutral",
            ],
        },
        "input": {
            "text": TEXT,
            "voice_id": TEXT,
            "speed": {"type": "number", "minimum": 0.5, "maximum": 2},
            "volume": {"type": "number", "maximum": 10},
            "pitch": whole(-12, 12, 0),
            "emotion": choice("emotion"),
            "english_normalization": FLAG,
            "sample_rate": choice("sample_rate"),
            "bitrate": {"type": "integer"},
            "audio_format": choice("audio_format"),
            "channel": choice("channel"),
            "subtitle_enable": FLAG,
            "language_boost": TEXT,
        },
    },
}  # fmt: skip


def document(name: str) -> dict[str, Any]:
    """The OpenAPI document of a model's version."""
    one = MODELS[name]
    enums = {key: {"type": "string", "enum": values} for key, values in one.get("enums", {}).items()}
    inside = {"type": "object", "properties": one["input"], "required": one.get("required", [])}
    return {"components": {"schemas": {"Input": inside, **enums}}}


TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
}


def problems(name: str, given: dict[str, Any]) -> list[str]:
    """What the API says about an input that does not fit the model's schema."""
    one = MODELS[name]
    found = [f"{key} is required" for key in one.get("required", []) if key not in given]
    for key, value in given.items():
        spec = one["input"].get(key)
        if spec is None:
            continue
        choices = one.get("enums", {}).get(key) if "allOf" in spec else None
        if choices is not None:
            if value not in choices:
                found.append(f"{key} must be one of the following: {choices}")
        elif not isinstance(value, TYPES[spec["type"]]):
            found.append(f"{key}: Invalid type. Expected: {spec['type']}")
        elif not spec.get("minimum", value) <= value <= spec.get("maximum", value):
            found.append(f"{key} is out of bounds")
        elif spec["type"] == "array" and not all(isinstance(each, str) for each in value):
            found.append(f"{key}: Invalid type of an item")
    return found
