"""Queries for accounts."""

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.domain.accounts.models import Person
from influencer_app.domain.accounts.schemas import AuthenticatedPerson, PersonDetail
from influencer_app.errors import NotSignedIn


async def get_person(session: AsyncSession, actor: AuthenticatedPerson) -> PersonDetail:
    """The actor's own account."""
    row = await session.get(Person, actor.person_id)
    if row is None:
        raise NotSignedIn
    return PersonDetail.model_validate(row, from_attributes=True)


async def has_people(session: AsyncSession) -> bool:
    """Whether anybody has an account here."""
    return bool(await session.scalar(select(exists(select(col(Person.id))))))


async def has_admin(session: AsyncSession) -> bool:
    """Whether anybody here is an admin."""
    return bool(
        await session.scalar(select(exists(select(col(Person.id)).where(col(Person.role) == "admin"))))
    )


async def find_person_id(session: AsyncSession, key: str) -> UUID | None:
    """Who has a normalised address; None for nobody."""
    found: UUID | None = await session.scalar(select(col(Person.id)).where(col(Person.email_key) == key))
    return found


async def list_admin_addresses(session: AsyncSession, limit: int) -> list[str]:
    """The addresses of this installation's admins, oldest account first."""
    admins = select(col(Person.email)).where(col(Person.role) == "admin").order_by(col(Person.id))
    return list(await session.scalars(admins.limit(limit)))
