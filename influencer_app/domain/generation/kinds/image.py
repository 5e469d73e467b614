"""Images: one to four from a prompt, of a character or of nobody in particular."""

from influencer_app.domain.generation.kinds.base import GenerationKind
from influencer_app.domain.generation.ports.finisher import FinishedFile, FinisherPort, Provenance
from influencer_app.domain.generation.rules import SHAPES
from influencer_app.domain.generation.schemas import FrozenRequest


def _finish(
    finisher: FinisherPort, raw: bytes, request: FrozenRequest, provenance: Provenance
) -> FinishedFile:
    size = (request.width, request.height)
    return finisher.finish(raw, size=size, watermark=request.watermark, provenance=provenance)


IMAGE = GenerationKind(
    name="image",
    result_noun="picture",
    shapes=SHAPES,
    price_kind="image",
    character_price_kind="character_image",
    finish=_finish,
)
