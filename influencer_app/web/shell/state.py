"""The state behind the frame of every signed-in page: person, credits, queue, notifications, toasts."""

from dataclasses import replace
from typing import ClassVar
from uuid import UUID, uuid4

import reflex as rx

from influencer_app.app_services.own_data import keep_account
from influencer_app.db.transaction import transaction
from influencer_app.domain.credits.schemas import Balance
from influencer_app.domain.gallery.service import (
    discard_generation,
    discard_output,
    restore_generation,
    restore_output,
)
from influencer_app.domain.generation.requests.cancellation import cancel_generation
from influencer_app.domain.generation.requests.confirmation import confirm_generation
from influencer_app.domain.generation.schemas import GenerationDetail
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.domain.workspaces.service import mark_notifications_seen
from influencer_app.errors import AppError
from influencer_app.web import routes
from influencer_app.web.access import background, editor, public, signed_in
from influencer_app.web.cards.character import CharacterOption, character_option
from influencer_app.web.cards.generation import (
    AWAITING,
    GenerationCard,
    generation_card,
    in_order,
    move_in_queue,
    time_until,
)
from influencer_app.web.cards.notification import NOTIFICATIONS_MAX, NotificationCard, notification_card
from influencer_app.web.cards.workspace import WorkspaceOption, workspace_options
from influencer_app.web.components.toast import Toast
from influencer_app.web.formatting import span_text
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.live_loaders.characters import CHARACTERS
from influencer_app.web.live_loaders.credits import BALANCE
from influencer_app.web.live_loaders.generations import (
    CHANGED_GENERATIONS,
    ENDED_GENERATIONS,
    QUEUE_POSITIONS,
    RUNNING_GENERATIONS,
)
from influencer_app.web.live_loaders.notifications import NOTIFICATIONS_READ_AT
from influencer_app.web.live_loaders.own_data import ERASE_AT
from influencer_app.web.page_state import PageState
from influencer_app.web.parsing import parse_id
from influencer_app.web.shell import copy
from influencer_app.web.shell.data import ShellData
from influencer_app.wiring import runtime

TOASTS_MAX = 4
TITLE_MAX = 300


