"""A studio whose work is done by a provider in memory."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from influencer_app import wiring
from influencer_app.db.transaction import Database, install, transaction
from influencer_app.domain.catalogue.queries import list_models
from influencer_app.domain.catalogue.service import record_check
from influencer_app.domain.generation.ports import Studio
from influencer_app.wiring import Runtime
from tests.pipeline import Line
from tests.workers.provider import Somewhere


@pytest_asyncio.fixture
async def away(app: Runtime, line: Line, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Somewhere]:
    """The runtime with the provider as its engine, its models checked, and our line as its queue."""
    somewhere = Somewhere()
    limits = replace(app.studio.limits, running_max=1000)
    studio = replace(app.studio, engine=somewhere.name, model="", limits=limits)
    ports = {**app.database._sessions.kw["info"]["ports"], Studio: studio}
    own = Database(app.database.engine, jobs=line, events=line, ports=ports)
    install(own)
    made = replace(
        app, database=own, studio=studio, provider=somewhere, fetcher=somewhere, webhook_secrets=("right",)
    )
    monkeypatch.setattr(wiring._Current, "runtime", made)
    async with transaction() as session:
        for model in await list_models(session):
            await record_check(session, model.id, {"prompt": {"type": "string"}})
    yield somewhere
