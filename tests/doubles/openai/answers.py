"""Builds the emulator's responses: plausible and deterministic."""

import base64
import hashlib
import json
import math
import struct
from typing import Any

from tests.doubles.openai.schemas import CATEGORIES, PICTURED

NOW = 1_795_000_000
MODELS: dict[str, str | None] = {
    "gpt-6-luna": None,
    "gpt-5.4-mini": None,
    "gpt-4.1-mini": "2027-01-14",
    "omni-moderation-latest": None,
    "gpt-4o-mini-tts": "2027-01-06",
    "tts-1": "2027-01-06",
}
FLAGGED_BY = {
    "kill": ("violence",),
    "gore": ("violence", "violence/graphic"),
    "bully": ("harassment",),
    "porn": ("sexual",),
    "lolita": ("sexual", "sexual/minors"),
    "heist": ("illicit",),
}
"""Words that get a text flagged."""

PICTURE_MARK = b"flag:"
"""A picture that contains the bytes ``flag:sexual`` is flagged for that category."""

PHRASES = {
    "scene": ("a quiet street after rain", "old stone steps by the water", "a bright loft with plants"),
    "light": ("low sun from the left", "soft grey daylight", "warm lamps in the evening"),
    "lens": ("35 mm, deep focus", "85 mm, background gently blurred", "50 mm, eyes sharp"),
    "mood": ("a quiet smile", "calm, looking past the camera", "caught in the middle of a laugh"),
}
RATE = 24000
LETTERS_A_SECOND = 15.0


def picked(key: str, choices: tuple[str, ...]) -> str:
    return choices[hashlib.sha256(key.encode()).digest()[0] % len(choices)]


def model(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "object": "model",
        "created": NOW,
        "owned_by": "openai",
        "shutdown_date": MODELS[name],
    }


def moderation(asked: dict[str, Any]) -> dict[str, Any]:
    given = asked["input"]
    parts = [given] if isinstance(given, str) else given
    groups = [[part] for part in parts] if all(isinstance(part, str) for part in parts) else [parts]
    return {
        "id": f"modr-{hashlib.sha256(json.dumps(given).encode()).hexdigest()[:24]}",
        "model": "omni-moderation-2024-09-26",
        "results": [_verdict(group) for group in groups],
    }


def _verdict(parts: list[Any]) -> dict[str, Any]:
    found: set[str] = set()
    kinds = set()
    for part in parts:
        if isinstance(part, str) or part["type"] == "text":
            kinds.add("text")
            words = (part if isinstance(part, str) else part["text"]).lower()
            found.update(name for word, names in FLAGGED_BY.items() if word in words for name in names)
        else:
            kinds.add("image")
            data = base64.b64decode(part["image_url"]["url"].partition("base64,")[2])
            found.update(name for name in PICTURED if PICTURE_MARK + name.encode() in data)
    looked = {name: sorted(kinds if name in PICTURED else kinds & {"text"}) for name in CATEGORIES}
    return {
        "flagged": bool(found),
        "categories": {name: name in found for name in CATEGORIES},
        "category_scores": {name: 0.97 if name in found else 0.0003 for name in CATEGORIES},
        "category_applied_input_types": looked,
    }


def structured(asked: dict[str, Any]) -> str:
    """JSON that matches the requested schema, with text for each string."""
    schema = asked["text"]["format"]["schema"]
    about = asked["input"]
    return json.dumps(
        {
            name: picked(f"{name}{about}", PHRASES.get(name, ("something plausible",)))
            for name in schema["properties"]
        }
    )


def response(asked: dict[str, Any], *pieces: dict[str, Any], status: str = "completed") -> dict[str, Any]:
    own = hashlib.sha256(json.dumps(asked).encode()).hexdigest()
    thinks = asked.get("reasoning", {}).get("effort", "medium") != "none"
    thought = {"type": "reasoning", "id": f"rs_{own[:20]}", "summary": []}
    message = {
        "type": "message",
        "id": f"msg_{own[:20]}",
        "status": "completed" if status == "completed" else "incomplete",
        "role": "assistant",
        "content": list(pieces),
    }
    return {
        "id": f"resp_{own[:24]}",
        "object": "response",
        "created_at": NOW,
        "status": status,
        "error": None,
        "incomplete_details": None if status == "completed" else {"reason": "max_output_tokens"},
        "instructions": asked.get("instructions"),
        "max_output_tokens": asked.get("max_output_tokens"),
        "metadata": {},
        "model": asked["model"],
        "output": [thought, message] if thinks else [message],
        "parallel_tool_calls": True,
        "store": asked.get("store", True),
        "temperature": None,
        "tool_choice": "auto",
        "tools": [],
        "top_p": None,
        "usage": {
            "input_tokens": 200,
            "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
            "output_tokens": 60,
            "output_tokens_details": {"reasoning_tokens": 20 if thinks else 0},
            "total_tokens": 260,
        },
    }


def output_text(words: str) -> dict[str, Any]:
    return {"type": "output_text", "text": words, "annotations": [], "logprobs": []}


def speech(script: str, speed: float) -> bytes:
    """A humming voice with roughly one swell per syllable, as long as the script would take.

    Streamed like the vendor's: the header has 0xFFFFFFFF for both lengths.
    """
    frames = int(RATE * max(0.6, len(script) / LETTERS_A_SECOND / speed))
    pitch = 110 + hashlib.sha256(script.encode()).digest()[0] % 90
    samples = (
        int(9000 * math.sin(math.tau * pitch * at / RATE) * math.sin(math.pi * 4 * at / RATE) ** 2)
        for at in range(frames)
    )
    head = struct.pack(
        "<4sI4s4sIHHIIHH", b"RIFF", 0xFFFFFFFF, b"WAVE", b"fmt ", 16, 1, 1, RATE, RATE * 2, 2, 16
    )
    return head + struct.pack("<4sI", b"data", 0xFFFFFFFF) + struct.pack(f"<{frames}h", *samples)
