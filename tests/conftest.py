"""Real Postgres and Valkey for every test that asks for them, started from the wheels.

Each process of the test run starts its own servers. Each test that uses ``database_url`` has a migrated
database to itself. Only loopback addresses can be reached.
"""

import os
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import pytest_asyncio
from pydantic import SecretStr
from redis import Redis
from sqlalchemy import event

from influencer_app.db.transaction import transaction
from influencer_app.domain.api_keys.ports import ApiEntitlement
from influencer_app.domain.billing.entitlements import PlanApiAccess
from influencer_app.domain.billing.ports import PaymentPort
from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.domain.model_catalog.queries import list_models
from influencer_app.domain.model_catalog.service import record_check
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.embedded import Postgres, temporary_postgres, temporary_valkey
from influencer_app.integrations.payments.stripe import StripePayments
from influencer_app.settings import Settings
from influencer_app.wiring import ProviderAdapters, Runtime, close_runtime, open_runtime
from tests.databases import DatabasePool
from tests.doubles.serving import served
from tests.doubles.stripe.app import Emulator as StripeEmulator
from tests.fake_engine import FakeEngine, FakeQueue
from tests.fake_provider import FakeProvider
from tests.runtime import substitute
from tests.scheduling import (  # noqa: F401  (hooks of pytest)
    pytest_collection_modifyitems,
    pytest_xdist_make_scheduler,
)
from tests.support import admin, new_person

STATES = TemporaryDirectory(prefix="states-")
os.environ["REFLEX_STATES_WORKDIR"] = STATES.name
"""Reflex cleans this folder when an app is made, which processes of the test run must not do at once."""
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """A connection to anything but this machine fails at once."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise ConnectionRefusedError(f"Tests reach loopback only, not {address[0]}.")
        return connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """A server that forgets everything at the end of the run."""
    with temporary_postgres(tmp_path_factory.mktemp("postgres")) as server:
        yield server


@pytest.fixture(scope="session")
def databases(postgres: Postgres) -> Iterator[DatabasePool]:
    """Databases of that server, migrated to head."""
    with admin(postgres.url("postgres")) as connection:
        yield DatabasePool(postgres, connection)


@pytest.fixture(scope="session")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A server without persistence."""
    with temporary_valkey(tmp_path_factory.mktemp("valkey")) as server:
        yield server


@pytest.fixture
def database_url(postgres: Postgres, databases: DatabasePool) -> Iterator[str]:
    """The address of a database with the current schema and its seeds, and nothing else in it."""
    name = databases.acquire()
    yield postgres.url(name)
    databases.release(name)


@pytest.fixture
def redis_url(valkey: Any) -> str:
    """The server, emptied."""
    url: str = valkey.url(0)
    with Redis.from_url(url) as client:
        client.flushall()
    return url


@pytest.fixture
def settings(database_url: str, redis_url: str, tmp_path: Path) -> Settings:
    """Settings of a small installation of its own."""
    return Settings.read(
        _env_file=None,
        data_dir=tmp_path,
        database_url=database_url,
        redis_url=redis_url,
        secret_key="test-secret-key-of-forty-characters-0000",
        bcrypt_rounds=4,
    )


@pytest_asyncio.fixture
async def app(settings: Settings) -> AsyncIterator[Runtime]:
    """The runtime of a process, opened on the loop of the tests."""
    yield await open_runtime(settings)
    await close_runtime()


@pytest_asyncio.fixture
async def owner(app: Runtime) -> Actor:
    """A person on the free plan."""
    return await new_person("owner@example.com")


@pytest_asyncio.fixture
async def stranger(app: Runtime) -> Actor:
    """Another one."""
    return await new_person("stranger@example.com")


@pytest.fixture
def queue() -> FakeQueue:
    return FakeQueue()


@pytest.fixture
def fake_engine(app: Runtime, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """The runtime with our fake_engine as its engine and our queue as its queue."""
    fake_engine = FakeEngine()
    config = replace(
        app.engine_config, default_engine=fake_engine.name, local_engines={fake_engine.name: fake_engine}
    )
    substitute(monkeypatch, {EngineConfig: config}, queue=queue)
    return fake_engine


@pytest_asyncio.fixture
async def remote(
    app: Runtime, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[FakeProvider]:
    """The runtime with the provider as its engine, its models checked, and our queue as its queue."""
    somewhere = FakeProvider()
    limits = replace(app.engine_config.limits, running_max=1000)
    config = replace(
        app.engine_config, default_engine=somewhere.name, providers=frozenset({somewhere.name}), limits=limits
    )
    adapters = ProviderAdapters(somewhere, somewhere, webhook_secrets=("right",))
    substitute(monkeypatch, {EngineConfig: config}, queue=queue, providers={somewhere.name: adapters})
    async with transaction() as session:
        for model in await list_models(session):
            await record_check(session, model.id, {"prompt": {"type": "string"}})
    yield somewhere


@pytest.fixture
def stripe_emulator() -> Iterator[StripeEmulator]:
    """An emulated Stripe that keeps its events until they are taken."""
    emulator = StripeEmulator()
    with served(emulator) as url:
        emulator.at(url)
        yield emulator


@pytest_asyncio.fixture
async def selling(
    app: Runtime, queue: FakeQueue, stripe_emulator: StripeEmulator, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[StripeEmulator]:
    """The runtime with the emulated Stripe, where plans can be bought, and our queue as its queue."""
    emulator = stripe_emulator
    payments = StripePayments(emulator.key, (emulator.secret,), base_url=emulator.base)
    keys = {"stripe_secret_key": SecretStr(emulator.key), "stripe_webhook_secret": SecretStr(emulator.secret)}
    settings = app.settings.model_copy(update=keys)
    sold = {PaymentPort: payments, ApiEntitlement: PlanApiAccess()}
    substitute(monkeypatch, sold, queue=queue, settings=settings)
    yield emulator
    await payments.aclose()


@pytest.fixture
def statements(app: Runtime) -> Iterator[list[str]]:
    """What is asked of the database."""
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        found.append(statement)

    engine = app.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)
