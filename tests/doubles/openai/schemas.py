"""JSON schemas of OpenAI's requests and responses, by its reference (https://developers.openai.com/api).

All responses of the emulator are validated against these; invalid requests get the vendor's 400.
"""

from typing import Any

CATEGORIES = (
    *("harassment", "harassment/threatening", "hate", "hate/threatening", "illicit", "illicit/violent"),
    *("self-harm", "self-harm/intent", "self-harm/instructions", "sexual", "sexual/minors"),
    *("violence", "violence/graphic"),
)
PICTURED = (
    "self-harm",
    "self-harm/intent",
    "self-harm/instructions",
    "sexual",
    "violence",
    "violence/graphic",
)
VOICES = (
    *("alloy", "ash", "ballad", "coral", "echo", "fable", "nova", "onyx", "sage", "shimmer", "verse"),
    *("marin", "cedar"),
)
OLD_VOICES = ("alloy", "ash", "coral", "echo", "fable", "nova", "onyx", "sage", "shimmer")
EFFORTS = ("none", "minimal", "low", "medium", "high", "xhigh", "max")

TEXT = {"type": "string"}
WHOLE = {"type": "integer", "minimum": 0}
MAYBE_TEXT = {"type": ["string", "null"]}


def exactly(properties: dict[str, Any], *optional: str) -> dict[str, Any]:
    """The schema of an object with exactly these members."""
    required = [name for name in properties if name not in optional]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def each(names: tuple[str, ...], value: dict[str, Any]) -> dict[str, Any]:
    return exactly(dict.fromkeys(names, value))


ERROR = exactly({"error": exactly({"message": TEXT, "type": TEXT, "param": MAYBE_TEXT, "code": MAYBE_TEXT})})

MODEL = exactly(
    {
        "id": TEXT,
        "object": {"const": "model"},
        "created": WHOLE,
        "owned_by": TEXT,
        "shutdown_date": {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    }
)
MODELS = exactly({"object": {"const": "list"}, "data": {"type": "array", "items": MODEL}})

MODERATION_ASKED = exactly(
    {
        "model": TEXT,
        "input": {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}},
                {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "anyOf": [
                            exactly({"type": {"const": "text"}, "text": TEXT}),
                            exactly({"type": {"const": "image_url"}, "image_url": exactly({"url": TEXT})}),
                        ]
                    },
                },
            ]
        },
    },
    "model",
)
MODERATION = exactly(
    {
        "id": {"type": "string", "pattern": "^modr-"},
        "model": TEXT,
        "results": {
            "type": "array",
            "minItems": 1,
            "items": exactly(
                {
                    "flagged": {"type": "boolean"},
                    "categories": each(CATEGORIES, {"type": "boolean"}),
                    "category_scores": each(CATEGORIES, {"type": "number", "minimum": 0, "maximum": 1}),
                    "category_applied_input_types": each(
                        CATEGORIES, {"type": "array", "items": {"enum": ["text", "image"]}}
                    ),
                }
            ),
        },
    }
)

SPEECH_ASKED = exactly(
    {
        "model": TEXT,
        "input": {"type": "string", "minLength": 1, "maxLength": 4096},
        "voice": {"enum": list(VOICES)},
        "instructions": {"type": "string", "maxLength": 4096},
        "response_format": {"enum": ["mp3", "opus", "aac", "flac", "wav", "pcm"]},
        "speed": {"type": "number", "minimum": 0.25, "maximum": 4},
        "stream_format": {"enum": ["sse", "audio"]},
    },
    *("instructions", "response_format", "speed", "stream_format"),
)

FORMAT = exactly(
    {
        "type": {"const": "json_schema"},
        "name": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"},
        "schema": {"type": "object"},
        "strict": {"type": "boolean"},
        "description": TEXT,
    },
    *("strict", "description"),
)
RESPONSE_ASKED = {
    "type": "object",
    "required": ["model", "input"],
    "properties": {
        "model": TEXT,
        "input": {"type": "string", "minLength": 1},
        "instructions": TEXT,
        "store": {"type": "boolean"},
        "max_output_tokens": {"type": "integer", "minimum": 16},
        "reasoning": exactly({"effort": {"enum": list(EFFORTS)}}),
        "text": exactly({"format": FORMAT}),
    },
    "additionalProperties": False,
}
PIECE = {
    "anyOf": [
        exactly(
            {
                "type": {"const": "output_text"},
                "text": TEXT,
                "annotations": {"type": "array"},
                "logprobs": {"type": "array"},
            }
        ),
        exactly({"type": {"const": "refusal"}, "refusal": TEXT}),
    ]
}
ITEM = {
    "anyOf": [
        exactly({"type": {"const": "reasoning"}, "id": TEXT, "summary": {"type": "array"}}),
        exactly(
            {
                "type": {"const": "message"},
                "id": TEXT,
                "status": {"enum": ["in_progress", "completed", "incomplete"]},
                "role": {"const": "assistant"},
                "content": {"type": "array", "items": PIECE},
            }
        ),
    ]
}
RESPONSE = exactly(
    {
        "id": {"type": "string", "pattern": "^resp_"},
        "object": {"const": "response"},
        "created_at": {"type": "number"},
        "status": {"enum": ["completed", "failed", "in_progress", "cancelled", "queued", "incomplete"]},
        "error": {"type": "null"},
        "incomplete_details": {"type": ["object", "null"]},
        "instructions": MAYBE_TEXT,
        "max_output_tokens": {"type": ["integer", "null"]},
        "metadata": {"type": "object"},
        "model": TEXT,
        "output": {"type": "array", "items": ITEM},
        "parallel_tool_calls": {"type": "boolean"},
        "store": {"type": "boolean"},
        "temperature": {"type": ["number", "null"]},
        "tool_choice": TEXT,
        "tools": {"type": "array"},
        "top_p": {"type": ["number", "null"]},
        "usage": exactly(
            {
                "input_tokens": WHOLE,
                "input_tokens_details": exactly({"cached_tokens": WHOLE, "cache_write_tokens": WHOLE}),
                "output_tokens": WHOLE,
                "output_tokens_details": exactly({"reasoning_tokens": WHOLE}),
                "total_tokens": WHOLE,
            }
        ),
    }
)
