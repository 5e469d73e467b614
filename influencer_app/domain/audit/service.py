"""Writes and lists the audit log."""

from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Protocol
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.pages import LIMIT_DEFAULT, Page, fetch_page
from influencer_app.domain.audit.models import AuditEntry
from influencer_app.domain.audit.schemas import AuditDetail

SECRET_WORDS: Final = ("password", "secret", "token", "cookie", "api_key")


class AuditActor(Protocol):
    """Who acts, and as which role."""

    @property
    def person_id(self) -> UUID | None: ...
    @property
    def staff_role(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Operator:
    """Somebody at the server's own command line."""

    person_id: None = None
    staff_role: str = "operator"


OPERATOR: Final = Operator()


class Target(NamedTuple):
    """What was acted on."""

    kind: str
    id: UUID | str


async def record_audit(
    session: AsyncSession,
    actor: AuditActor,
    act: str,
    target: Target,
    *,
    reason: str = "",
    details: dict[str, Any] | None = None,
    address_hash: str = "",
) -> None:
    """Writes an entry into the caller's transaction. ``act`` is like ``role.changed``.

    ``details`` hold ids, numbers and codes: raises ``ValueError`` for a member that is named like a secret.
    """
    found = details or {}
    for name in found:
        if any(word in name.lower() for word in SECRET_WORDS):
            raise ValueError(f"The audit log keeps no secrets: {name}")
    session.add(
        AuditEntry(
            actor_id=actor.person_id,
            actor_role=actor.staff_role,
            act=act,
            target_kind=target.kind,
            target_id=str(target.id),
            reason=reason[:500],
            details=found,
            address_hash=address_hash,
        )
    )
    await session.flush()


async def list_audit(
    session: AsyncSession, cursor: str | None = None, limit: int = LIMIT_DEFAULT
) -> Page[AuditDetail]:
    """The entries, newest first."""
    rows, following = await fetch_page(session, select(AuditEntry), col(AuditEntry.id), cursor, limit)
    items = [AuditDetail.model_validate(row, from_attributes=True) for row in rows]
    return Page(items=items, next_cursor=following)


async def was_recorded(session: AsyncSession, act: str, target_id: UUID | str) -> bool:
    """Whether this act was ever done to this target."""
    found = exists().where(col(AuditEntry.target_id) == str(target_id), col(AuditEntry.act) == act)
    return bool(await session.scalar(select(found)))
