"""Tests of the probe of our public webhook address."""

from dataclasses import replace

import pytest
import pytest_asyncio
from starlette.applications import Starlette
from starlette.responses import RedirectResponse
from starlette.routing import Route

from influencer_app.api.app import make_api
from influencer_app.db.transaction import transaction
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import NewImage
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.integrations.replicate.webhook_probe import (
    RedisWebhookProbe,
    unreachable_reason,
)
from influencer_app.wiring import Runtime, runtime
from tests.doubles.serving import served
from tests.fake_engine import BODIES, FakeQueue
from tests.fake_provider import FakeProvider
from tests.runtime import substitute
from tests.support import new_person

PATH = "/api/webhooks/replicate"
moved = Starlette(routes=[Route(PATH, lambda _: RedirectResponse("/elsewhere"), methods=["POST"])])


@pytest.mark.usefixtures("remote")
async def test_own_route_is_recognised_by_its_refusal() -> None:
    with served(make_api()) as url:
        assert await unreachable_reason(f"{url}{PATH}") is None
        assert "with 404" in (await unreachable_reason(f"{url}/api/webhooks/other") or "")
    assert "does not answer" in (await unreachable_reason(f"{url}{PATH}") or "")


async def test_another_server_is_not_mistaken_for_ours() -> None:
    with served(moved) as url:
        assert "something else, with 307" in (await unreachable_reason(f"{url}{PATH}") or "")


@pytest_asyncio.fixture
async def probe(remote: FakeProvider, app: Runtime, monkeypatch: pytest.MonkeyPatch) -> RedisWebhookProbe:
    own = RedisWebhookProbe(app.redis, "http://127.0.0.1:9/nobody")
    adapters = {name: replace(each, webhook_probe=own) for name, each in runtime().providers.items()}
    substitute(monkeypatch, providers=adapters)
    return own


async def test_webhooks_are_requested_only_while_reachable(
    probe: RedisWebhookProbe, remote: FakeProvider, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = await new_person("rich@example.com", "studio")
    await start(owner, queue)
    with served(make_api()) as url:
        monkeypatch.setattr(probe, "_address", f"{url}{PATH}")
        await BODIES["provider.probe_webhooks"]()
        await start(owner, queue)
    await BODIES["provider.probe_webhooks"]()
    await start(owner, queue)
    assert [run.create.webhook_url for run in remote.runs.values()] == [None, f"{url}{PATH}", None]


async def start(actor: Actor, queue: FakeQueue) -> None:
    async with transaction() as session:
        await start_image(session, actor, NewImage(prompt="on the beach", count=1))
    await queue.run()
