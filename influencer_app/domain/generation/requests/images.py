"""Starts image generations."""

import secrets

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.outbox import port
from influencer_app.domain.billing.entitlements import get_entitlements
from influencer_app.domain.billing.pricing import check_expected, quote
from influencer_app.domain.characters.queries import appearance_of, get_row
from influencer_app.domain.generation.kinds.image import IMAGE
from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.domain.generation.queries import read_one
from influencer_app.domain.generation.requests.model_choice import COMPOSITE, ModelSelection, select_model
from influencer_app.domain.generation.requests.references import DIGITAL_CAPTURE, reference_images
from influencer_app.domain.generation.requests.submit import create_generation
from influencer_app.domain.generation.rules import (
    SEED_MAX,
)
from influencer_app.domain.generation.schemas import (
    FrozenRequest,
    GenerationDetail,
    NewImage,
    SourceFile,
)
from influencer_app.domain.safety.rules import check_words
from influencer_app.domain.text import normalise
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import NotFound


async def start_image(
    session: AsyncSession, actor: Actor, new: NewImage, *, enhanced_prompt: str | None = None
) -> GenerationDetail:
    """Validates, prices and queues an image request.

    ``enhanced_prompt`` is set if the person has already seen it. Raises ``PolicyRefused``,
    ``NotFound`` for a character or template that is not theirs, ``InvalidInput`` for a prompt that a
    local engine cannot read, ``PriceChanged``, ``NotEnoughCredits``.
    """
    if new.template_id is not None:
        raise NotFound("This template")
    check_words(new.prompt, shows_character=new.character_id is not None, negative=new.negative_prompt)
    if enhanced_prompt is not None:
        enhanced_prompt = normalise(enhanced_prompt)
        check_words(enhanced_prompt, shows_character=new.character_id is not None)
    character = await get_row(session, actor, new.character_id, for_share=True) if new.character_id else None
    allowed = await get_entitlements(session, actor.workspace_id)
    faces = await reference_images(session, character) if character else ()
    kind = IMAGE.price_kind_for(with_character=character is not None)
    selection = await select_model(session, kind, has_face=bool(faces))
    references = faces[: selection.references_max] if selection.takes_faces else ()
    if engine := port(session, EngineConfig).local_engines.get(selection.engine):
        engine.check_prompt(new.prompt)
    cost = quote(selection.price, count=new.count)
    check_expected(cost, new.expected_credits)
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
        references=references,
        outputs_max=selection.outputs_max,
        watermark=allowed.watermark,
        plan=allowed.plan,
    )
    row = await create_generation(session, actor, request, character=character, price=cost.each)
    return await read_one(session, row)


def _source_type(selection: ModelSelection, references: tuple[SourceFile, ...]) -> str:
    """A real face makes the result a composite."""
    real = any(face.source_type == DIGITAL_CAPTURE for face in references)
    return COMPOSITE if real else selection.source_type
