"""Tests of prompt enhancement by rules."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_app.domain.generation.rules import PROMPT_MAX
from influencer_app.integrations.prompts.rules import LENS, LIGHT, MOOD, STYLE, Rule, enhance_by_rules
from influencer_app.sketch import not_drawn


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("on the beach at sunset", "low warm light from one side"),
        ("morning in a cafe", "cool morning light"),
        ("neon street at night", "coloured light from two sides"),
        ("close-up, laughing", "85 mm"),
        ("wide shot of the skyline", "35 mm"),
        ("dancing at a festival", "lively, carefree"),
    ],
)
def test_missing_parts_are_added_from_the_prompt(prompt: str, expected: str) -> None:
    assert expected in enhance_by_rules(prompt, "realistic").added


@pytest.mark.parametrize(
    ("prompt", "unwanted"),
    [
        ("hard light on a rooftop", "light"),
        ("portrait, 35mm, deep focus", "mm"),
        ("looking past the camera", "expression"),
    ],
)
def test_mentioned_parts_are_not_repeated(prompt: str, unwanted: str) -> None:
    assert unwanted not in enhance_by_rules(prompt, "realistic").added


@given(prompt=st.text(min_size=1, max_size=PROMPT_MAX), style=st.sampled_from(sorted(STYLE)))
def test_own_prompt_comes_first_within_the_limit(prompt: str, style: str) -> None:
    enhanced = enhance_by_rules(prompt, style)
    assert enhanced.text.startswith(prompt.rstrip(" ,.;"))
    assert len(enhanced.text) <= PROMPT_MAX
    assert enhanced.text.endswith(enhanced.added)
    assert enhance_by_rules(prompt, style) == enhanced


@pytest.mark.parametrize("style", STYLE)
@pytest.mark.parametrize("rule", [*LIGHT, *LENS, *MOOD], ids=lambda rule: rule.words[0])
def test_sketch_engine_draws_every_addition(rule: Rule, style: str) -> None:
    prompt = enhance_by_rules(f"{rule.words[0]} in the city", style).text
    told = " ".join(not_drawn(prompt, style=style))
    assert not set(rule.addition.split()) & set(re.findall(r"[a-z]+", told)) - set(rule.words), told
    assert not set(STYLE[style].split()) & set(re.findall(r"[a-z]+", told)), told
