"""Emulates Replicate with all its faults. Shares no code with the adapter.

A prediction moves from ``starting`` to ``processing`` to its end within ``run_seconds`` of its creation.
``fault`` queues faults for the next creates or responses; ``counts`` counts operations. ``slow`` makes every
prediction slow whose prompt has a word: its file ``drips``, or each question about it ``waits``.
"""

import asyncio
import gzip
import hashlib
from collections import Counter
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.doubles.replicate.files import file_of
from tests.doubles.replicate.models import MODELS, document, problems
from tests.doubles.replicate.runs import ENDED, SECRET, Runs

TOKEN = "r8-emulator"
PAGE = 100
WAIT_SECONDS = 25.0
SPOILT = {
    "gone": lambda: Response(status_code=404),
    "output 500": lambda: Response(status_code=500),
    "redirect": lambda: RedirectResponse("http://127.0.0.1:1/secret"),
    "wrong type": lambda: Response(b"<html>no</html>", media_type="image/png"),
    "huge": lambda: Response(b"\0" * 3_000_000, media_type="image/png"),
}


UNREADABLE: dict[str, Callable[[], Response]] = {
    "html": lambda: Response(b"<html>welcome</html>", media_type="text/html"),
    "no object": lambda: JSONResponse([]),
    "empty object": lambda: JSONResponse({}, 201),
}


OUTPUT_FAULTS = (*SPOILT, "breaks off", "gzip", "drips")


