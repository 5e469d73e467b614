"""One's API keys for the open workspace."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.api_keys import service
from influencer_app.domain.api_keys.schemas import SCOPES, ApiKeyDetail, NewApiKey
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import AppError
from influencer_app.web.access import background, public, recent, signed_in
from influencer_app.web.page_state import PageState, errors_of
from influencer_app.web.pages.settings import copy
from influencer_app.web.pages.settings.secret_state import SecretState
from influencer_app.web.parsing import field_of, parse, parse_id


@dataclass(frozen=True)
class KeyCard:
    """A key; ``used_at`` is ISO 8601, empty for one that nobody has used."""

    id: str
    name: str
    prefix: str
    scopes: str
    used_at: str


class ApiKeysState(PageState):
    """Nothing of a key but its prefix stays in the state."""

    keys: list[KeyCard] = []
    errors: dict[str, str] = {}
    creating: bool = False
    revoking_id: str = ""
    form_version: int = 0

    @signed_in
    @recent
    async def begin(self, actor: Actor) -> None:
        """Open the form."""
        self.creating, self.errors = True, {}

    @public
    async def close_form(self) -> None:
        """Nothing is made."""
        self.creating, self.errors = False, {}

    @public
    async def ask_revoke(self, asked_id: str) -> None:
        """Ask before a key is revoked; without one, ask no longer."""
        self.revoking_id = asked_id if isinstance(asked_id, str) else ""

    @signed_in
    @recent
    @background
    async def create(self, actor: Actor, form: dict[str, Any]) -> Any:
        """A key, shown once."""
        chosen = [scope for scope in SCOPES if field_of(form, f"scope_{scope}")]
        new = parse(NewApiKey, {"name": field_of(form, "key_name"), "scopes": chosen})
        async with transaction(actor) as session:
            made = await service.create_key(session, actor, new)
            keys = await read_keys(session, actor)
        async with self:
            self.keys, self.creating, self.errors = keys, False, {}
            self.form_version += 1
            return (await self.get_state(SecretState))._show(copy.KEY_MADE, made.key)

    @signed_in
    @background
    async def revoke(self, actor: Actor, key_id: str) -> None:
        """It ends at once."""
        async with transaction(actor) as session:
            await service.revoke_key(session, actor, parse_id(key_id))
        async with reading(actor) as session:
            keys = await read_keys(session, actor)
        async with self:
            self.keys, self.revoking_id = keys, ""
            (await self._shell())._toast(copy.REVOKED, tone="good")

    def _reset(self) -> None:
        """Without errors and questions, as the section is opened."""
        self.errors, self.creating, self.revoking_id = {}, False, ""

    async def _show_error(self, error: AppError) -> None:
        """Errors of the form stand at their fields."""
        if errors := errors_of(error, ("name", "scopes")):
            self.errors = errors
        else:
            await super()._show_error(error)


async def read_keys(session: AsyncSession, actor: Actor) -> list[KeyCard]:
    """The actor's keys, in the caller's transaction."""
    return [_card(one) for one in await service.list_keys(session, actor)]


def _card(one: ApiKeyDetail) -> KeyCard:
    labels = {name: label for name, label, _ in copy.SCOPES}
    return KeyCard(
        id=str(one.id),
        name=one.name,
        prefix=one.prefix,
        scopes=", ".join(labels[scope] for scope in one.scopes),
        used_at=one.last_used_at.isoformat() if one.last_used_at else "",
    )
