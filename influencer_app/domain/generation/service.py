"""Asking for pictures, and taking it back."""

import secrets
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import port
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.billing.queries import get_plan
from influencer_app.domain.characters.models import Character
from influencer_app.domain.characters.queries import get_row, look_of
from influencer_app.domain.credits.pots import RESET_AFTER
from influencer_app.domain.generation.accept import accept
from influencer_app.domain.generation.ending import conclude
from influencer_app.domain.generation.engines import COMPOSITE, Chosen, choose
from influencer_app.domain.generation.faces import REAL, faces_of
from influencer_app.domain.generation.models import Generation
from influencer_app.domain.generation.ports import Studio
from influencer_app.domain.generation.queries import get_generation, owned, read_one
from influencer_app.domain.generation.rules import (
    ENDED,
    PORTRAIT_PROMPT,
    SEED_MAX,
    SHAPES,
    portrait_seed,
    price_kind,
)
from influencer_app.domain.generation.schemas import (
    FrozenRequest,
    GenerationDetail,
    NewImage,
    SourceFile,
)
from influencer_app.domain.safety.rules import check_words
from influencer_app.errors import Conflict, NotConfigured, NotFound


async def start_image(
    session: AsyncSession, actor: Actor, new: NewImage, *, enhanced_prompt: str | None = None
) -> GenerationDetail:
    """Price it, set the credits aside and queue it, in one transaction.

    ``enhanced_prompt`` is given where the person has already seen it. Raises ``PolicyRefused``,
    ``NotFound`` for a character or template that is not theirs, ``NotEnoughCredits``.
    """
    if new.template_id is not None:
        raise NotFound("This template")
    check_words(new.prompt, shows_character=new.character_id is not None, negative=new.negative_prompt)
    if enhanced_prompt is not None:
        check_words(enhanced_prompt, shows_character=new.character_id is not None)
    character = await get_row(session, actor, new.character_id, keep=True) if new.character_id else None
    plan = await get_plan(session, actor.plan)
    references = await faces_of(session, character) if character else ()
    chosen = await choose(session, price_kind(has_character=character is not None), faceless=not references)
    width, height = SHAPES[new.aspect_ratio]
    default_style = character.style if character else "realistic"
    request = FrozenRequest.model_validate(
        {
            "prompt": new.prompt,
            "enhanced_prompt": enhanced_prompt,
            "enhance": new.enhance_prompt,
            "negative_prompt": new.negative_prompt,
            "style": new.style or default_style,
            "aspect_ratio": new.aspect_ratio,
            "width": width,
            "height": height,
            "count": new.count,
            "seed": secrets.randbelow(SEED_MAX + 1) if new.seed is None else new.seed,
            "engine": chosen.engine,
            "model": chosen.model,
            "version": chosen.version,
            "source_type": _source_type(chosen, references),
            "look": look_of(character) if character else None,
            "references": references if chosen.takes_faces else (),
            "watermark": plan.watermark,
            "plan": plan.code,
        }
    )
    row = await accept(session, actor, request, character=character, price=chosen.price)
    return await get_generation(session, actor, row.id)


def _source_type(chosen: Chosen, references: tuple[SourceFile, ...]) -> str:
    """A real face in it makes a composite of what a model draws."""
    real = chosen.takes_faces and any(face.source_type == REAL for face in references)
    return COMPOSITE if real else chosen.source_type


async def start_portrait(session: AsyncSession, actor: Actor, character: Character) -> UUID | None:
    """A character's portrait: free, but only so many a day; None over that, or while no model makes any."""
    studio = port(session, Studio)
    made_today = await session.scalar(
        select(func.count())
        .select_from(Generation)
        .where(
            col(Generation.person_id) == actor.person_id,
            col(Generation.purpose) == "portrait",
            col(Generation.created_at) > now() - RESET_AFTER,
        )
    )
    if (made_today or 0) >= studio.limits.portraits_per_day:
        return None
    try:
        chosen = await choose(session, "image")
    except NotConfigured:
        return None
    width, height = SHAPES["4:5"]
    request = FrozenRequest.model_validate(
        {
            "prompt": PORTRAIT_PROMPT,
            "style": character.style,
            "aspect_ratio": "4:5",
            "width": width,
            "height": height,
            "count": 1,
            "seed": portrait_seed(character.id),
            "engine": chosen.engine,
            "model": chosen.model,
            "version": chosen.version,
            "source_type": chosen.source_type,
            "look": look_of(character),
        }
    )
    row = await accept(session, actor, request, character=character, price=0, purpose="portrait")
    return row.id


async def cancel_generation(session: AsyncSession, actor: Actor, generation_id: UUID) -> GenerationDetail:
    """End it at once; what has been delivered stays and is paid, the rest comes back.

    Raises ``NotFound`` for another person's, ``Conflict`` when it has ended.
    """
    found = await session.scalar(owned(actor, generation_id).with_for_update())
    if found is None:
        raise NotFound("This generation")
    if found.status in ENDED:
        raise Conflict("This generation has already ended.")
    await conclude(session, found, "canceled")
    return await read_one(session, found)
