"""Queries for the model catalog."""

from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.domain.model_catalog.models import CatalogModel
from influencer_app.domain.model_catalog.schemas import ModelDetail
from influencer_app.errors import NotConfigured

WORDS = {
    "image": "Pictures",
    "character_image": "Pictures of a character",
    "video": "Clips",
    "avatar": "Talking videos",
    "speech": "Speech",
}


async def list_models(session: AsyncSession, engine: str | None = None) -> list[ModelDetail]:
    """All models, active ones first."""
    query = select(CatalogModel).order_by(
        col(CatalogModel.engine),
        col(CatalogModel.kind),
        col(CatalogModel.enabled).desc(),
        col(CatalogModel.name),
    )
    if engine is not None:
        query = query.where(col(CatalogModel.engine) == engine)
    return [read(row) for row in await session.scalars(query)]


async def list_due(session: AsyncSession, engine: str) -> list[ModelDetail]:
    """The models whose check is due, those in use first."""
    due = select(CatalogModel).where(
        col(CatalogModel.engine) == engine, col(CatalogModel.next_check_at) <= now()
    )
    return [read(row) for row in await session.scalars(due.order_by(col(CatalogModel.enabled).desc()))]


async def get_usable(session: AsyncSession, engine: str, kind: str) -> ModelDetail:
    """The active model for this kind. Raises ``NotConfigured`` with the reason if there is none."""
    row = await session.scalar(
        select(CatalogModel).where(
            col(CatalogModel.engine) == engine,
            col(CatalogModel.kind) == kind,
            col(CatalogModel.enabled).is_(True),
        )
    )
    what = WORDS.get(kind, kind)
    if row is None:
        raise NotConfigured(f"{what} are switched off here.")
    if row.unavailable_reason:
        raise NotConfigured(f"{what} cannot be made now: {row.unavailable_reason} Nothing was charged.")
    if row.ends_on is not None and row.ends_on <= now().date():
        raise NotConfigured(f"{what} cannot be made now: their model has ended. Nothing was charged.")
    if row.checked_at is None and row.check_error:
        raise NotConfigured(f"{what} cannot be made now: {row.check_error} Nothing was charged.")
    if row.checked_at is None:
        raise NotConfigured(f"{what} are being set up; try again in a minute. Nothing was charged.")
    return read(row)


def own_price(kind: ColumnElement[str], engine: str) -> ColumnElement[int | None]:
    """The credits that the model in use for ``kind`` at ``engine`` costs; null where it has no own price."""
    return (
        select(col(CatalogModel.credits))
        .where(
            col(CatalogModel.engine) == engine,
            col(CatalogModel.kind) == kind,
            col(CatalogModel.enabled).is_(True),
        )
        .scalar_subquery()
    )


async def find_schema(session: AsyncSession, name: str, version: str) -> dict[str, Any]:
    """The last known input schema of a model version, of whichever kind; empty if unknown."""
    found: dict[str, Any] | None = await session.scalar(
        select(col(CatalogModel.input_schema))
        .where(col(CatalogModel.name) == name, col(CatalogModel.version) == version)
        .order_by(col(CatalogModel.checked_at).desc().nulls_last())
        .limit(1)
    )
    return found or {}


def read(row: CatalogModel) -> ModelDetail:
    """The read model of a row."""
    return ModelDetail.model_validate(row, from_attributes=True)
