"""Checks, switches, adds and describes models."""

import re
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import enqueue, port
from influencer_app.domain.model_catalog.jobs import CheckModels
from influencer_app.domain.model_catalog.models import CatalogModel
from influencer_app.domain.model_catalog.ports import ModelAdapters
from influencer_app.domain.model_catalog.queries import WORDS, read
from influencer_app.domain.model_catalog.schemas import VANISHED, ModelDetail
from influencer_app.errors import Conflict, InvalidInput, NotFound

CHECK_EVERY: Final = timedelta(days=1)
RETRY_FIRST, RETRY_MAX = timedelta(minutes=1), timedelta(hours=1)
RECHECK_AFTER: Final = timedelta(minutes=1)
"""A model that a request finds gone is checked again, but not more often than this."""
NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?/[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")
VERSION = re.compile(r"[0-9a-f]{64}|")
CREDITS_MAX: Final = 100_000


async def record_check(
    session: AsyncSession,
    model_id: UUID,
    schema: dict[str, Any] | None,
    *,
    problem: str = "",
    latest_version: str = "",
    licence_url: str = "",
) -> None:
    """Stores the result of a check: the input schema, or None if the provider does not know the version.

    ``problem`` says why our input does not fit the schema. ``latest_version`` and ``licence_url`` are what
    the provider says beside it.
    """
    moment = now()
    values: dict[str, Any] = {
        "checked_at": moment,
        "next_check_at": moment + CHECK_EVERY,
        "check_failures": 0,
        "check_error": "",
        "unavailable_reason": VANISHED if schema is None else problem[:300],
    }
    if schema is not None:
        values |= {"input_schema": schema, "latest_version": latest_version[:80]}
        values["licence_url"] = licence_url[:300]
    await session.execute(update(CatalogModel).where(col(CatalogModel.id) == model_id).values(**values))


async def record_check_failed(session: AsyncSession, model_id: UUID, reason: str) -> None:
    """The provider did not answer the question: asked again in a minute, then in two, at most in an hour.

    What is known of the model stays.
    """
    row = await session.get(CatalogModel, model_id, with_for_update=True)
    if row is None:
        return
    row.next_check_at = now() + min(RETRY_MAX, RETRY_FIRST * (1 << min(row.check_failures, 16)))
    row.check_failures += 1
    row.check_error = reason[:300]
    await session.flush()


async def request_check(session: AsyncSession, engine: str, name: str, version: str) -> None:
    """A request found the model gone, or refused: checked at once, unless that was done a moment ago."""
    moment = now()
    asked = await session.scalars(
        update(CatalogModel)
        .where(
            col(CatalogModel.engine) == engine,
            col(CatalogModel.name) == name,
            col(CatalogModel.version) == version,
            col(CatalogModel.checked_at) < moment - RECHECK_AFTER,
            col(CatalogModel.next_check_at) > moment,
        )
        .values(next_check_at=moment)
        .returning(col(CatalogModel.id))
    )
    if asked.all():
        enqueue(session, CheckModels())


def has_adapter(session: AsyncSession, model: ModelDetail) -> bool:
    """Whether there is code here that builds the model's input."""
    return port(session, ModelAdapters).supports(model.engine, model.kind, model.name)


async def use_model(session: AsyncSession, model_id: UUID) -> ModelDetail:
    """Activates a model for its kind, deactivates the previous one, and has it checked at once.

    Raises ``NotFound``, and ``Conflict`` for a model that no code here can drive.
    """
    row = await _get(session, model_id)
    if not has_adapter(session, read(row)):
        raise Conflict(f"{row.name} cannot be used for {row.kind}: there is no adapter for it here.")
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
    row.next_check_at = now()
    await session.flush()
    enqueue(session, CheckModels())
    return read(row)


async def switch_off(session: AsyncSession, model_id: UUID) -> None:
    """Deactivates a model; running jobs continue. Raises ``NotFound``."""
    row = await _get(session, model_id)
    row.enabled = False
    await session.flush()


async def add_model(session: AsyncSession, engine: str, kind: str, name: str, version: str) -> ModelDetail:
    """Adds a model, inactive, and has it checked at once.

    ``version`` is 64 hexadecimal digits, or empty for an official model. Raises ``InvalidInput``.
    """
    if kind not in WORDS:
        raise InvalidInput.at("kind", f"There is no kind “{kind}”. The kinds are: {', '.join(WORDS)}.")
    if not NAME.fullmatch(name) or len(name) > 120:
        raise InvalidInput.at("name", f"“{name}” is no name of a model; it is written owner/name.")
    if not VERSION.fullmatch(version):
        raise InvalidInput.at("version", "A version has 64 hexadecimal digits; official models have none.")
    row = CatalogModel(engine=engine, kind=kind, name=name, version=version)
    session.add(row)
    await session.flush()
    enqueue(session, CheckModels())
    return read(row)


async def set_credits(session: AsyncSession, model_id: UUID, credits: int | None) -> None:
    """Sets what an output of the model costs, instead of the kind's price; None takes that again.

    Raises ``NotFound``, ``InvalidInput``.
    """
    if credits is not None and not 0 <= credits <= CREDITS_MAX:
        raise InvalidInput.at("credits", f"A price is 0 to {CREDITS_MAX:,} credits.")
    (await _get(session, model_id)).credits = credits
    await session.flush()


async def set_end(session: AsyncSession, model_id: UUID, ends_on: date | None, replacement: str = "") -> None:
    """Sets the day from which the model is not offered any more, and which one takes its place.

    Raises ``NotFound``.
    """
    row = await _get(session, model_id)
    row.ends_on, row.replacement = ends_on, replacement[:200]
    await session.flush()


async def _get(session: AsyncSession, model_id: UUID) -> CatalogModel:
    row = await session.get(CatalogModel, model_id, with_for_update=True)
    if row is None:
        raise NotFound("This model")
    return row
