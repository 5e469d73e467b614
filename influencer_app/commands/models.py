"""``influencer models``: list the model catalog, add to it, or switch a model without a deployment."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import date
from functools import partial
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.commands.errors import CommandError
from influencer_app.db.base import now
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.model_catalog import service
from influencer_app.domain.model_catalog.notices import licence_of, list_notices
from influencer_app.domain.model_catalog.queries import list_models
from influencer_app.domain.model_catalog.schemas import ModelDetail
from influencer_app.errors import AppError
from influencer_app.settings import Settings
from influencer_app.wiring import close_runtime, open_runtime

Change = Callable[[AsyncSession], Awaitable[object]]


def models(
    settings: Settings,
    *,
    use: str | None = None,
    off: str | None = None,
    add: list[str] | None = None,
    price: list[str] | None = None,
    end: list[str] | None = None,
) -> int:
    """Print the catalog, after changing one entry if asked to.

    ``add`` is kind, owner/name and version (empty for an official model), ``price`` an id and credits,
    ``end`` an id, a date and the model that takes its place; ``-`` takes a price or a date back. Raises
    ``CommandError`` for an unknown id or a value that cannot be used.
    """
    try:
        change = _change(use, off, add, price, end)
        found = asyncio.run(_change_and_list(settings, change))
    except (AppError, ValueError) as error:
        raise CommandError(str(error)) from error
    for model in found:
        sys.stdout.write(f"{_format(model, found)}\n")
    return 0


def _change(
    use: str | None, off: str | None, add: list[str] | None, price: list[str] | None, end: list[str] | None
) -> Change | None:
    if add:
        kind, name, version = add
        return lambda session: service.add_model(session, "replicate", kind, name, version)
    if use:
        return partial(service.use_model, model_id=UUID(use))
    if off:
        return partial(service.switch_off, model_id=UUID(off))
    if price:
        credits = None if price[1] == "-" else int(price[1])
        return partial(service.set_credits, model_id=UUID(price[0]), credits=credits)
    if end:
        ends_on = None if end[1] == "-" else date.fromisoformat(end[1])
        return partial(service.set_end, model_id=UUID(end[0]), ends_on=ends_on, replacement=end[2])
    return None


async def _change_and_list(settings: Settings, change: Change | None) -> list[ModelDetail]:
    await open_runtime(settings)
    try:
        if change is not None:
            async with transaction() as session:
                await change(session)
        async with reading() as session:
            return await list_models(session)
    finally:
        await close_runtime()


def _format(model: ModelDetail, all_models: list[ModelDetail]) -> str:
    state = "in use" if model.enabled else "off"
    facts = [f"checked {model.checked_at:%Y-%m-%d}"] if model.checked_at else []
    facts.append(f"licence: {licence_of(model)}")
    if model.references_max is not None:
        facts.append(f"up to {model.references_max} reference images")
    if model.credits is not None:
        facts.append(f"{model.credits} credits")
    if model.replacement:
        facts.append(f"replaced by {model.replacement}")
    facts += [notice.text for notice in list_notices(model, all_models, now().date())]
    return f"{model.id}  {model.kind:16} {model.title:55} {state:7} {'; '.join(facts)}"
