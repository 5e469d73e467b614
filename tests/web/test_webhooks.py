"""Webhooks in Settings: made, tested, watched, changed, deleted."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from influencer_app.domain.webhooks.events import WebhookAttempted
from influencer_app.domain.webhooks.ports import WebhookSender
from influencer_app.domain.webhooks.schemas import Outcome, OutgoingWebhook
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import InvalidInput
from influencer_app.integrations.live.redis import ReceivedEvent
from influencer_app.web.pages.settings.state import SettingsState
from influencer_app.web.pages.settings.webhooks_state import WebhooksState
from tests.fake_engine import FakeQueue
from tests.runtime import substitute
from tests.web.browser import call, hear, shell, sibling, tab
from tests.web.test_api_keys import put_into_the_field

FORM = {"url": "https://hooks.example/a", "event_generation.failed": "on"}


class FakeSender:
    """Implements ``WebhookSender``: answers as it is told."""

    def __init__(self) -> None:
        self.outcome = Outcome(204)

    async def check(self, url: str) -> None:
        if "private" in url:
            raise InvalidInput.at("url", "This address is private.")

    async def send(self, webhook: OutgoingWebhook) -> Outcome:
        return self.outcome


@pytest_asyncio.fixture
async def sender(
    owner: Actor, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[FakeSender]:
    made = FakeSender()
    substitute(monkeypatch, {WebhookSender: made}, queue=queue)
    yield made


async def section_of(actor: Actor) -> WebhooksState:
    """The section in a tab that has the actor's workspace open."""
    state = await tab(SettingsState, actor, "/dashboard/settings", tab="webhooks")
    await call(state, "load")
    return sibling(state, WebhooksState)


async def test_a_webhook_is_made_and_its_secret_is_in_no_state(owner: Actor, sender: FakeSender) -> None:
    state = await section_of(owner)
    await call(state, "open_form", "")
    assert (state.form_open, state.editing_id) == (True, "")
    secret = put_into_the_field(await call(state, "save", FORM))
    assert secret.startswith("whsec_")
    assert secret not in str(state._get_root_state().dict())
    assert [(one.url, one.events, one.enabled) for one in state.webhooks] == [
        ("https://hooks.example/a", ["generation.failed"], True)
    ]
    assert not state.form_open
    again = put_into_the_field(await call(state, "new_secret", state.webhooks[0].id))
    assert again.startswith("whsec_")
    assert again != secret


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({**FORM, "url": "https://private.example/"}, "url"),
        ({**FORM, "url": ""}, "url"),
        ({"url": FORM["url"]}, "events"),
    ],
)
async def test_errors_stand_at_their_fields(
    owner: Actor, sender: FakeSender, form: dict[str, str], field: str
) -> None:
    state = await section_of(owner)
    await call(state, "open_form", "")
    await call(state, "save", form)
    assert list(state.errors) == [field]
    assert (state.form_open, state.webhooks) == (True, [])
    await call(state, "close_form")
    assert (state.form_open, state.errors) == (False, {})


async def test_a_webhook_is_changed_paused_and_deleted(owner: Actor, sender: FakeSender) -> None:
    state = await section_of(owner)
    await call(state, "save", FORM)
    own = state.webhooks[0].id
    await call(state, "open_form", own)
    assert (state.editing_url, state.editing_events["generation.failed"]) == (FORM["url"], True)
    assert not state.editing_events["generation.canceled"]
    await call(state, "save", {"url": "https://hooks.example/b", "event_generation.canceled": "on"})
    assert [(one.id, one.url, one.events) for one in state.webhooks] == [
        (own, "https://hooks.example/b", ["generation.canceled"])
    ]
    await call(state, "set_enabled", own, False)
    assert (state.webhooks[0].enabled, state.webhooks[0].disabled) == (False, "Paused")
    await call(state, "send_test", own)
    assert "disabled" in shell(state).toasts[-1].title
    await call(state, "set_enabled", own, True)
    assert state.webhooks[0].enabled
    await call(state, "ask", "delete", own)
    assert (state.asking, state.asked_id) == ("delete", own)
    await call(state, "delete", own)
    assert (state.webhooks, state.asking) == ([], "")


async def test_deliveries_are_shown_as_they_happen_and_sent_again(
    owner: Actor, sender: FakeSender, queue: FakeQueue
) -> None:
    state = await section_of(owner)
    await call(state, "save", FORM)
    own = state.webhooks[0].id
    sender.outcome = Outcome(410)
    await call(state, "send_test", own)
    assert [(one.event, one.status, one.facts) for one in state.deliveries] == [
        ("Test", "Under way", "0 attempts")
    ]
    await queue.run()
    happened = WebhookAttempted(workspace_id=owner.workspace_id, person_id=owner.person_id)
    assert happened in queue.events
    await hear(state, owner, ReceivedEvent(happened.name, happened.topic, {}))
    (delivery,) = state.deliveries
    assert (delivery.status, delivery.tone, delivery.facts) == ("Failed", "badge-bad", "1 attempt · 410")
    assert state.webhooks[0].disabled.startswith("Disabled")
    await call(state, "set_enabled", own, True)
    sender.outcome = Outcome(204)
    await call(state, "redeliver", own, delivery.id)
    await queue.run()
    await hear(state, owner, ReceivedEvent(happened.name, happened.topic, {}))
    assert [(one.status, one.facts) for one in state.deliveries] == [("Delivered", "1 attempt · 204")]
    await call(state, "show_deliveries", own)
    assert (state.shown_id, state.deliveries) == ("", [])
    await call(state, "show_deliveries", own)
    assert (state.shown_id, len(state.deliveries)) == (own, 1)
