"""The state behind the frame of every signed-in page: credits, queue, toasts, and who is there."""

from uuid import uuid4

import reflex as rx

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.queries import get_notifications_seen_at, get_person
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.accounts.service import mark_notifications_seen
from influencer_app.domain.characters.queries import list_characters
from influencer_app.domain.credits.queries import get_balance
from influencer_app.domain.credits.schemas import Balance
from influencer_app.domain.gallery.service import discard_generation, restore_generation
from influencer_app.domain.generation.queries import list_ended, list_running
from influencer_app.domain.generation.requests.images import cancel_generation
from influencer_app.domain.generation.requests.model_choice import get_current_price
from influencer_app.domain.generation.schemas import GenerationDetail
from influencer_app.errors import AppError
from influencer_app.web import routes
from influencer_app.web.access import public, signed_in
from influencer_app.web.cards.character import CHARACTERS_MAX, CharacterOption, character_option
from influencer_app.web.cards.generation import GenerationCard, generation_card, time_until
from influencer_app.web.cards.notification import NOTIFICATIONS_MAX, NotificationCard, notification_card
from influencer_app.web.components.toast import Toast
from influencer_app.web.live.clients import CLIENTS
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.parsing import parse_id, parse_text
from influencer_app.web.shell import copy

TOASTS_MAX = 4


class ShellState(rx.State):
    """What the shell shows. Pages' states derive from it."""

    person_name: str = ""
    person_email: str = ""
    available: int = 0
    allowance: int = 80
    reserved: int = 0
    picture_price: int = 0
    resets_in: str = ""
    resets_at: str = ""
    running: list[GenerationCard] = []
    characters: list[CharacterOption] = []
    toasts: list[Toast] = []
    notifications: list[NotificationCard] = []
    notifications_read_at: str = ""
    loaded: bool = False

    @rx.var
    def credits_share(self) -> float:
        """How much of the daily allowance is left, 0 to 1."""
        return min(1.0, self.available / self.allowance) if self.allowance else 0.0

    @rx.var
    def credits_low(self) -> bool:
        """Not enough for one picture."""
        return self.available < self.picture_price

    @rx.var
    def queue_label(self) -> str:
        """What the queue button says."""
        return f"{len(self.running)} in queue" if self.running else "Queue"

    @rx.var
    def queue_progress(self) -> float:
        """How far what runs is, together."""
        return sum(card.progress for card in self.running) / len(self.running) if self.running else 0.0

    @public
    async def dismiss(self, toast_id: str) -> None:
        """Take a message away."""
        self.toasts = [toast for toast in self.toasts if toast.id != toast_id]

    @signed_in
    async def undo(self, actor: Actor, toast_id: str) -> None:
        """Take back what a message tells of; the live event shows it everywhere again."""
        told = [toast for toast in self.toasts if toast.id == toast_id and toast.of]
        self.toasts = [toast for toast in self.toasts if toast.id != toast_id]
        for toast in told:
            async with transaction(actor) as session:
                await restore_generation(session, actor, parse_id(toast.of))

    @signed_in
    async def mark_notifications_read(self, actor: Actor) -> None:
        """None of them is new any more, on all devices."""
        async with transaction(actor) as session:
            self.notifications_read_at = (await mark_notifications_seen(session, actor)).isoformat()

    @signed_in
    async def cancel(self, actor: Actor, generation_id: str) -> None:
        """Stop a generation; the live event moves the card and the credits."""
        own = parse_id(generation_id)
        async with transaction(actor) as session:
            await cancel_generation(session, actor, own)

    async def _load_shell(self, actor: Actor) -> None:
        """Everything the frame needs, and this tab registered for live updates."""
        CLIENTS.register(actor.person_id, self.router.session.client_token, type(self), actor.session_id)
        async with reading(actor) as session:
            person = await get_person(session, actor)
            balance = await get_balance(session, actor)
            price = await get_current_price(session, "image")
            characters = await list_characters(session, actor, limit=CHARACTERS_MAX)
            running = await list_running(session, actor)
            ended = await list_ended(session, actor, NOTIFICATIONS_MAX)
            seen_at = await get_notifications_seen_at(session, actor)
        self.person_name, self.person_email = person.name, person.email
        self._show_balance(balance)
        self.picture_price = price.credits
        self.characters = [character_option(one) for one in characters.items]
        faces = self._characters_by_id()
        self.running = [generation_card(one, faces) for one in running]
        self.notifications = [notification_card(one, faces) for one in ended]
        self.notifications_read_at = seen_at.isoformat()
        self.loaded = True

    async def _apply_update(self, update: LiveUpdate) -> None:
        """What the frame shows of the update."""
        self._show_balance(update.balance)
        if update.characters is not None:
            self.characters = [character_option(one) for one in update.characters]
        if update.read_at is not None:
            self.notifications_read_at = update.read_at.isoformat()
        faces = self._characters_by_id()
        self.running = [generation_card(one, faces) for one in update.running]
        ended = [one for own in update.ended if (one := update.generations[own]) is not None]
        if ended:
            told = [notification_card(one, faces) for one in ended]
            known = {notice.id for notice in told}
            self.notifications = [*told, *(one for one in self.notifications if one.id not in known)][
                :NOTIFICATIONS_MAX
            ]
        for one in ended:
            if not self._is_seen(one):
                self._announce(notification_card(one, faces))

    def _is_seen(self, one: GenerationDetail) -> bool:
        """Whether the page that is open shows it by itself."""
        path = self.router.url.path if self.router.url else ""
        shown_on = (routes.CREATE, routes.CHARACTERS) if one.purpose == "portrait" else routes.CREATE
        return path.startswith(shown_on)

    async def _discard(self, actor: Actor, generation_id: str) -> None:
        """Throw a set away, with a message that can take it back."""
        own = parse_id(generation_id)
        async with transaction(actor) as session:
            await discard_generation(session, actor, own)
        self._toast(copy.DELETED, body=copy.DELETED_BODY, undo=copy.UNDO, of=str(own))

    def _announce(self, notice: NotificationCard) -> None:
        """A message about what ended on another page."""
        self._toast(
            notice.title,
            body=notice.body,
            tone=notice.tone,
            picture_url=notice.picture_url,
            href=notice.href,
            action="Look",
        )

    def _show_balance(self, balance: Balance) -> None:
        self.available, self.reserved = balance.available, balance.reserved
        self.allowance = balance.daily_allowance
        self.resets_in, self.resets_at = time_until(balance.resets_at), balance.resets_at.isoformat()

    def _characters_by_id(self) -> dict[str, CharacterOption]:
        return {face.id: face for face in self.characters}

    def _show_error(self, error: AppError) -> None:
        """An error as a message; pages override it to place it at its field."""
        self._toast(error.sentence, tone="bad")

    def _toast(self, title: str, **more: str) -> None:
        toast = Toast(id=uuid4().hex, title=parse_text(title[:300], 300), **more)
        self.toasts = [*self.toasts, toast][-TOASTS_MAX:]
