"""Checks, switches and adds models."""

from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.domain.model_catalog.models import CatalogModel
from influencer_app.domain.model_catalog.queries import read
from influencer_app.domain.model_catalog.schemas import ModelDetail
from influencer_app.errors import NotFound

VANISHED = "The provider does not know this version any more."


async def record_check(
    session: AsyncSession, model_id: UUID, schema: dict[str, Any] | None, unavailable_reason: str = VANISHED
) -> None:
    """Stores the result of a check: the input schema, or None if the provider does not know the version."""
    values: dict[str, Any] = {
        "checked_at": now(),
        "unavailable_reason": "" if schema is not None else unavailable_reason,
    }
    if schema is not None:
        values["input_schema"] = schema
    await session.execute(update(CatalogModel).where(col(CatalogModel.id) == model_id).values(**values))


async def use_model(session: AsyncSession, model_id: UUID) -> ModelDetail:
    """Activates a model for its kind and deactivates the previous one. Raises ``NotFound``."""
    row = await session.get(CatalogModel, model_id, with_for_update=True)
    if row is None:
        raise NotFound("This model")
    await session.execute(
        update(CatalogModel)
        .where(
            col(CatalogModel.engine) == row.engine,
            col(CatalogModel.kind) == row.kind,
            col(CatalogModel.id) != row.id,
        )
        .values(enabled=False)
    )
    row.enabled = True
    await session.flush()
    return read(row)


async def switch_off(session: AsyncSession, model_id: UUID) -> None:
    """Deactivates a model; running jobs continue. Raises ``NotFound``."""
    row = await session.get(CatalogModel, model_id, with_for_update=True)
    if row is None:
        raise NotFound("This model")
    row.enabled = False
    await session.flush()


async def add_model(session: AsyncSession, engine: str, kind: str, name: str, version: str) -> ModelDetail:
    """Adds a model, inactive and not yet checked."""
    row = CatalogModel(engine=engine, kind=kind, name=name, version=version)
    session.add(row)
    await session.flush()
    return read(row)
