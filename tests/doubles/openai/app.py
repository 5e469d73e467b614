"""Emulates the parts of OpenAI that we use: responses, moderations, speech, models, and their faults.

In a test: ``with served(emulator := Emulator()) as address``, then ``emulator.fault("responses", ...)``.
As a command: ``python -m tests.doubles.openai --port N``; set faults with ``POST /emulator/faults`` with
``{"route": "speech", "kind": "server_error", "times": 2}``.
"""

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.doubles.openai import answers, schemas
from tests.doubles.openai.checks import check, problems

KINDS = (
    *("rate_limited", "used_up", "server_error", "slow", "slow_body", "not_json", "refusal", "incomplete"),
    *("bad_answer", "empty_answer", "not_speech", "no_effort", "cut_off", "flagged"),
)


@dataclass(frozen=True)
class Fault:
    """A fault for the next call of a route; ``value`` depends on the kind (seconds, a text)."""

    kind: str
    value: Any = None


@dataclass(frozen=True)
class Call:
    """A received request."""

    route: str
    body: dict[str, Any]
    headers: dict[str, str]


class VendorError(Exception):
    """Answered with an error document in the vendor's format."""

    def __init__(self, status: int, message: str, code: str | None = None, **more: str) -> None:
        super().__init__(message)
        self.status, self.message, self.code, self.more = status, message, code, more