class Emulator:
    """An ASGI application. ``run_seconds`` is how long a prediction takes."""

    def __init__(self, run_seconds: float = 0.6, token: str = TOKEN) -> None:
        self.token = token
        self.order: list[str] = []
        self.faults: list[str] = []
        self.counts: Counter[str] = Counter()
        self.headers: list[dict[str, str]] = []
        self.files: dict[str, bytes] = {}
        self.unknown: set[str] = set()
        self.slow: dict[str, str] = {}
        self.runs = Runs(run_seconds, self.hit, self.counts)
        self.app = Starlette(
            routes=[
                Route("/v1/predictions", self.create, methods=["POST"]),
                Route("/v1/predictions", self.list),
                Route("/v1/models/{owner}/{name}/predictions", self.create, methods=["POST"]),
                Route("/v1/predictions/{id}", self.get),
                Route("/v1/predictions/{id}/cancel", self.cancel, methods=["POST"]),
                Route("/v1/models/{owner}/{name}", self.model),
                Route("/v1/models/{owner}/{name}/versions/{version}", self.version),
                Route("/v1/files", self.keep, methods=["POST"]),
                Route("/v1/webhooks/default/secret", self.secret),
                Route("/out/{id}/{name}", self.output),
            ]
        )

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.app(scope, receive, send)

    def fault(self, *names: str) -> None:
        """Queue faults; each is consumed by the next request of its kind."""
        self.faults += names

    def running(self) -> list[str]:
        """Predictions that have not ended."""
        return [name for name in self.order if self.runs.now(name)["status"] not in ENDED]

    def given_to(self, model: str) -> dict[str, Any]:
        """The input of the newest prediction of ``model``."""
        newest = next(
            self.runs.all[name] for name in reversed(self.order) if self.runs.all[name]["model"] == model
        )
        given: dict[str, Any] = newest["input"]
        return given

    def hit(self, *names: str) -> str:
        """Consume and return the first queued fault if it is one of ``names``."""
        if self.faults and self.faults[0] in names:
            return self.faults.pop(0)
        return ""

    async def create(self, request: Request) -> Response:
        self.counts["create"] += 1
        self.headers.append(dict(request.headers))
        if (refused := self._stranger(request)) is not None:
            return refused
        if code := self.hit("401", "402", "403", "422", "429", "500", "503"):
            headers = {"retry-after": "1"} if code == "429" else None
            return JSONResponse({"detail": f"This is a {code}."}, int(code), headers)
        body = await request.json()
        model = "/".join(request.path_params.get(part, "") for part in ("owner", "name")).strip("/")
        version = body.get("version", "")
        known = model or next((name for name, one in MODELS.items() if one["version"] == version), "")
        if (refused := self._misfit(known, body, official=bool(model))) is not None:
            return refused
        base = f"{request.url.scheme}://{request.url.netloc}"
        name = self.runs.begin(known, version, body, base)
        self.order.append(name)
        if self.hit("lost"):
            return StreamingResponse(_broken(), 201, media_type="application/json")
        if kind := self.hit(*UNREADABLE):
            return UNREADABLE[kind]()
        return JSONResponse(self.runs.now(name), 201)

    async def get(self, request: Request) -> Response:
        self.counts["get"] += 1
        if self.hit("get 500"):
            return JSONResponse({"detail": "Something went wrong."}, 500)
        if kind := self.hit(*UNREADABLE):
            return UNREADABLE[kind]()
        name = request.path_params["id"]
        if name not in self.runs.all:
            return JSONResponse({"detail": "Prediction not found"}, 404)
        if self._is_slow(name) == "waits":
            await asyncio.sleep(WAIT_SECONDS)
        told = self.runs.now(name)
        if self.hit("no model"):
            told.pop("model")
        return JSONResponse(told)

    async def list(self, request: Request) -> Response:
        self.counts["list"] += 1
        if self.hit("list 500"):
            return JSONResponse({"detail": "Something went wrong."}, 500)
        newest = self.order[::-1]
        start = int(request.query_params.get("cursor", "0"))
        more = start + PAGE < len(newest)
        base = f"{request.url.scheme}://{request.url.netloc}/v1/predictions"
        return JSONResponse(
            {
                "previous": None,
                "next": f"{base}?cursor={start + PAGE}" if more else None,
                "results": [self.runs.now(name) for name in newest[start : start + PAGE]],
            }
        )

    async def cancel(self, request: Request) -> Response:
        self.counts["cancel"] += 1
        if self.hit("cancel 500"):
            return JSONResponse({"detail": "Something went wrong."}, 500)
        name = request.path_params["id"]
        if name not in self.runs.all:
            return JSONResponse({"detail": "Prediction not found"}, 404)
        if self.runs.now(name)["status"] not in ENDED:
            self.runs.all[name]["canceled"] = True
        return JSONResponse(self.runs.now(name))

    async def model(self, request: Request) -> Response:
        if (refused := self._stranger(request)) is not None:
            return refused
        name = "{owner}/{name}".format(**request.path_params)
        if name not in MODELS or name in self.unknown:
            return JSONResponse({"detail": "Not found"}, 404)
        owner, short = name.split("/")
        return JSONResponse(
            {
                "url": f"https://replicate.com/{name}",
                "owner": owner,
                "name": short,
                "description": None,
                "visibility": "public",
                "github_url": None,
                "paper_url": None,
                "license_url": MODELS[name].get("licence_url"),
                "run_count": 1,
                "cover_image_url": None,
                "default_example": None,
                "latest_version": _version(name),
            }
        )

    async def version(self, request: Request) -> Response:
        if (refused := self._stranger(request)) is not None:
            return refused
        self.counts["version"] += 1
        name = "{owner}/{name}".format(**request.path_params)
        known = MODELS.get(name)
        if known is None or name in self.unknown or known["version"] != request.path_params["version"]:
            return JSONResponse({"detail": "Not found"}, 404)
        return JSONResponse(_version(name))

    async def keep(self, request: Request) -> Response:
        async with request.form() as form:
            data = await form["content"].read()
        name = hashlib.sha256(data).hexdigest()[:20]
        self.files[name] = data
        base = f"{request.url.scheme}://{request.url.netloc}/v1/files/{name}"
        return JSONResponse(
            {
                "id": name,
                "name": "file",
                "content_type": "application/octet-stream",
                "size": len(data),
                "etag": name,
                "checksums": {"sha256": hashlib.sha256(data).hexdigest()},
                "metadata": {},
                "created_at": "2026-11-23T00:00:00Z",
                "expires_at": None,
                "urls": {"get": base},
            },
            201,
        )

    async def secret(self, _: Request) -> Response:
        return JSONResponse({"key": SECRET})

    async def output(self, request: Request) -> Response:
        self.counts["output"] += 1
        if "authorization" in request.headers:
            self.counts["token told"] += 1
        kind = self._is_slow(request.path_params["id"]) or self.hit(*OUTPUT_FAULTS)
        if kind in SPOILT:
            return SPOILT[kind]()
        name = request.path_params["name"]
        one = self.runs.all[request.path_params["id"]]
        data = await asyncio.to_thread(file_of, name, one)
        start = int(request.headers.get("range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        if kind == "gzip":
            return Response(gzip.compress(bytes(50_000_000)), headers={"content-encoding": "gzip"})
        if kind == "drips":
            return StreamingResponse(_dripping(data))
        if kind == "breaks off":
            return StreamingResponse(_part(data), headers={"content-length": str(len(data))})
        return Response(data[start:], 206 if start else 200)

    def _misfit(self, model: str, body: dict[str, Any], *, official: bool) -> Response | None:
        """Refuses a model that is not there, one that needs a version, and an input that does not fit."""
        there = model in MODELS and model not in self.unknown
        if official and not (there and MODELS[model].get("official")):
            return JSONResponse({"detail": "The requested resource could not be found."}, 404)
        if not there:
            return JSONResponse({"title": "Invalid version", "detail": "No such version."}, 422)
        if wrong := problems(model, body["input"]):
            detail = "".join(f"- input: {problem}\n" for problem in wrong)
            return JSONResponse({"title": "Input validation failed", "detail": detail}, 422)
        return None

    def _is_slow(self, name: str) -> str:
        """How this prediction is slow, by a word of its prompt."""
        prompt = str(self.runs.all[name]["input"].get("prompt", ""))
        return next((kind for word, kind in self.slow.items() if word in prompt), "")

    def _stranger(self, request: Request) -> Response | None:
        if request.headers.get("authorization") == f"Bearer {self.token}":
            return None
        return JSONResponse({"title": "Unauthenticated", "detail": "You did not pass a valid token."}, 401)


def _version(name: str) -> dict[str, Any]:
    return {
        "id": MODELS[name]["version"],
        "created_at": "2026-01-01T00:00:00Z",
        "cog_version": "0.9.0",
        "openapi_schema": document(name),
    }


async def _broken() -> AsyncIterator[bytes]:
    yield b'{"id": "'
    raise ConnectionResetError("The response is lost.")


async def _dripping(data: bytes) -> AsyncIterator[bytes]:
    """600 bytes at a time, until nobody reads any more."""
    for start in range(0, len(data), 600):
        yield data[start : start + 600]
        await asyncio.sleep(0.1)


async def _part(data: bytes) -> AsyncIterator[bytes]:
    yield data[: len(data) // 2]
    raise ConnectionResetError("The download is interrupted.")
