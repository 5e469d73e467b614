"""Create: what the engine on this machine will not draw is told while a prompt is written."""

from dataclasses import replace
from typing import Any

import pytest

from influencer_app.domain.generation import rules
from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.web.pages.gallery.lightbox_state import LightboxState
from influencer_app.web.pages.generate.prompt_hints_data import PromptQuestion, read_not_drawn
from influencer_app.web.pages.generate.prompt_hints_state import PromptHintsState
from influencer_app.wiring import runtime
from tests.fake_engine import FakeEngine, FakeQueue
from tests.runtime import substitute
from tests.web.browser import call, create, invent, sibling, tab


def hints(state: Any) -> PromptHintsState:
    return sibling(state.page, PromptHintsState)


async def type_prompt(state: Any, prompt: str) -> None:
    """Type, and wait until the page's script saves."""
    await call(state.composer, "set_prompt", prompt)
    await call(state.draft, "save_draft")


async def test_what_will_not_be_drawn_is_told_before_it_is_paid(owner: Actor) -> None:
    state = await create(owner)
    await type_prompt(state, "a zeppelin on the beach")
    assert hints(state).not_drawn == "Can't draw: zeppelin."
    assert state.shell.running == []
    await type_prompt(state, "on the beach")
    assert hints(state).not_drawn == ""


async def test_it_is_told_after_make_too_and_holds_nothing_up(owner: Actor) -> None:
    state = await create(owner)
    await call(state.page, "make", {"prompt": "a zeppelin, beach"})
    assert hints(state).not_drawn == "Can't draw: zeppelin."
    assert [card.prompt for card in state.shell.running] == ["a zeppelin, beach"]


async def test_it_is_told_of_a_draft_when_the_page_opens(owner: Actor) -> None:
    await type_prompt(await create(owner), "a zeppelin, beach")
    assert hints(await create(owner)).not_drawn == "Can't draw: zeppelin."


async def test_the_engine_is_asked_once_for_each_prompt_and_with_the_character(
    owner: Actor, fake_engine: FakeEngine
) -> None:
    own = await invent(owner)
    state = await create(owner, character=own)
    for _ in range(3):
        await type_prompt(state, "a zeppelin")
    (asked,) = fake_engine.asked
    assert asked.appearance is not None
    assert asked.appearance.key == own


async def test_words_are_offered_and_added(owner: Actor, fake_engine: FakeEngine) -> None:
    state = await create(owner)
    assert [(group.title, group.words) for group in hints(state).words] == [("Places", ["beach", "cafe"])]
    before = state.composer.form_version
    await call(hints(state), "add_word", "cafe")
    assert state.composer.prompt == "cafe"
    await call(state.composer, "set_prompt", "smiling, ")
    await call(hints(state), "add_word", "beach")
    assert state.composer.prompt == "smiling, beach"
    assert state.composer.form_version == before + 2


async def test_other_words_are_refused(owner: Actor) -> None:
    state = await create(owner)
    await call(hints(state), "add_word", "zeppelin")
    assert state.composer.prompt == ""


async def test_the_sketch_engine_names_its_style_and_what_a_set_shares(owner: Actor) -> None:
    state = await create(owner)
    assert hints(state).styles[0] == ("realistic", "Illustrated")
    assert hints(state).set_note
    assert [group.title for group in hints(state).words][:4] == ["Places", "Clothes", "Light", "Moods"]
    await type_prompt(state, "Mirror selfie with my phone, wearing a tutu")
    assert "Can't draw: Mirror, phone, tutu." in hints(state).not_drawn


async def test_a_provider_lists_no_words_and_says_nothing(
    owner: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = hints(await create(owner))
    config = replace(runtime().engine_config, default_engine="fake", providers=frozenset({"fake"}))
    substitute(monkeypatch, {EngineConfig: config})
    state._show()
    assert await read_not_drawn(owner, PromptQuestion("a zeppelin")) == ""
    assert (state.words, state.set_note) == ([], "")
    assert state.styles[0] == ("realistic", "Realistic")


async def test_card_and_lightbox_tell_it_and_call_the_style_what_it_is(
    owner: Actor, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(rules.SHAPES, "4:5", (64, 80))
    substitute(monkeypatch, queue=queue)
    own = await invent(owner)
    state = await create(owner, character=own)
    await call(state.page, "make", {"prompt": "bikini on the beach, with a mirror"})
    said = hints(state).not_drawn
    assert said == "Draws a halter top instead of a bikini. Can't draw: mirror."
    await queue.run()
    card, *_ = (await create(owner)).stream.generations
    assert card.note == said
    assert "Illustrated" in card.facts
    box = await tab(LightboxState, owner, "/dashboard/gallery")
    await call(box, "open_lightbox", card.outputs[0].id)
    assert (box.card.note, box.card.style) == (said, "Illustrated")
