"""All kinds of generation by name."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from influencer_app.domain.billing.pricing import PriceKind
from influencer_app.domain.generation.kinds.avatar import AVATAR
from influencer_app.domain.generation.kinds.base import GenerationKind
from influencer_app.domain.generation.kinds.image import IMAGE
from influencer_app.domain.generation.kinds.video import VIDEO

KINDS: Final[Mapping[str, GenerationKind]] = MappingProxyType(
    {kind.name: kind for kind in (IMAGE, VIDEO, AVATAR)}
)


def get_kind(name: str) -> GenerationKind:
    """The kind of this name. Raises ``KeyError`` for any other name, which the database does not hold."""
    return KINDS[name]


def list_price_kinds() -> dict[PriceKind, GenerationKind]:
    """Every kind that has a price of its own, with the kind of generation that is charged at it."""
    kinds: dict[PriceKind, GenerationKind] = {}
    for kind in KINDS.values():
        kinds[kind.price_kind] = kind
        kinds[kind.character_price_kind] = kind
    return kinds
