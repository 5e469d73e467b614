"""Queries for accounts."""

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
