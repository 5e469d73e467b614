"""Makes, lists, finds and revokes API keys."""

from datetime import datetime, timedelta
from typing import Final, cast
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import port
from influencer_app.domain.api_keys.models import ApiKey
from influencer_app.domain.api_keys.ports import ApiEntitlement
from influencer_app.domain.api_keys.schemas import (
    SCOPES,
    ApiKeyDetail,
    KeyActor,
    NewApiKey,
    NewApiKeyDetail,
    Scope,
)
from influencer_app.domain.api_keys.secrets import PREFIX, hash_secret, new_secret
from influencer_app.domain.workspaces.models import Membership
from influencer_app.domain.workspaces.schemas import Actor, WorkspaceRole
from influencer_app.errors import Conflict, InvalidInput, NotAllowed, NotFound

KEYS_MAX: Final = 20
"""Keys of one person in one workspace."""

USED_EVERY: Final = timedelta(minutes=5)
"""Resolution of ``last_used_at``; without it every request would write a row."""

NOT_INCLUDED: Final = "The plan of this workspace does not include the API."


async def check_entitlement(session: AsyncSession, workspace_id: UUID) -> None:
    """Raises ``NotAllowed`` for a workspace that may not use the API."""
    if not await port(session, ApiEntitlement).may_use_api(session, workspace_id):
        raise NotAllowed(NOT_INCLUDED)


async def create_key(session: AsyncSession, actor: Actor, new: NewApiKey) -> NewApiKeyDetail:
    """A key for the actor's workspace.

    Raises ``InvalidInput`` at ``scopes``, ``NotAllowed``, and ``Conflict`` above ``KEYS_MAX``.
    """
    if len(set(new.scopes)) < len(new.scopes):
        raise InvalidInput.at("scopes", "Name each scope once.")
    await check_entitlement(session, actor.workspace_id)
    await session.execute(
        text("select pg_advisory_xact_lock(hashtextextended(:key, 0))"),
        {"key": f"api_keys:{actor.workspace_id}:{actor.person_id}"},
    )
    count = select(func.count()).select_from(ApiKey).where(*_own(actor))
    if (await session.scalar(count) or 0) >= KEYS_MAX:
        raise Conflict(f"You have {KEYS_MAX} keys in this workspace, the maximum. Revoke one first.")
    secret = new_secret()
    row = ApiKey(
        workspace_id=actor.workspace_id,
        person_id=actor.person_id,
        name=new.name,
        scopes=[scope for scope in SCOPES if scope in new.scopes],
        prefix=secret[:PREFIX],
        hash=hash_secret(secret),
    )
    session.add(row)
    await session.flush()
    return NewApiKeyDetail(**_detail(row).model_dump(), key=secret)


async def list_keys(session: AsyncSession, actor: Actor) -> list[ApiKeyDetail]:
    """The actor's keys in the workspace, newest first; at most ``KEYS_MAX``."""
    rows = await session.scalars(select(ApiKey).where(*_own(actor)).order_by(col(ApiKey.id).desc()))
    return [_detail(row) for row in rows]


async def revoke_key(session: AsyncSession, actor: Actor, key_id: UUID) -> None:
    """Nobody can use it from the commit on. Raises ``NotFound``."""
    revoked = await session.scalar(
        update(ApiKey)
        .where(col(ApiKey.id) == key_id, *_own(actor))
        .values(revoked_at=now())
        .returning(col(ApiKey.id))
    )
    if revoked is None:
        raise NotFound("This key")


async def find_key_actor(session: AsyncSession, secret: str) -> tuple[KeyActor, bool] | None:
    """Whom a key stands for now, and whether its use is to be noted; None for one that does not count.

    Raises ``NotAllowed`` for a workspace that may no longer use the API.
    """
    found = await session.execute(
        select(ApiKey, col(Membership.role))
        .join(
            Membership,
            (col(Membership.workspace_id) == col(ApiKey.workspace_id))
            & (col(Membership.person_id) == col(ApiKey.person_id)),
        )
        .where(col(ApiKey.hash) == hash_secret(secret), col(ApiKey.revoked_at).is_(None))
    )
    row = found.first()
    if row is None:
        return None
    key, role = row
    await check_entitlement(session, key.workspace_id)
    actor = KeyActor(
        person_id=key.person_id,
        workspace_id=key.workspace_id,
        bound_to=key.workspace_id,
        role=cast("WorkspaceRole", role),
        key_id=key.id,
        scopes=cast("tuple[Scope, ...]", tuple(key.scopes)),
    )
    return actor, key.last_used_at is None or key.last_used_at < now() - USED_EVERY


async def note_used(session: AsyncSession, key_id: UUID) -> None:
    """Records the key's last use, at most every ``USED_EVERY``."""
    moment, last = now(), col(ApiKey.last_used_at)
    await session.execute(
        update(ApiKey)
        .where(col(ApiKey.id) == key_id, last.is_(None) | (last < moment - USED_EVERY))
        .values(last_used_at=moment)
    )


async def delete_revoked_keys(session: AsyncSession, before: datetime, limit: int) -> int:
    """Delete up to ``limit`` keys that were revoked before then; returns how many."""
    revoked_at = col(ApiKey.revoked_at)
    old = select(col(ApiKey.id)).where(revoked_at < before).order_by(revoked_at).limit(limit)
    gone = await session.scalars(delete(ApiKey).where(col(ApiKey.id).in_(old)).returning(col(ApiKey.id)))
    return len(gone.all())


def _own(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return (
        col(ApiKey.workspace_id) == actor.workspace_id,
        col(ApiKey.person_id) == actor.person_id,
        col(ApiKey.revoked_at).is_(None),
    )


def _detail(row: ApiKey) -> ApiKeyDetail:
    return ApiKeyDetail.model_validate(row, from_attributes=True)
