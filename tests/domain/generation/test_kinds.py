"""Kinds of generation: complete, and the only place that tells one kind from another."""

import ast
from typing import get_args

import pytest

from influencer_app.domain.billing.pricing import PriceKind
from influencer_app.domain.generation.kinds.base import GenerationKind
from influencer_app.domain.generation.kinds.registry import KINDS, get_kind, list_price_kinds
from influencer_app.domain.generation.rules import SHAPES
from influencer_app.domain.generation.schemas import AspectRatio, FrozenRequest, GenerationDetail, Kind
from influencer_app.integrations.engine.sketch import SketchEngine
from tests.support import ROOT

SEARCHED = ("influencer_app/domain", "influencer_app/integrations", "influencer_app/api", "workers")


def test_every_kind_is_registered_under_its_name() -> None:
    assert set(KINDS) == set(get_args(Kind))
    assert all(get_kind(name).name == name for name in KINDS)
    with pytest.raises(KeyError):
        get_kind("song")


def test_every_price_kind_belongs_to_a_kind() -> None:
    assert set(list_price_kinds()) == set(get_args(PriceKind)) == SketchEngine.kinds


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_kind_has_every_shape_and_known_details(kind: GenerationKind) -> None:
    assert set(kind.shapes) == set(get_args(AspectRatio)) == set(SHAPES)
    assert set(kind.detail_fields) <= set(FrozenRequest.model_fields) & set(GenerationDetail.model_fields)


def compared_kinds(source: str) -> list[int]:
    """Lines that compare something with the name of a kind, or choose by one."""
    names = set(get_args(Kind))
    lines = []
    for node in ast.walk(ast.parse(source)):
        values = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
        if isinstance(node, ast.MatchValue):
            values = [node.value]
        if any(isinstance(value, ast.Constant) and value.value in names for value in values):
            lines.append(node.lineno)
    return lines


def test_the_search_finds_comparisons() -> None:
    assert compared_kinds('if request.type != "video":\n    pass') == [1]
    assert compared_kinds('if "avatar" == one.type:\n    pass') == [1]
    assert compared_kinds('match one.type:\n    case "image":\n        pass') == [2]


def test_nothing_outside_of_kinds_tells_them_apart() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for folder in SEARCHED
        for path in (ROOT / folder).rglob("*.py")
        for line in compared_kinds(path.read_text(encoding="utf-8"))
        if "kinds" not in path.parent.name
    ]
    # A picture and a film are different files, whatever kind of generation made them.
    files = {"influencer_app/domain/generation/requests/videos.py"}
    assert {place.partition(":")[0] for place in found} <= files