@dataclass
class Emulator:
    """The app, the calls it received, and its queued faults."""

    calls: list[Call] = field(default_factory=list)
    faults: dict[str, deque[Fault]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.app = Starlette(
            routes=[
                Route("/v1/responses", self._responses, methods=["POST"]),
                Route("/v1/moderations", self._moderations, methods=["POST"]),
                Route("/v1/audio/speech", self._speech, methods=["POST"]),
                Route("/v1/models", self._models),
                Route("/v1/models/{name}", self._model),
                Route("/emulator/faults", self._set_fault, methods=["POST"]),
            ],
            exception_handlers={VendorError: _told},
        )

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.app(scope, receive, send)

    def fault(self, route: str, kind: str, value: Any = None, times: int = 1) -> None:
        """Let the next ``times`` calls of ``route`` (responses, moderations, speech, models) fail.

        Without a kind they succeed, so that a later one can fail.
        """
        if kind and kind not in KINDS:
            raise ValueError(f"Unknown fault {kind}.")
        self.faults.setdefault(route, deque()).extend([Fault(kind, value)] * times)

    def asked(self, route: str) -> list[dict[str, Any]]:
        """The request bodies received by a route."""
        return [call.body for call in self.calls if call.route == route]

    async def _taken(self, request: Request, route: str, shape: dict[str, Any] | None) -> tuple[Any, Fault]:
        """The validated body and the fault; faults that need no body are raised here."""
        body = json.loads(await request.body() or b"{}")
        self.calls.append(Call(route, body, dict(request.headers)))
        key = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not key.startswith("sk-") or key == "sk-wrong":
            raise VendorError(401, "Incorrect API key provided.", "invalid_api_key")
        waiting = self.faults.get(route)
        fault = waiting.popleft() if waiting else Fault("")
        if fault.kind == "rate_limited":
            wait = str(fault.value or 7)
            raise VendorError(429, "Rate limit reached.", "rate_limit_exceeded", **{"retry-after": wait})
        if fault.kind == "used_up":
            raise VendorError(429, "You exceeded your current quota.", "insufficient_quota")
        if fault.kind == "server_error":
            raise VendorError(int(fault.value or 500), "The server had an error.")
        if fault.kind == "slow":
            await asyncio.sleep(float(fault.value or 30))
        if shape is not None:
            for message, path in problems(shape, body):
                raise VendorError(400, message, "invalid_value", param=path)
        if "model" in body and body["model"] not in answers.MODELS:
            raise VendorError(404, f"The model {body['model']} does not exist.", "model_not_found")
        return body, fault

    async def _responses(self, request: Request) -> Response:
        body, fault = await self._taken(request, "responses", schemas.RESPONSE_ASKED)
        schema = body["text"]["format"]["schema"]
        if schema.get("additionalProperties") is not False or set(schema["required"]) != set(
            schema["properties"]
        ):
            raise VendorError(400, "Invalid schema for response_format.", "invalid_json_schema")
        if fault.kind == "no_effort" and "reasoning" in body:
            raise VendorError(400, "Unsupported value.", "unsupported_value", param="reasoning.effort")
        words = answers.structured(body)
        if fault.kind == "refusal":
            piece = {"type": "refusal", "refusal": "I cannot help with that."}
            return _answer(schemas.RESPONSE, answers.response(body, piece), fault)
        if fault.kind == "incomplete":
            piece = answers.output_text(words[: len(words) // 2])
            return _answer(schemas.RESPONSE, answers.response(body, piece, status="incomplete"), fault)
        if fault.kind == "bad_answer":
            words = fault.value if isinstance(fault.value, str) else '{"scene": 7'
        return _answer(schemas.RESPONSE, answers.response(body, answers.output_text(words)), fault)

    async def _moderations(self, request: Request) -> Response:
        body, fault = await self._taken(request, "moderations", schemas.MODERATION_ASKED)
        found = answers.moderation(body)
        if fault.kind == "flagged":
            found["results"][0]["flagged"] = found["results"][0]["categories"][fault.value or "violence"] = (
                True
            )
        return _answer(schemas.MODERATION, found, fault)

    async def _speech(self, request: Request) -> Response:
        body, fault = await self._taken(request, "speech", schemas.SPEECH_ASKED)
        if body["model"].startswith("tts-1") and body["voice"] not in schemas.OLD_VOICES:
            raise VendorError(
                400, "This voice is not available for this model.", "invalid_value", param="voice"
            )
        if body.get("response_format") != "wav":
            raise VendorError(400, "The emulator speaks WAV alone.", "invalid_value", param="response_format")
        data = answers.speech(body["input"], body.get("speed", 1.0))
        if fault.kind == "not_speech":
            data = fault.value if isinstance(fault.value, bytes) else b"<html>not a sound</html>"
        return StreamingResponse(_slowly(data, fault), media_type="audio/wav")

    async def _models(self, request: Request) -> Response:
        _, fault = await self._taken(request, "models", None)
        listed = {"object": "list", "data": [answers.model(name) for name in answers.MODELS]}
        return _answer(schemas.MODELS, listed, fault)

    async def _model(self, request: Request) -> Response:
        _, fault = await self._taken(request, "models", None)
        name = request.path_params["name"]
        if name not in answers.MODELS:
            raise VendorError(404, f"The model {name} does not exist.", "model_not_found")
        return _answer(schemas.MODEL, answers.model(name), fault)

    async def _set_fault(self, request: Request) -> Response:
        asked = await request.json()
        self.fault(asked["route"], asked["kind"], asked.get("value"), asked.get("times", 1))
        return JSONResponse({"ok": True})


def _answer(shape: dict[str, Any], body: dict[str, Any], fault: Fault) -> Response:
    check(shape, body)
    data = json.dumps(body).encode()
    if fault.kind == "not_json":
        data = data[: len(data) // 2]
    if fault.kind == "empty_answer":
        data = b"{}"
    if fault.kind in ("slow_body", "cut_off"):
        return StreamingResponse(_slowly(data, fault), media_type="application/json")
    return Response(data, media_type="application/json", headers={"x-request-id": "req_emulated"})


async def _slowly(data: bytes, fault: Fault) -> Any:
    """Send the first half at once; then, with a fault, wait long or break off."""
    yield data[: len(data) // 2]
    if fault.kind == "slow_body":
        await asyncio.sleep(float(fault.value or 30))
    if fault.kind == "cut_off":
        raise ConnectionResetError("connection cut on purpose")
    yield data[len(data) // 2 :]


async def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, VendorError)
    kind = "invalid_request_error" if error.status in (400, 401, 404) else "server_error"
    param = error.more.pop("param", None)
    body = {"error": {"message": error.message, "type": kind, "param": param, "code": error.code}}
    check(schemas.ERROR, body)
    return JSONResponse(body, error.status, headers={"x-request-id": "req_emulated", **error.more})
