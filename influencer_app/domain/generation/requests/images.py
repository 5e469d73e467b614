"""Starts image generations."""

import secrets
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import port
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.billing.pricing import quote
from influencer_app.domain.billing.queries import get_plan
from influencer_app.domain.characters.models import Character
from influencer_app.domain.characters.queries import appearance_of, get_row
from influencer_app.domain.credits.balances import RESET_AFTER
from influencer_app.domain.generation.kinds.image import IMAGE
from influencer_app.domain.generation.lifecycle.completion import finalize_generation
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.domain.generation.queries import get_generation, owned, read_one
from influencer_app.domain.generation.requests.model_choice import COMPOSITE, ModelSelection, select_model
from influencer_app.domain.generation.requests.references import DIGITAL_CAPTURE, reference_images
from influencer_app.domain.generation.requests.submit import create_generation
from influencer_app.domain.generation.rules import (
    ENDED,
    PORTRAIT_PROMPT,
    SEED_MAX,
    portrait_seed,
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
    """Validates, prices and queues an image request.

    ``enhanced_prompt`` is set if the person has already seen it. Raises ``PolicyRefused``,
    ``NotFound`` for a character or template that is not theirs, ``NotEnoughCredits``.
    """
    if new.template_id is not None:
        raise NotFound("This template")
    check_words(new.prompt, shows_character=new.character_id is not None, negative=new.negative_prompt)
    if enhanced_prompt is not None:
        check_words(enhanced_prompt, shows_character=new.character_id is not None)
    character = await get_row(session, actor, new.character_id, for_share=True) if new.character_id else None
    plan = await get_plan(session, actor.person_id)
    references = await reference_images(session, character) if character else ()
    kind = IMAGE.price_kind_for(with_character=character is not None)
    selection = await select_model(session, kind, faceless=not references)
    cost = quote(selection.price, count=new.count)
    width, height = IMAGE.shapes[new.aspect_ratio]
    request = FrozenRequest(
        type=IMAGE.name,
        prompt=new.prompt,
        enhanced_prompt=enhanced_prompt,
        enhance=new.enhance_prompt,
        negative_prompt=new.negative_prompt,
        style=new.style or (character.style if character else "realistic"),
        aspect_ratio=new.aspect_ratio,
        width=width,
        height=height,
        count=new.count,
        seed=secrets.randbelow(SEED_MAX + 1) if new.seed is None else new.seed,
        engine=selection.engine,
        model=selection.model,
        version=selection.version,
        source_type=_source_type(selection, references),
        appearance=appearance_of(character) if character else None,
        references=references if selection.takes_faces else (),
        watermark=plan.watermark,
        plan=plan.code,
    )
    row = await create_generation(session, actor, request, character=character, price=cost.each)
    return await get_generation(session, actor, row.id)


def _source_type(selection: ModelSelection, references: tuple[SourceFile, ...]) -> str:
    """A real face makes the result a composite."""
    real = selection.takes_faces and any(face.source_type == DIGITAL_CAPTURE for face in references)
    return COMPOSITE if real else selection.source_type


async def start_portrait(session: AsyncSession, actor: Actor, character: Character) -> UUID | None:
    """Starts a free portrait; None at the daily limit or if no model is available."""
    config = port(session, EngineConfig)
    made_today = await session.scalar(
        select(func.count())
        .select_from(Generation)
        .where(
            col(Generation.person_id) == actor.person_id,
            col(Generation.purpose) == "portrait",
            col(Generation.created_at) > now() - RESET_AFTER,
        )
    )
    if (made_today or 0) >= config.limits.portraits_per_day:
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


async def cancel_generation(session: AsyncSession, actor: Actor, generation_id: UUID) -> GenerationDetail:
    """Cancels a generation. Delivered outputs stay and are paid; the rest is refunded.

    Raises ``NotFound`` for another person's, ``Conflict`` if it has ended.
    """
    found = await session.scalar(owned(actor, generation_id).with_for_update())
    if found is None:
        raise NotFound("This generation")
    if found.status in ENDED:
        raise Conflict("This generation has already ended.")
    await finalize_generation(session, found, "canceled")
    return await read_one(session, found)
