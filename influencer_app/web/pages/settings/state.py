"""Settings: who somebody is, where they are signed in."""

from dataclasses import dataclass
from typing import Any

from influencer_app.app_services import sign_in
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts import service, sessions
from influencer_app.domain.accounts.queries import get_person
from influencer_app.domain.accounts.schemas import Actor, PasswordChange, PersonChange, SessionDetail
from influencer_app.errors import AppError, InvalidInput, NotFound
from influencer_app.web.access import public, signed_in
from influencer_app.web.pages.settings import copy
from influencer_app.web.pages.settings.ledger_state import LedgerState
from influencer_app.web.parsing import parse, parse_id

TABS = ("profile", "security", "ledger", "appearance")


@dataclass(frozen=True)
class Browser:
    """A signed-in browser."""

    id: str
    device: str
    handheld: bool
    current: bool
    seen_at: str
    since: str


class SettingsState(LedgerState):
    """The section that is open stands in the address as ``?tab=``."""

    tab: str = TABS[0]
    joined_at: str = ""
    browsers: list[Browser] = []
    errors: dict[str, str] = {}
    asking_others: bool = False
    form_version: int = 0

    @signed_in
    async def load(self, actor: Actor) -> None:
        """The section in the address."""
        await self._load_shell(actor)
        asked = self.router.url.query_parameters if self.router.url else {}
        self.tab = asked["tab"] if asked.get("tab") in TABS else TABS[0]
        self.errors, self.asking_others, self.ledger_ready = {}, False, False
        async with reading(actor) as session:
            self.joined_at = (await get_person(session, actor)).created_at.isoformat()
        if self.tab == "security":
            await self._load_browsers(actor)
        if self.tab == "ledger":
            await self._load_ledger(actor, asked)

    @signed_in
    async def rename(self, actor: Actor, form: dict[str, Any]) -> None:
        """Another name."""
        change = parse(PersonChange, form)
        async with transaction(actor) as session:
            if change.name is not None:
                self.person_name = (await service.rename(session, actor, change.name)).name
        self.errors = {}
        self._toast(copy.SAVED, body=self.person_name, tone="good")

    @signed_in
    async def change_password(self, actor: Actor, form: dict[str, Any]) -> None:
        """Another password; it is kept nowhere in the state."""
        ended = await sign_in.change_password(actor, parse(PasswordChange, form))
        self.errors = {}
        self.form_version += 1
        await self._load_browsers(actor)
        self._toast(copy.CHANGED, body=copy.signed_out(ended), tone="good")

    @signed_in
    async def end_session(self, actor: Actor, session_id: str) -> None:
        """Sign another browser out."""
        if not await sign_in.end_session(actor, parse_id(session_id)):
            await self._load_browsers(actor)
            raise NotFound("This session")
        await self._load_browsers(actor)
        self._toast(copy.SIGNED_OUT, tone="good")

    @public
    async def ask_others(self, wanted: bool) -> None:
        """Ask before all others are signed out."""
        self.asking_others = wanted is True

    @signed_in
    async def end_others(self, actor: Actor) -> None:
        """Sign out everywhere else."""
        self.asking_others = False
        ended = await sign_in.end_other_sessions(actor)
        await self._load_browsers(actor)
        self._toast(copy.SIGNED_OUT, body=copy.signed_out(ended), tone="good")

    async def _load_browsers(self, actor: Actor) -> None:
        async with reading(actor) as session:
            found = await sessions.list_sessions(session, actor)
        self.browsers = [_browser(one) for one in found]

    def _show_error(self, error: AppError) -> None:
        """Errors of a form stand at their fields."""
        if isinstance(error, InvalidInput) and {p.field for p in error.fields} & {"name", "old", "new"}:
            self.errors = {problem.field: problem.message for problem in error.fields}
        else:
            self._toast(error.sentence, tone="bad")


def _browser(one: SessionDetail) -> Browser:
    return Browser(
        id=str(one.id),
        device=one.device,
        handheld=one.handheld,
        current=one.current,
        seen_at=one.last_seen_at.isoformat(),
        since=one.created_at.isoformat(),
    )