class ShellState(PageState):
    """What the frame shows. Pages' states are its siblings and read it with ``get_state``."""

    person_name: str = ""
    person_email: str = ""
    available: int = 0
    allowance: int = 80
    picture_price: int = 0
    reserved: int = 0
    resets_in: str = ""
    resets_at: str = ""
    running: list[GenerationCard] = []
    characters: list[CharacterOption] = []
    toasts: list[Toast] = []
    notifications: list[NotificationCard] = []
    notifications_read_at: str = ""
    workspaces: list[WorkspaceOption] = []
    """The open one first; empty for a person with one alone."""
    team_name: str = ""
    """The open workspace, unless it is the personal one."""
    erase_at: str = ""
    """When the account is erased (ISO 8601); empty if it is not to be."""

    loaded: bool = False
    buying: bool = False
    _person_id: UUID | None = None

    _loaders: ClassVar = frozenset(
        {
            BALANCE,
            CHANGED_GENERATIONS,
            CHARACTERS,
            ENDED_GENERATIONS,
            ERASE_AT,
            NOTIFICATIONS_READ_AT,
            QUEUE_POSITIONS,
            RUNNING_GENERATIONS,
        }
    )

    @rx.var
    def credits_share(self) -> float:
        """The part of the daily allowance that is left, 0 to 1."""
        return min(1.0, self.available / self.allowance) if self.allowance else 0.0

    @rx.var
    def credits_low(self) -> bool:
        """Whether there are too few for one picture."""
        return self.available < self.picture_price

    @rx.var
    def queue_label(self) -> str:
        """The text of the queue button."""
        return f"{len(self.running)} in queue" if self.running else "Queue"

    @rx.var
    def queue_progress(self) -> float:
        """The mean progress of what is waiting or running, 0 to 1."""
        return sum(card.progress for card in self.running) / len(self.running) if self.running else 0.0

    @rx.var
    def has_open_results(self) -> bool:
        """Whether anything but portraits is waiting or running."""
        return any(card.purpose == "result" for card in self.running)

    @public
    async def dismiss(self, toast_id: str) -> None:
        """Remove a toast."""
        self.toasts = [toast for toast in self.toasts if toast.id != toast_id]

    @editor
    async def undo(self, actor: Actor, toast_id: str) -> None:
        """Restore what a toast says was deleted; the live update shows it again."""
        undone = [toast for toast in self.toasts if toast.id == toast_id and toast.of]
        self.toasts = [toast for toast in self.toasts if toast.id != toast_id]
        for toast in undone:
            async with transaction(actor) as session:
                restore = restore_output if toast.of_output else restore_generation
                await restore(session, actor, parse_id(toast.of))

    @signed_in
    async def mark_notifications_read(self, actor: Actor) -> None:
        """None of them is new any more, on all devices."""
        async with transaction(actor) as session:
            read_at = await mark_notifications_seen(session, actor)
        self.notifications_read_at = read_at.isoformat()

    @editor
    async def cancel(self, actor: Actor, generation_id: str) -> None:
        """Cancel a generation; the live update moves its card and the credits."""
        wanted = parse_id(generation_id)
        async with transaction(actor) as session:
            await cancel_generation(session, actor, wanted)

    @signed_in
    @background
    async def keep_account(self, actor: Actor) -> None:
        """The account is not erased after all."""
        await keep_account(actor)
        async with self:
            self.erase_at = ""
            self._toast(copy.ACCOUNT_KEPT, tone="good")

    @editor
    async def confirm(self, actor: Actor, generation_id: str) -> None:
        """Go on with a talking video at the price that its card shows; the live update moves the card."""
        wanted = parse_id(generation_id)
        async with transaction(actor) as session:
            await confirm_generation(session, actor, wanted)

    def _show(self, data: ShellData) -> None:
        """Everything, as it was read for a page load."""
        self._person_id = data.person.id
        self.person_name, self.person_email = data.person.name, data.person.email
        self.picture_price = data.picture_price
        self.buying = runtime().settings.sells
        self._show_balance(data.balance)
        self.characters = [character_option(one) for one in data.characters]
        options = self._characters_by_id()
        self.running = in_order(generation_card(one, options) for one in data.running)
        self.notifications = [notification_card(one, options) for one in data.ended]
        self.notifications_read_at = data.workspaces[0].notifications_seen_at.isoformat()
        self.workspaces = workspace_options(data.workspaces)
        self.team_name = "" if data.workspaces[0].personal else data.workspaces[0].name
        self.erase_at = data.erase_at.isoformat() if data.erase_at else ""
        self.loaded = True

    def _rename_workspace(self, name: str) -> None:
        """The open one has another name."""
        if self.workspaces:
            self.workspaces = [replace(self.workspaces[0], name=name), *self.workspaces[1:]]
        if self.team_name:
            self.team_name = name

    async def _apply_update(self, update: LiveUpdate) -> None:
        """Credits, queue and notifications follow; what ended on another page is announced."""
        if (balance := update.get(BALANCE)) is not None:
            self._show_balance(balance)
        if (characters := update.get(CHARACTERS)) is not None:
            self.characters = [character_option(one) for one in characters]
        if (read_at := update.get(NOTIFICATIONS_READ_AT)) is not None:
            self.notifications_read_at = read_at.isoformat()
        if (erase_at := update.get(ERASE_AT)) is not None:
            self.erase_at = erase_at
        options = self._characters_by_id()
        if (running := update.get(RUNNING_GENERATIONS)) is not None:
            self.running = in_order(generation_card(one, options) for one in running)
        elif (places := update.get(QUEUE_POSITIONS)) is not None:
            self.running = in_order(move_in_queue(card, places.get(card.id)) for card in self.running)
        if (ended := update.get(ENDED_GENERATIONS)) is not None:
            self.notifications = [notification_card(one, options) for one in ended]
        changed = update.get(CHANGED_GENERATIONS)
        for one in changed.found.values() if changed else ():
            if one is not None and one.status == AWAITING and one.person_id == self._person_id:
                self._ask_to_confirm(one)
        own = [one for one in changed.just_ended if one.person_id == self._person_id] if changed else []
        if own:
            self._notify(own)

    def _notify(self, ended: list[GenerationDetail]) -> None:
        """List what has ended of one's own, and announce what the open page does not show by itself."""
        options = self._characters_by_id()
        cards = {str(one.id): notification_card(one, options) for one in ended}
        others = [card for card in self.notifications if card.id not in cards]
        self.notifications = [*cards.values(), *others][:NOTIFICATIONS_MAX]
        for one in ended:
            if not self._is_visible(one):
                self._announce(cards[str(one.id)])

    def _ask_to_confirm(self, one: GenerationDetail) -> None:
        """Announce that a generation waits for its person, on any page but that of its card."""
        toast_id = f"confirm-{one.id}"
        if not self._is_visible(one) and all(toast.id != toast_id for toast in self.toasts):
            card = generation_card(one, self._characters_by_id())
            self._toast(
                copy.CONFIRM_PRICE, id=toast_id, body=card.wait_reason, href=routes.CREATE, action="Look"
            )

    def _is_visible(self, one: GenerationDetail) -> bool:
        """Whether the open page shows it by itself."""
        path = self.router.url.path if self.router.url else ""
        pages = (routes.CREATE, routes.CHARACTERS) if one.purpose == "portrait" else (routes.CREATE,)
        return path.startswith(pages)

    def _announce(self, card: NotificationCard) -> None:
        toast_id = f"ended-{card.id}"
        if all(toast.id != toast_id for toast in self.toasts):
            self._toast(
                card.title,
                id=toast_id,
                body=card.body,
                tone=card.tone,
                picture_url=card.picture_url,
                href=card.href,
                action="Look",
            )

    async def _discard(self, actor: Actor, generation_id: str) -> None:
        """Discard a generation, with a toast that can restore it."""
        wanted = parse_id(generation_id)
        async with transaction(actor) as session:
            await discard_generation(session, actor, wanted)
        self._offer_undo(str(wanted))

    async def _discard_output(self, actor: Actor, output_id: str) -> None:
        """Discard one output, with a toast that can restore it."""
        wanted = parse_id(output_id)
        async with transaction(actor) as session:
            await discard_output(session, actor, wanted)
        self._offer_undo(str(wanted), of_output=True)

    def _offer_undo(self, of: str, *, of_output: bool = False) -> None:
        body = copy.DELETED_BODY.format(span=span_text(runtime().settings.bin_minutes))
        self._toast(copy.DELETED, body=body, undo=copy.UNDO, of=of, of_output=of_output)

    def _add_running(self, one: GenerationDetail) -> None:
        """Show a generation that was started just now."""
        if all(card.id != str(one.id) for card in self.running):
            self.running = in_order([generation_card(one, self._characters_by_id()), *self.running])

    def _show_balance(self, balance: Balance) -> None:
        self.available, self.reserved = balance.available, balance.reserved
        self.allowance = balance.daily_allowance
        self.resets_in, self.resets_at = time_until(balance.resets_at), balance.resets_at.isoformat()

    def _characters_by_id(self) -> dict[str, CharacterOption]:
        return {option.id: option for option in self.characters}

    async def _show_error(self, error: AppError) -> None:
        self._toast(error.sentence, tone="bad")

    def _toast(self, title: str, *, of_output: bool = False, **fields: str) -> None:
        named = {"id": uuid4().hex, "title": title[:TITLE_MAX], **fields}
        toast = Toast(**named, of_output=of_output)
        self.toasts = [*self.toasts, toast][-TOASTS_MAX:]
