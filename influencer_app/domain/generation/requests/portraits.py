"""Starts character portraits, and fills the characters' ``PortraitPort``."""

from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import first_id, now
from influencer_app.db.outbox import port
from influencer_app.domain.characters.models import Character
from influencer_app.domain.characters.queries import appearance_of
from influencer_app.domain.credits.rules import RESET_AFTER
from influencer_app.domain.generation.kinds.image import IMAGE
from influencer_app.domain.generation.lifecycle.portraits import delete_portrait
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.domain.generation.requests.model_choice import select_model
from influencer_app.domain.generation.requests.submit import create_generation
from influencer_app.domain.generation.rules import (
    PORTRAIT_PROMPT,
    portrait_seed,
)
from influencer_app.domain.generation.schemas import (
    FrozenRequest,
)
from influencer_app.domain.outputs.models import Output
from influencer_app.domain.workspaces.schemas import Actor, WorkspaceScope
from influencer_app.errors import NotConfigured


async def start_portrait(session: AsyncSession, actor: Actor, character: Character) -> UUID | None:
    """Starts a free portrait; None at the daily limit or if no model is available."""
    config = port(session, EngineConfig)
    if await count_portraits_today(session, actor) >= config.limits.portraits_per_day:
        return None
    try:
        selection = await select_model(session, "image")
    except NotConfigured:
        return None
    width, height = IMAGE.shapes["4:5"]
    request = FrozenRequest(
        type=IMAGE.name,
        prompt=PORTRAIT_PROMPT,
        style=character.style,
        aspect_ratio="4:5",
        width=width,
        height=height,
        count=1,
        seed=portrait_seed(character.id),
        engine=selection.engine,
        model=selection.model,
        version=selection.version,
        source_type=selection.source_type,
        appearance=appearance_of(character),
    )
    row = await create_generation(session, actor, request, character=character, price=0, purpose="portrait")
    return row.id


async def count_portraits_today(session: AsyncSession, scope: WorkspaceScope) -> int:
    """How many portraits the workspace has started within a day."""
    since = now() - RESET_AFTER
    made = await session.scalar(
        select(func.count())
        .select_from(Generation)
        .where(
            col(Generation.workspace_id) == scope.workspace_id,
            col(Generation.purpose) == "portrait",
            col(Generation.id) >= first_id(since),
            col(Generation.created_at) > since,
        )
    )
    return made or 0


class Portraits:
    """Fills the characters' ``PortraitPort``."""

    async def start(self, session: AsyncSession, actor: Actor, character: Character) -> UUID | None:
        """See the port."""
        return await start_portrait(session, actor, character)

    async def delete(self, session: AsyncSession, character: Character) -> None:
        """See the port. Locks generations in the order of their ids."""
        ids = await session.scalars(
            select(col(Generation.id))
            .where(col(Generation.character_id) == character.id)
            .order_by(col(Generation.id))
            .with_for_update()
        )
        await session.execute(
            update(Generation).where(col(Generation.id).in_(ids.all())).values(character_id=None)
        )
        await session.execute(
            update(Output)
            .where(
                col(Output.character_id) == character.id, col(Output.workspace_id) == character.workspace_id
            )
            .values(character_id=None)
        )
        if character.portrait_asset_id is not None:
            await delete_portrait(session, character.portrait_asset_id)
