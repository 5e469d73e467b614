"""The attributes and steps in which kinds of generation differ."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from influencer_app.domain.billing.pricing import PriceKind
from influencer_app.domain.generation.ports.finisher import FinishedFile, FinisherPort, Provenance
from influencer_app.domain.generation.schemas import FrozenRequest, Kind

Finish = Callable[[FinisherPort, bytes, FrozenRequest, Provenance], FinishedFile]


def no_files(generation_id: UUID) -> list[str]:
    """The generation keeps no temporary files of its own."""
    return []


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationKind:
    """One kind of generation. The rest of the pipeline is the same for all kinds.

    ``result_noun`` names the result in codes and error sentences. ``shapes`` is the size (width, height)
    in pixels by aspect ratio. ``price_kind`` is the kind that prices and models are listed under;
    ``character_price_kind`` the one of a request that shows a character. ``detail_fields`` are the fields
    of the frozen request that a generation's detail shows. ``temporary_files`` returns the keys of files
    that are deleted when the generation ends.
    """

    name: Kind
    result_noun: str
    shapes: Mapping[str, tuple[int, int]]
    price_kind: PriceKind
    character_price_kind: PriceKind
    finish: Finish
    detail_fields: tuple[str, ...] = ()
    has_fixed_length: bool = False
    takes_motion: bool = False
    needs_speech: bool = False
    has_captions: bool = False
    temporary_files: Callable[[UUID], list[str]] = no_files

    def details(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of a frozen request, as its JSON column has it, that the detail shows."""
        return {name: request[name] for name in self.detail_fields if name in request}

    def price_kind_for(self, *, with_character: bool) -> PriceKind:
        """The kind that a request is priced as and that its model is listed under."""
        return self.character_price_kind if with_character else self.price_kind


def finish_video(
    finisher: FinisherPort, raw: bytes, request: FrozenRequest, provenance: Provenance
) -> FinishedFile:
    """Finish a video at the size it has. Blocks; raises ``InvalidInput`` for anything else."""
    return finisher.finish_video(raw, watermark=request.watermark, provenance=provenance)
