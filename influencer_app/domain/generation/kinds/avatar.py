"""Avatars: a talking video from a portrait and a script or an uploaded sound."""

from uuid import UUID

from influencer_app.domain.generation.kinds.base import GenerationKind, finish_video
from influencer_app.domain.generation.rules import TALK_SHAPES
from influencer_app.domain.generation.storage_keys import speech_key


def _temporary_files(generation_id: UUID) -> list[str]:
    return [speech_key(generation_id)]


AVATAR = GenerationKind(
    name="avatar",
    result_noun="video",
    shapes=TALK_SHAPES,
    price_kind="avatar",
    character_price_kind="avatar",
    finish=finish_video,
    detail_fields=("script", "voice"),
    needs_speech=True,
    has_captions=True,
    temporary_files=_temporary_files,
)
