"""One's webhooks of the open workspace, and what was sent to one of them."""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.app_services import webhooks
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.webhooks import service
from influencer_app.domain.webhooks.events import EVENTS
from influencer_app.domain.webhooks.schemas import DeliveryDetail, NewWebhook, WebhookChange, WebhookDetail
from influencer_app.domain.workspaces.schemas import Actor, MemberScope
from influencer_app.errors import AppError, NotFound
from influencer_app.web.access import background, editor, public, recent, signed_in
from influencer_app.web.live.reload import Reload
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.live_loaders.webhooks import WEBHOOK_ATTEMPTS
from influencer_app.web.page_state import PageState, errors_of
from influencer_app.web.pages.settings import copy
from influencer_app.web.pages.settings.secret_state import SecretState
from influencer_app.web.parsing import field_of, parse, parse_id

DELIVERIES_SHOWN = 30


@dataclass(frozen=True)
class WebhookCard:
    """An endpoint; ``failing_since`` is ISO 8601, empty while it works."""

    id: str
    url: str
    events: list[str]
    labels: str
    enabled: bool
    disabled: str
    failing_since: str


@dataclass(frozen=True)
class DeliveryCard:
    """What was sent; times are ISO 8601, ``next_attempt_at`` is empty once it has ended."""

    id: str
    event: str
    status: str
    tone: str
    facts: str
    at: str
    next_attempt_at: str


@dataclass(frozen=True)
class WebhooksData:
    """The section, with the deliveries of the webhook that is open."""

    webhooks: list[WebhookCard]
    open_id: str
    deliveries: list[DeliveryCard]


class WebhooksState(PageState):
    """``editing_id`` is the webhook in the form, empty for a new one; ``asking`` what is asked about one."""

    webhooks: list[WebhookCard] = []
    deliveries: list[DeliveryCard] = []
    shown_id: str = ""
    editing_id: str = ""
    editing_url: str = ""
    editing_events: dict[str, bool] = dict.fromkeys(EVENTS, True)
    form_open: bool = False
    asking: str = ""
    asked_id: str = ""
    errors: dict[str, str] = {}
    form_version: int = 0
    ready: bool = False

    _loaders: ClassVar = frozenset({WEBHOOK_ATTEMPTS})

    @editor
    @recent
    async def open_form(self, actor: Actor, edited_id: str) -> None:
        """For a webhook of the list, or for a new one."""
        found = next((one for one in self.webhooks if one.id == edited_id), None)
        self.editing_id, self.editing_url = (found.id, found.url) if found else ("", "")
        self.editing_events = {event: found is None or event in found.events for event in EVENTS}
        self.form_open, self.errors = True, {}
        self.form_version += 1

    @public
    async def close_form(self) -> None:
        """Nothing is changed."""
        self.form_open, self.errors = False, {}

    @public
    async def ask(self, question: str, asked_id: str) -> None:
        """Ask before a webhook is deleted or gets a new secret."""
        self.asking = question if question in ("delete", "secret") else ""
        self.asked_id = asked_id if self.asking and isinstance(asked_id, str) else ""

    @editor
    @recent
    @background
    async def save(self, actor: Actor, form: dict[str, Any]) -> Any:
        """A new webhook, whose secret is shown once, or a changed one."""
        async with self:
            editing = self.editing_id
        given = {
            "url": field_of(form, "url"),
            "events": [event for event in EVENTS if field_of(form, f"event_{event}")],
        }
        if editing:
            change = parse(WebhookChange, given)
            await webhooks.change_webhook(actor, parse_id(editing), change)
            await self._reload(actor, toast=copy.SAVED)
            return None
        made = await webhooks.create_webhook(actor, parse(NewWebhook, given))
        await self._reload(actor)
        async with self:
            return (await self.get_state(SecretState))._show(copy.ROTATED, made.secret or "")

    @editor
    @recent
    @background
    async def new_secret(self, actor: Actor, webhook_id: str) -> Any:
        """Shown once; the old one signs as well for a day."""
        change = WebhookChange(rotate_secret=True)
        made = await webhooks.change_webhook(actor, parse_id(webhook_id), change)
        await self._reload(actor)
        async with self:
            return (await self.get_state(SecretState))._show(copy.ROTATED, made.secret or "")

    @editor
    @background
    async def set_enabled(self, actor: Actor, webhook_id: str, wanted: bool) -> None:
        """Pause it, or go on."""
        change = WebhookChange(enabled=wanted is True)
        await webhooks.change_webhook(actor, parse_id(webhook_id), change)
        await self._reload(actor)

    @signed_in
    @background
    async def delete(self, actor: Actor, webhook_id: str) -> None:
        """It is gone, and what was sent to it."""
        async with transaction(actor) as session:
            await service.delete_webhook(session, actor, parse_id(webhook_id))
        await self._reload(actor, toast=copy.WEBHOOK_DELETED)

    @editor
    @background
    async def send_test(self, actor: Actor, webhook_id: str) -> None:
        """Something to be sent to it; its deliveries are shown."""
        await webhooks.send_test(actor, parse_id(webhook_id))
        async with self:
            self.shown_id = webhook_id
        await self._reload(actor, toast=copy.TEST_SENT)

    @editor
    @background
    async def redeliver(self, actor: Actor, webhook_id: str, delivery_id: str) -> None:
        """Send it once more."""
        await webhooks.redeliver(actor, parse_id(webhook_id), parse_id(delivery_id))
        await self._reload(actor, toast=copy.SENT_AGAIN)

    @signed_in
    @background
    async def show_deliveries(self, actor: Actor, webhook_id: str) -> None:
        """What was sent to this one; the same once more hides it."""
        data = await _read(actor, str(parse_id(webhook_id)))
        if not data.open_id:
            raise NotFound("This webhook")
        async with self:
            hide = self.shown_id == data.open_id
            self.shown_id = "" if hide else data.open_id
            await self._show(data)
            self.deliveries = [] if hide else data.deliveries

    async def _reload(self, actor: Actor, toast: str = "") -> None:
        async with self:
            shown = self.shown_id
        data = await _read(actor, shown)
        async with self:
            self._reset()
            await self._show(data)
            if toast:
                (await self._shell())._toast(toast, tone="good")

    async def _apply_update(self, update: LiveUpdate) -> Reload[WebhooksData] | None:
        """Outcomes appear while the section is open."""
        member = getattr(update.scope, "person_id", None)
        if not self.ready or not update.get(WEBHOOK_ATTEMPTS) or member is None:
            return None
        scope = MemberScope(workspace_id=update.scope.workspace_id, person_id=member)
        shown = self.shown_id
        return Reload(lambda: _read(scope, shown), WebhooksState._show)

    async def _show(self, data: WebhooksData) -> None:
        self.webhooks = data.webhooks
        if self.shown_id not in [one.id for one in data.webhooks]:
            self.shown_id, self.deliveries = "", []
        elif data.open_id == self.shown_id:
            self.deliveries = data.deliveries

    def _open(self, found: list[WebhookCard], ready: bool) -> None:
        """Show the section that is opened."""
        self.webhooks, self.ready = found, ready
        self.deliveries, self.shown_id = [], ""

    def _reset(self) -> None:
        """Without errors and questions, as the section is opened."""
        self.errors, self.form_open, self.asking, self.asked_id = {}, False, "", ""

    async def _show_error(self, error: AppError) -> None:
        """Errors of the form stand at their fields."""
        if errors := errors_of(error, ("url", "events")):
            self.errors = errors
        else:
            await super()._show_error(error)


