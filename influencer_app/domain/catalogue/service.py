"""Keeping the catalogue true, and switching models."""

from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.domain.catalogue.models import CatalogueModel
from influencer_app.domain.catalogue.queries import read
from influencer_app.domain.catalogue.schemas import ModelDetail
from influencer_app.errors import NotFound

VANISHED = "The provider does not know this version any more."


async def record_check(
    session: AsyncSession, model_id: UUID, schema: dict[str, Any] | None, trouble: str = VANISHED
) -> None:
    """What the provider said of it: its input schema, or None when it does not know the version."""
    values: dict[str, Any] = {"checked_at": now(), "trouble": "" if schema is not None else trouble}
    if schema is not None:
        values["input_schema"] = schema
    await session.execute(update(CatalogueModel).where(col(CatalogueModel.id) == model_id).values(**values))


async def use_model(session: AsyncSession, model_id: UUID) -> ModelDetail:
    """From now on this one makes its kind; the one before is switched off. ``NotFound`` for none."""
    row = await session.get(CatalogueModel, model_id, with_for_update=True)
    if row is None:
        raise NotFound("This model")
    await session.execute(
        update(CatalogueModel)
        .where(
            col(CatalogueModel.engine) == row.engine,
            col(CatalogueModel.kind) == row.kind,
            col(CatalogueModel.id) != row.id,
        )
        .values(enabled=False)
    )
    row.enabled = True
    await session.flush()
    return read(row)


async def switch_off(session: AsyncSession, model_id: UUID) -> None:
    """Nothing is asked of this model any more; what runs goes on. ``NotFound`` for none."""
    row = await session.get(CatalogueModel, model_id, with_for_update=True)
    if row is None:
        raise NotFound("This model")
    row.enabled = False
    await session.flush()


async def add_model(session: AsyncSession, engine: str, kind: str, name: str, version: str) -> ModelDetail:
    """A further model, switched off and not yet checked."""
    row = CatalogueModel(engine=engine, kind=kind, name=name, version=version)
    session.add(row)
    await session.flush()
    return read(row)
