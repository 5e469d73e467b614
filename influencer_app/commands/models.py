"""``influencer models``: list the model catalog, add to it, or switch a model without a deployment."""

import asyncio
import sys
from uuid import UUID

from influencer_app.commands.errors import CommandError
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.model_catalog import service
from influencer_app.domain.model_catalog.queries import list_models
from influencer_app.domain.model_catalog.schemas import ModelDetail
from influencer_app.errors import AppError
from influencer_app.settings import Settings
from influencer_app.wiring import close_runtime, open_runtime


def models(
    settings: Settings, *, use: str | None = None, off: str | None = None, add: list[str] | None = None
) -> int:
    """Print the catalog, after changing one entry if asked to. ``add`` is kind, owner/name and version.

    Raises ``CommandError`` for an unknown id or an entry that cannot be added.
    """
    try:
        found = asyncio.run(_change_and_list(settings, use, off, add))
    except (AppError, ValueError) as error:
        raise CommandError(str(error)) from error
    for model in found:
        sys.stdout.write(f"{_format(model)}\n")
    return 0


async def _change_and_list(
    settings: Settings, use: str | None, off: str | None, add: list[str] | None
) -> list[ModelDetail]:
    await open_runtime(settings)
    try:
        async with transaction() as session:
            if add:
                kind, name, version = add
                await service.add_model(session, "replicate", kind, name, version)
            if use:
                await service.use_model(session, UUID(use))
            if off:
                await service.switch_off(session, UUID(off))
        async with reading() as session:
            return await list_models(session)
    finally:
        await close_runtime()


def _format(model: ModelDetail) -> str:
    state = "in use" if model.enabled else "off"
    status = model.unavailable_reason or (
        f"checked {model.checked_at:%Y-%m-%d}" if model.checked_at else "not checked yet"
    )
    return f"{model.id}  {model.kind:16} {model.title:55} {state:7} {status}"