async def read_webhooks(session: AsyncSession, member: MemberScope) -> list[WebhookCard]:
    """The member's webhooks, in the caller's transaction."""
    return [_card(one) for one in await service.list_webhooks(session, member)]


async def _read(member: MemberScope, shown: str) -> WebhooksData:
    async with reading(member) as session:
        found = await read_webhooks(session, member)
        if shown not in [one.id for one in found]:
            return WebhooksData(found, "", [])
        page = await service.list_deliveries(session, member, UUID(shown), limit=DELIVERIES_SHOWN)
    return WebhooksData(found, shown, [_delivery(one) for one in page.items])


def _card(one: WebhookDetail) -> WebhookCard:
    return WebhookCard(
        id=str(one.id),
        url=one.url,
        events=list(one.events),
        labels=" · ".join(copy.EVENT_LABELS[event] for event in one.events),
        enabled=one.enabled,
        disabled=copy.DISABLED_REASONS[one.disabled_reason] if one.disabled_reason else "",
        failing_since=one.failing_since.isoformat() if one.failing_since and one.enabled else "",
    )


def _delivery(one: DeliveryDetail) -> DeliveryCard:
    facts = [copy.attempts_count(one.attempts)]
    if one.response_code is not None:
        facts.append(str(one.response_code))
    if one.error:
        facts.append(one.error.rstrip("."))
    return DeliveryCard(
        id=str(one.id),
        event=copy.EVENT_LABELS.get(one.event, one.event),
        status=copy.DELIVERY_STATUS[one.status],
        tone={"delivered": "badge-good", "failed": "badge-bad"}.get(one.status, "badge"),
        facts=" · ".join(facts),
        at=(one.attempted_at or one.created_at).isoformat(),
        next_attempt_at=one.next_attempt_at.isoformat() if one.next_attempt_at and one.attempts else "",
    )
