"""Runs schemathesis with all its checks against the API in this process."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import schemathesis
import uvicorn
from fastapi import FastAPI
from schemathesis import hooks
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

EXAMPLES = 5
"""Examples for each operation, beside those that schemathesis derives from the schema's limits."""

SEQUENCES = 10
"""Sequences of requests that use what the ones before them answered."""

REFUSED_WITH_REASON = {
    "POST /api/auth/signup": "a password may be easy to guess, which no schema can say",
    "POST /api/user/password": "the old password is wrong, or the new one easy to guess",
    "POST /api/auth/reset": "no random text is a token",
    "POST /api/invitations/{token}": "no random text is a token",
    "POST /api/auth/verify": "no random text is a token",
    "DELETE /api/user": "the password is wrong",
    "POST /api/user/totp/confirm": "no random text is the code of this moment",
    "POST /api/user/passkeys": "no random object was made by an authenticator",
    "POST /api/auth/passkeys": "the same",
    "POST /api/auth/signin/second-factor": "no random text is a challenge",
    "POST /api/auth/signin/second-factor/options": "the same",
    "POST /api/auth/confirm": "no random text is a password or a code",
    "POST /api/auth/confirm/options": "an account without a passkey cannot confirm with one",
    "POST /api/user/email": "the password is wrong, or this is the address already",
    "POST /api/characters": "the policy may read an age below 18 from a trait, a bare number for example",
    "PATCH /api/characters/{character_id}": "the same",
    "POST /api/generate/avatar": "a script may consist of signs that nobody can say",
    "POST /api/user/webhooks": "no random text is the address of a host",
    "PATCH /api/user/webhooks/{webhook_id}": "the same",
    "POST /api/uploads": "random bytes are neither a picture nor audio",
    "POST /api/characters/{character_id}/references": "random bytes are no photo of a face",
}
"""Operations that answer 400 to what their schema allows, and why."""

ACCEPTED = ["2xx", "3xx", "401", "402", "403", "404", "409", "429"]
"""Answers to a request that fits the schema. 402 and 409 depend on what was there before."""


PARTS = ("accounts", "user", "work", "rest")
"""Runs beside each other, each of operations that use what the others of it answer."""

PART_OF_TAG = {
    "auth": "accounts",
    "generation": "work",
    "characters": "work",
    "uploads": "work",
    "user": "user",
}
"""By the first tag of an operation; all others are the rest."""


@dataclass(frozen=True)
class Plan:
    """One run of a part of the operations, or of all.

    The same requests for the same ``seed``, others each time without; at most ``seconds``.
    """

    part: str | None = None
    seed: int | None = None
    seconds: int | None = None
    examples: int = EXAMPLES
    sequences: int = SEQUENCES

    def config(self, base_url: str, cookie: str) -> SchemathesisConfig:
        """All checks and phases, signed in by the value of the cookie."""
        refused = {"positive_data_acceptance": {"expected-statuses": [*ACCEPTED, "400"]}}
        chosen = {"seed": self.seed, "max-time": self.seconds}
        return SchemathesisConfig.from_dict(
            {
                **{name: value for name, value in chosen.items() if value is not None},
                "base-url": base_url,
                "workers": 1,
                "continue-on-failure": True,
                "checks": {"positive_data_acceptance": {"expected-statuses": ACCEPTED}},
                "auth": {"openapi": {"session": {"api_key": cookie}}},
                "generation": {"max-examples": self.examples, "database": "none", "unique-inputs": True},
                "phases": {"stateful": {"max-steps": 4, "generation": {"max-examples": self.sequences}}},
                "output": {"sanitization": {"enabled": False}},
                "operations": [{"include-name": name, "checks": refused} for name in REFUSED_WITH_REASON],
            }
        )


def run(base_url: str, cookie: str, session_id: UUID, plan: Plan) -> list[str]:
    """What schemathesis finds, after the seed that finds it again."""
    chosen = plan.config(base_url, cookie)
    schema = schemathesis.openapi.from_url(f"{base_url}/api/openapi.json", config=chosen)
    if plan.part is not None:
        schema = schema.include(lambda context: _part(context.operation.tags or ()) == plan.part)
    with _staying_signed_in(session_id):
        found = _failures(from_schema(schema).execute())
    return [f"Seed {chosen.seed}", *found] if found else []


def run_for(seconds: int, base_url: str, cookie: str, session_id: UUID) -> list[str]:
    """Many examples with a random seed, again and again until the time is over or something is found.

    Schemathesis has a mode of its own for this, in which checks that send requests break it (4.32).
    """
    end = time.monotonic() + seconds
    found: list[str] = []
    while not found and (left := int(end - time.monotonic())) > 0:
        found = run(base_url, cookie, session_id, Plan(seconds=left, examples=100, sequences=100))
    return found


def _part(tags: Sequence[str]) -> str:
    return PART_OF_TAG.get(next(iter(tags), ""), "rest")


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
