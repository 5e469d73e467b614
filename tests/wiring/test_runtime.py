"""Opening and closing the runtime, and the one registry of ports."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis

import influencer_app.domain
from influencer_app.db.outbox import port
from influencer_app.db.transaction import Database, transaction
from influencer_app.domain.api_keys.ports import ApiEntitlement, EveryWorkspace
from influencer_app.domain.billing.entitlements import PlanApiAccess
from influencer_app.domain.files.ports import BlobStore
from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.errors import NotConfigured
from influencer_app.integrations.jobs.celery import CeleryJobs
from influencer_app.integrations.replicate.downloader import Downloader
from influencer_app.integrations.replicate.provider import ReplicateProvider
from influencer_app.settings import Settings
from influencer_app.wiring import Runtime, close_runtime, open_runtime, runtime
from influencer_app.wiring.bindings import Bindings
from tests.support import ROOT

KEYS = {"replicate_api_token": "r8_token", "openai_api_key": "sk-key"}


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the resources, in the order in which they are closed."""
    from openai import AsyncOpenAI  # noqa: PLC0415 - takes a second

    names: list[str] = []

    def watch(kind: type[Any], method: str, name: str) -> None:
        close = getattr(kind, method)

        def watched(self: Any) -> Any:
            names.append(name)
            return close(self)

        monkeypatch.setattr(kind, method, watched)

    watch(CeleryJobs, "close", "jobs")
    watch(Redis, "aclose", "redis")
    watch(AsyncOpenAI, "close", "openai")
    watch(ReplicateProvider, "aclose", "provider")
    watch(Downloader, "aclose", "downloader")
    watch(Database, "close", "database")
    return names


async def test_where_plans_are_sold_they_decide_about_api_keys(settings: Settings) -> None:
    sold = {"stripe_secret_key": "sk_test_key", "stripe_webhook_secret": "whsec_x"}
    opened = await open_runtime(settings.model_copy(update=secret(sold)))
    assert isinstance(opened.port(ApiEntitlement), PlanApiAccess)
    await close_runtime()
    assert isinstance((await open_runtime(settings)).port(ApiEntitlement), EveryWorkspace)
    await close_runtime()


async def test_everything_is_closed_in_reverse_order(settings: Settings, closed: list[str]) -> None:
    await open_runtime(settings.model_copy(update=secret(KEYS)))
    assert closed == []
    await close_runtime()
    assert closed == ["database", "downloader", "provider", "openai", "redis", "redis", "jobs"]
    await close_runtime()
    assert len(closed) == 7


async def test_what_was_opened_is_closed_when_a_later_step_fails(
    settings: Settings, closed: list[str]
) -> None:
    changes = secret({"replicate_api_token": "r8_token"}) | {"speech": "openai"}
    with pytest.raises(NotConfigured, match="OPENAI_API_KEY"):
        await open_runtime(settings.model_copy(update=changes))
    assert closed == ["downloader", "provider", "redis", "redis", "jobs"]
    with pytest.raises(RuntimeError):
        runtime()


async def test_a_resource_that_fails_to_close_does_not_keep_the_others_open(
    settings: Settings, closed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(self: Database) -> None:
        raise OSError("The connection was reset.")

    monkeypatch.setattr(Database, "close", fail)
    engine = (await open_runtime(settings)).database.engine
    with pytest.raises(OSError, match="reset"):
        await close_runtime()
    assert closed == ["redis", "redis", "jobs"]
    await engine.dispose()


async def test_domain_and_edges_get_the_same_adapter(app: Runtime) -> None:
    async with transaction() as session:
        assert port(session, EngineConfig) is app.engine_config is runtime().port(EngineConfig)
        assert port(session, BlobStore) is app.blobs is runtime().port(BlobStore)


async def test_every_port_that_the_domain_asks_for_is_wired(app: Runtime) -> None:
    asked = set(ports_asked_for())
    assert EngineConfig in asked
    assert len(asked) >= 3
    assert {kind for kind in asked if kind not in set(app.ports)} == set()


async def test_every_accessor_of_the_runtime_answers(app: Runtime) -> None:
    names = [name for name, value in vars(Runtime).items() if isinstance(value, property)]
    assert len(names) > 10
    optional = {"moderation", "payments", "speech"}
    assert {name for name in names if getattr(app, name) is None} == optional


def test_a_port_without_an_adapter_is_named() -> None:
    with pytest.raises(KeyError, match="BlobStore"):
        Bindings().ports()[BlobStore]


def test_a_port_is_bound_once(app: Runtime) -> None:
    bindings = Bindings()
    bindings.bind(EngineConfig).to(app.engine_config)
    with pytest.raises(ValueError, match="EngineConfig is bound twice"):
        bindings.bind(EngineConfig).to(app.engine_config)


def secret(values: dict[str, str]) -> dict[str, Any]:
    """The same settings in the type that ``Settings`` has for them."""
    from pydantic import SecretStr  # noqa: PLC0415

    return {name: SecretStr(value) for name, value in values.items()}


def ports_asked_for() -> Iterator[type[Any]]:
    """The second argument of each ``port(session, ...)`` in the domain, resolved in its module."""
    for path in Path(influencer_app.domain.__path__[0]).rglob("*.py"):
        calls = [
            node.args[1].id
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "port"
            and len(node.args) == 2
            and isinstance(node.args[1], ast.Name)
        ]
        if calls:
            module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
            yield from (getattr(module, name) for name in calls)
