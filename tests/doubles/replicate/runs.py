"""Simulates the emulator's predictions: progress by the clock, outcome, API view and webhooks."""

import asyncio
import base64
import hashlib
import hmac
import json
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx

from tests.doubles.replicate.models import MODELS

ENDED = ("succeeded", "failed", "canceled", "aborted", "evaporated")
SECRET = "whsec_" + base64.b64encode(b"a secret of the emulator, 32 byt").decode()
BAD_ENDS: dict[str, tuple[str, Any, str | None]] = {
    "aborted": ("aborted", None, None),
    "unknown status": ("evaporated", None, None),
    "failed": ("failed", None, "CUDA out of memory"),
    "flagged": ("failed", None, "NSFW content detected. Try running it again, or try a different prompt."),
    "no face": ("failed", None, "No face landmark could be detected"),
    "null output": ("succeeded", None, None),
}
HIDDEN = "hidden"
"""What the API shows as the version of a prediction that was created without one."""
HOOKS = ("hook lost", "hook doubled", "hook old", "hook wrong")


class Runs:
    """All predictions by id. ``hit`` consumes the next fault of the given kinds."""

    def __init__(self, run_seconds: float, hit: Callable[..., str], counts: Counter[str]) -> None:
        self.run_seconds = run_seconds
        self.all: dict[str, dict[str, Any]] = {}
        self._hit = hit
        self._counts = counts
        self._deliveries: set[asyncio.Task[None]] = set()

    def begin(self, model: str, version: str, body: dict[str, Any], base: str) -> str:
        """Start a prediction; returns its id."""
        name = uuid4().hex[:26]
        self.all[name] = {
            "id": name,
            "model": model,
            "version": version or HIDDEN,
            "input": body["input"],
            "created_at": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
            "began": time.monotonic(),
            "base": base,
            "end": self._hit(*BAD_ENDS, "fewer"),
            "webhook": body.get("webhook"),
        }
        if body.get("webhook"):
            task = asyncio.ensure_future(self._tell(name, self._hit(*HOOKS)))
            self._deliveries.add(task)
            task.add_done_callback(self._deliveries.discard)
        return name

    def now(self, name: str) -> dict[str, Any]:
        """The prediction as the API shows it now."""
        one = self.all[name]
        share = min(1.0, (time.monotonic() - one["began"]) / self.run_seconds)
        status = "starting" if share < 0.2 else "processing" if share < 1 else "ended"
        output, error = None, None
        if one.get("canceled"):
            status = "canceled"
        elif status == "ended":
            status, output, error = self._end(one)
        url = f"{one['base']}/v1/predictions/{name}"
        return {
            "id": name,
            "model": one["model"],
            "version": one["version"],
            "status": status,
            "input": one["input"],
            "output": output,
            "logs": f"Using seed: 1\n {share:>4.0%}|###   | {int(share * 50)}/50\n" if share >= 0.2 else "",
            "error": error,
            "metrics": {"predict_time": self.run_seconds} if status == "succeeded" else {},
            "created_at": one["created_at"],
            "started_at": one["created_at"] if share >= 0.2 else None,
            "completed_at": one["created_at"] if status in ENDED else None,
            "data_removed": False,
            "urls": {"get": url, "cancel": f"{url}/cancel"},
        }

    def _end(self, one: dict[str, Any]) -> tuple[str, Any, str | None]:
        if one["end"] in BAD_ENDS:
            return BAD_ENDS[one["end"]]
        base, many = f"{one['base']}/out/{one['id']}", _count(one["input"])
        single = {"video": "0.mp4", "sound": "0.wav"}.get(MODELS[one["model"]]["gives"])
        if single:
            return "succeeded", f"{base}/{single}", None
        many -= 1 if one["end"] == "fewer" else 0
        return "succeeded", [f"{base}/{index}.png" for index in range(many)], None

    def webhook(self, name: str, *, old: bool = False, wrong: bool = False) -> tuple[bytes, dict[str, str]]:
        """The body and the signed headers of the webhook for the prediction as it is now."""
        own, stamp = f"msg_{name}", int(time.time()) - (3600 if old else 0)
        body = json.dumps(self.now(name)).encode()
        key = base64.b64decode(SECRET.removeprefix("whsec_"))
        text = f"{own}.{stamp}.".encode() + (b"x" if wrong else b"") + body
        signature = base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
        headers = {"webhook-id": own, "webhook-timestamp": str(stamp)}
        return body, {**headers, "webhook-signature": f"v1,{signature}"}

    async def _tell(self, name: str, fault: str) -> None:
        """Send the signed webhook for the end."""
        await asyncio.sleep(self.run_seconds + 0.05)
        if fault == "hook lost":
            return
        body, headers = self.webhook(name, old=fault == "hook old", wrong=fault == "hook wrong")
        async with httpx.AsyncClient() as client:
            for _ in range(2 if fault == "hook doubled" else 1):
                answer = await client.post(self.all[name]["webhook"], content=body, headers=headers)
                self._counts[f"hook {answer.status_code}"] += 1


def _count(given: dict[str, Any]) -> int:
    """How many files a prediction with this input gives."""
    if given.get("sequential_image_generation") == "auto":
        return int(given.get("max_images") or 1)
    return int(given.get("num_outputs") or 1)
