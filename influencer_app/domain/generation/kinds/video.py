"""Videos: a looping clip of fixed length made from an image."""

from influencer_app.domain.generation.kinds.base import GenerationKind, finish_video
from influencer_app.domain.generation.rules import CLIP_SHAPES

VIDEO = GenerationKind(
    name="video",
    result_noun="video",
    shapes=CLIP_SHAPES,
    price_kind="video",
    character_price_kind="video",
    finish=finish_video,
    detail_fields=("motion",),
    has_fixed_length=True,
    takes_motion=True,
)
