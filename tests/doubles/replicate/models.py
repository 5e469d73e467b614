"""The emulator's models, with their published input schemas."""

from typing import Any

URI = {"type": "string", "format": "uri"}
TEXT = {"type": "string"}
FLAG = {"type": "boolean"}


def whole(low: int, high: int, default: int | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "integer", "minimum": low, "maximum": high}
    return found if default is None else {**found, "default": default}


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
    "minimax/speech-2.6-turbo": {
        "version": "5" * 64,
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
