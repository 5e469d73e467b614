"""Runs schemathesis with all its checks against the API in this process."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any
from uuid import UUID

import schemathesis
import uvicorn
from fastapi import FastAPI
from schemathesis import hooks
from schemathesis.config import FuzzConfig, SchemathesisConfig
from schemathesis.engine import events, from_schema

EXAMPLES = 8
"""Examples for each operation, beside those that schemathesis derives from the schema's limits."""

STATEFUL = 20
"""Sequences of requests that use what the ones before them answered."""

REFUSED_WITH_REASON = {
    "POST /api/auth/signup": "a password may be easy to guess, which no schema can say",
    "POST /api/user/password": "the old password is wrong, or the new one easy to guess",
    "POST /api/uploads": "random bytes are neither a picture nor audio",
    "POST /api/characters/{character_id}/references": "random bytes are no photo of a face",
}
"""Operations that answer 400 to what their schema allows, and why."""

ACCEPTED = ["2xx", "3xx", "401", "402", "403", "404", "409", "429"]
"""Answers to a request that fits the schema. 402 and 409 depend on what was there before."""


def config(base_url: str, cookie: str, seed: int | None) -> SchemathesisConfig:
    """All checks and phases; without a seed each run is another."""
    known = {"positive_data_acceptance": {"expected-statuses": ACCEPTED}}
    refused = {"positive_data_acceptance": {"expected-statuses": [*ACCEPTED, "400"]}}
    operations = [{"include-name": name, "checks": refused} for name in REFUSED_WITH_REASON]
    return SchemathesisConfig.from_dict(
        {
            "base-url": base_url,
            **({"seed": seed} if seed is not None else {}),
            "workers": 1,
            "continue-on-failure": True,
            "checks": known,
            "auth": {"openapi": {"session": {"api_key": cookie}}},
            "generation": {"max-examples": EXAMPLES, "database": "none", "unique-inputs": True},
            "phases": {"stateful": {"max-steps": 4, "generation": {"max-examples": STATEFUL}}},
            "output": {"sanitization": {"enabled": False}},
            "operations": operations,
        }
    )


def run(
    base_url: str, cookie: str, session_id: UUID, *, seed: int | None = None, seconds: int | None = None
) -> list[str]:
    """What schemathesis finds; with ``seconds`` it goes on for so long."""
    chosen = config(base_url, cookie, seed)
    schema = schemathesis.openapi.from_url(f"{base_url}/api/openapi.json", config=chosen)
    engine = from_schema(schema)
    with _staying_signed_in(session_id):
        stream = engine.execute() if seconds is None else engine.fuzz(FuzzConfig(max_time=seconds))
        found = _failures(stream)
    return [f"Seed {chosen.seed}", *found] if found else []


@contextmanager
def _staying_signed_in(session_id: UUID) -> Iterator[None]:
    """The session that the requests use is never the one that is ended."""

    def before_call(context: Any, case: Any, kwargs: Any) -> None:
        if str(case.path_parameters.get("session_id", "")).lower() == str(session_id):
            case.path_parameters["session_id"] = str(UUID(int=0))

    hooks.hook(before_call)
    try:
        yield
    finally:
        hooks.unregister(before_call)


def _failures(stream: Any) -> list[str]:
    found: dict[str, str] = {}
    for event in stream:
        if isinstance(event, events.ScenarioFinished):
            for case_id, checks in event.recorder.checks.items():
                for check in checks:
                    if check.failure_info is not None:
                        label = event.recorder.cases[case_id].value.operation.label
                        failure = check.failure_info.failure
                        text = f"{label}: {check.name}: {failure.title}\n{failure.message}"
                        found.setdefault(f"{label} {check.name}", f"{text}\n{check.failure_info.code_sample}")
        elif isinstance(event, events.NonFatalError):
            found.setdefault(f"{event.label} {event.value!r}", f"{event.label}: {event.info.format()}")
        elif isinstance(event, events.FatalError):
            raise event.exception
    return list(found.values())


@asynccontextmanager
async def serve(api: FastAPI) -> AsyncIterator[str]:
    """The address of the API, served on this loop, which its runtime belongs to."""
    settings = uvicorn.Config(api, log_level="critical", lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(settings)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        running = asyncio.create_task(server.serve([listener]))
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await running
