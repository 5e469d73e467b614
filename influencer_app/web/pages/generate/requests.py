"""Requests made of what was made before, and what both kinds of start share."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.domain.generation.kinds.video import VIDEO
from influencer_app.domain.generation.requests.videos import start_avatar, start_video
from influencer_app.domain.generation.schemas import GenerationDetail, NewAvatar, NewVideo
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import InvalidInput
from influencer_app.web.pages.generate import copy
from influencer_app.web.parsing import parse

FIELDS = ("prompt", "negative_prompt", "character_id", "style", "aspect_ratio", "count", "seed")


def image_fields(one: GenerationDetail) -> dict[str, Any]:
    """The fields of ``NewImage`` with which a picture was requested."""
    return {name: getattr(one, name) for name in FIELDS}


async def repeat_video(
    session: AsyncSession, actor: Actor, one: GenerationDetail, *, expected_credits: int
) -> GenerationDetail:
    """Start the same clip or talking video again, with a seed of its own. Raises ``PriceChanged``."""
    expected = {"expected_credits": expected_credits}
    if one.type == VIDEO.name:
        clip = parse(NewVideo, {"output_id": one.source_output_id, "motion": one.motion, **expected})
        return await start_video(session, actor, clip)
    if not one.script:
        raise InvalidInput(copy.SOUND_GONE)
    source = (
        {"output_id": one.source_output_id} if one.source_output_id else {"character_id": one.character_id}
    )
    speech = {"script": one.script, "voice": one.voice or None}
    return await start_avatar(session, actor, parse(NewAvatar, {**source, **speech, **expected}))
