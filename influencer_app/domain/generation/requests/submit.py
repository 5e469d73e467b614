"""Reserves credits, inserts the generation and starts or queues it, in one transaction."""

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.outbox import enqueue
from influencer_app.domain.characters.models import Character
from influencer_app.domain.credits.schemas import Subject
from influencer_app.domain.credits.service import reserve
from influencer_app.domain.generation.jobs import DispatchGenerations
from influencer_app.domain.generation.lifecycle.planning import start
from influencer_app.domain.generation.lifecycle.scheduler import admit_at_once
from influencer_app.domain.generation.lifecycle.timeline import emit_progress
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.schemas import FrozenRequest
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.domain.workspaces.service import confirm_membership


async def create_generation(
    session: AsyncSession,
    actor: Actor,
    request: FrozenRequest,
    *,
    character: Character | None,
    price: int,
    purpose: str = "result",
) -> Generation:
    """Starts a generation if there is room and nobody waits, else queues it; ``price`` is per output.

    Raises ``NotEnoughCredits``, and like ``confirm_membership`` for one who is no longer an editor.
    """
    source = request.source
    row = Generation(
        workspace_id=actor.workspace_id,
        person_id=actor.person_id,
        type=request.type,
        purpose=purpose,
        prompt=request.prompt,
        enhanced_prompt=request.enhanced_prompt,
        negative_prompt=request.negative_prompt,
        character_id=character.id if character else None,
        source_output_id=source.output_id if source else None,
        style=request.style,
        aspect_ratio=request.aspect_ratio,
        count=request.count,
        seed=request.seed,
        engine=request.engine,
        model=request.model,
        request=request.model_dump(mode="json"),
        price_each=price,
        credits_reserved=price * request.count,
    )
    await confirm_membership(session, actor, "editor")
    await reserve(
        session,
        actor.workspace_id,
        Subject("generation", row.id),
        price * request.count,
        person_id=actor.person_id,
    )
    if await admit_at_once(session, row):
        await start(session, row, request)
    else:
        enqueue(session, DispatchGenerations())
    session.add(row)
    await session.flush()
    emit_progress(session, row)
    return row
