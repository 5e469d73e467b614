"""Reading the catalogue."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import columns, now
from influencer_app.domain.catalogue.models import CatalogueModel
from influencer_app.domain.catalogue.schemas import ModelDetail
from influencer_app.errors import NotConfigured

WORDS = {
    "image": "Pictures",
    "character_image": "Pictures of a character",
    "video": "Clips",
    "avatar": "Talking videos",
    "speech": "Speech",
}


async def list_models(session: AsyncSession, engine: str | None = None) -> list[ModelDetail]:
    """All models, those in use first."""
    query = select(CatalogueModel).order_by(
        col(CatalogueModel.engine),
        col(CatalogueModel.kind),
        col(CatalogueModel.enabled).desc(),
        col(CatalogueModel.name),
    )
    if engine is not None:
        query = query.where(col(CatalogueModel.engine) == engine)
    return [read(row) for row in await session.scalars(query)]


async def get_usable(session: AsyncSession, engine: str, kind: str) -> ModelDetail:
    """The model that makes this kind now; ``NotConfigured`` says why there is none."""
    row = await session.scalar(
        select(CatalogueModel).where(
            col(CatalogueModel.engine) == engine,
            col(CatalogueModel.kind) == kind,
            col(CatalogueModel.enabled).is_(True),
        )
    )
    what = WORDS.get(kind, kind)
    if row is None:
        raise NotConfigured(f"{what} are switched off here.")
    if row.trouble:
        raise NotConfigured(f"{what} cannot be made now: {row.trouble} Nothing was charged.")
    if row.ends_on is not None and row.ends_on <= now().date():
        raise NotConfigured(f"{what} cannot be made now: their model has ended. Nothing was charged.")
    if row.checked_at is None:
        raise NotConfigured(f"{what} are being set up; try again in a minute. Nothing was charged.")
    return read(row)


async def find_schema(session: AsyncSession, name: str, version: str) -> dict[str, Any]:
    """The input schema of a model's version as it was last seen; empty when it is unknown."""
    found: dict[str, Any] | None = await session.scalar(
        select(col(CatalogueModel.input_schema))
        .where(col(CatalogueModel.name) == name, col(CatalogueModel.version) == version)
        .limit(1)
    )
    return found or {}


def read(row: CatalogueModel) -> ModelDetail:
    """The read model of a row."""
    return ModelDetail.model_validate(columns(row))
