"""Create: what it does for its owner, and does not do for anybody else."""

import asyncio
from typing import Any

import pytest

from influencer_app.db.transaction import transaction
from influencer_app.domain.generation.ports.prompts import Enhanced, PromptPort
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import NewImage
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.wiring import runtime
from tests.fake_engine import FakeEngine, FakeQueue
from tests.runtime import substitute
from tests.web.browser import available, call, create, invent


async def test_create_shows_what_it_costs_and_what_is_left(owner: Actor) -> None:
    state = await create(owner)
    assert (state.composer.make_label, state.composer.price_label) == ("Make 1 picture", "5 credits")
    await call(state.composer, "set_count", "3")
    assert (state.composer.make_label, state.composer.price_label) == ("Make 3 pictures", "15 credits")
    assert state.composer.balance_after == "You have 80, this leaves 65"


async def test_the_face_in_the_address_is_chosen_and_priced(owner: Actor) -> None:
    own = await invent(owner)
    state = await create(owner, character=own)
    assert (state.composer.character_id, state.composer.price) == (own, 8)


async def test_make_puts_the_card_on_top_at_once(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    state = await create(owner)
    fake_engine.note = "Not understood: paris."
    await call(state.composer, "set_prompt", "on the beach")
    await call(state.composer, "enhance")
    await call(state.page, "make", {})
    assert [(card.kind, card.prompt, card.queue_position) for card in state.shell.running] == [
        ("running", "on the beach", "")
    ]
    assert await available(owner) == 75
    await queue.run()
    assert fake_engine.prompts[0].startswith("on the beach, clear sun")
    fresh = await create(owner)
    card = fresh.stream.generations[0]
    assert fresh.shell.running == []
    assert (card.kind, len(card.outputs), card.problem) == ("done", 1, "")
    assert card.note == "Not understood: paris."
    assert card.outputs[0].placeholder.startswith("data:image/webp;base64,")


@pytest.mark.parametrize(
    ("handler", "value", "field"),
    [
        ("set_prompt", "", "prompt_error"),
        ("set_prompt", "x" * 10_000, "prompt_error"),
        ("set_seed", "abc", "seed_error"),
        ("set_seed", "-2", "seed_error"),
        ("set_seed", "1.5", "seed_error"),
        ("set_seed", "2147483648", "seed_error"),
        ("set_negative", "x" * 1043, "negative_error"),
    ],
)
async def test_what_cannot_be_made_is_told_at_its_field(
    owner: Actor, handler: str, value: str, field: str
) -> None:
    state = await create(owner)
    await call(state.composer, "set_prompt", "on the beach")
    await call(state.composer, handler, value)
    await call(state.page, "make", {})
    assert getattr(state.composer, field)
    assert state.shell.running == state.stream.generations == []
    assert await available(owner) == 80
    assert state.shell.toasts == []


async def test_a_limit_is_told_by_its_field_and_number(owner: Actor) -> None:
    """Also where the field is folded away."""
    state = await create(owner)
    await call(state.page, "make", {"prompt": "on the beach", "negative": "x" * 1043, "seed": "-2"})
    assert state.composer.negative_error == "Negative prompt can have at most 1,000 characters."
    assert state.composer.seed_error == "Seed must be 0 or more."
    assert state.composer.show_advanced
    await call(state.composer, "set_negative", "fog")
    await call(state.composer, "set_seed", "7")
    assert state.composer.negative_error == state.composer.seed_error == ""


@pytest.mark.parametrize("seed", ["-1", " -1 ", ""])
async def test_a_seed_of_minus_one_is_random(owner: Actor, seed: str) -> None:
    state = await create(owner)
    await call(state.page, "make", {"prompt": "on the beach", "seed": seed})
    assert state.composer.seed_error == ""
    assert [card.prompt for card in state.shell.running] == ["on the beach"]


async def test_characters_that_no_database_keeps_are_left_out(owner: Actor) -> None:
    state = await create(owner)
    await call(state.composer, "set_prompt", "on\0 the \ud800beach")
    await call(state.draft, "save_draft")
    assert (await create(owner)).composer.prompt == "on the beach"


@pytest.mark.parametrize(
    ("handler", "junk"),
    [
        *(("set_style", "oil"), ("set_aspect_ratio", "5:7"), ("set_count", "9"), ("set_prompt", 7)),
        *(("choose_character", {"a": 1}), ("choose_character", "01a208f6-9223-7023-aa38-31fbd1372681")),
    ],
)
async def test_choices_that_do_not_exist_are_refused(owner: Actor, handler: str, junk: Any) -> None:
    state = await create(owner)
    composer = state.composer
    fields = ("style", "aspect_ratio", "count", "prompt", "character_id")
    before = [getattr(composer, name) for name in fields]
    await call(composer, handler, junk)
    assert [toast.tone for toast in state.shell.toasts] == ["bad"]
    assert [getattr(composer, name) for name in fields] == before


async def test_short_credits_are_told_with_the_way_on(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    for _ in range(4):
        async with transaction() as session:
            await start_image(session, owner, NewImage(prompt="x", count=4))
    state = await create(owner)
    await call(state.composer, "set_prompt", "on the beach")
    assert not state.composer.affordable
    assert (state.composer.shortage_title, state.composer.shortage_detail) == (
        "5 credits short",
        "1 picture costs 5. You have 0.",
    )
    assert state.shell.resets_in.startswith("in 2")
    assert state.composer.fewer == 0
    await call(state.page, "make", {})
    assert "costs 5 credits and you have 0" in state.shell.toasts[0].title


async def test_another_persons_generation_cannot_be_touched(
    owner: Actor, stranger: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    async with transaction() as session:
        own = await start_image(session, owner, NewImage(prompt="x"))
    state = await create(stranger)
    for target, name, given in (
        (state.shell, "cancel", [str(own.id)]),
        (state.stream, "delete", [str(own.id)]),
        (state.page, "edit", [str(own.id), True]),
        (state.page, "again", [str(own.id)]),
        (state.page, "vary", [str(own.id)]),
    ):
        state.shell.toasts = []
        key = [state.page.submit_key] if name in ("again", "vary") else []
        await call(target, name, *given, *key)
        assert "does not exist" in state.shell.toasts[0].title, name
    assert await available(owner) == 75


async def test_an_impatient_click_pays_once(owner: Actor, queue: FakeQueue, fake_engine: FakeEngine) -> None:
    """Whatever costs credits, with what the page had when the button was pressed."""
    state = await create(owner)
    await call(state.composer, "set_prompt", "on the beach")
    form = {"prompt": "on the beach", "submit_key": state.page.submit_key}
    for _ in range(3):
        await call(state.page, "make", form)
    assert await available(owner) == 75
    await queue.run()
    made = str((await create(owner)).stream.generations[0].id)
    for name in ("again", "vary"):
        before, key = await available(owner), state.page.submit_key
        await asyncio.gather(*(call(state.page, name, made, key) for _ in range(3)))
        await call(state.page, name, made, key)
        assert await available(owner) == before - 5, name
    before = await available(owner)
    await call(state.page, "make", {**form, "prompt": "", "submit_key": state.page.submit_key})
    await call(state.page, "make", {**form, "submit_key": state.page.submit_key})
    assert await available(owner) == before - 5


async def test_fewer_pictures_are_offered_where_credits_are_short(owner: Actor) -> None:
    for _ in range(3):
        async with transaction() as session:
            await start_image(session, owner, NewImage(prompt="x", count=4))
    state = await create(owner, character=await invent(owner))
    await call(state.composer, "set_count", "4")
    composer = state.composer
    assert (composer.shortage_title, composer.fewer, composer.fewer_label, composer.fewer_price) == (
        "12 credits short",
        2,
        "Make 2 pictures instead",
        16,
    )
    await call(state.composer, "set_count", str(state.composer.fewer))
    assert state.composer.affordable


async def test_a_set_can_be_taken_back_varied_and_asked_for_again(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    state = await create(owner)
    await call(state.composer, "set_prompt", "on the beach")
    await call(state.composer, "set_count", "2")
    await call(state.composer, "enhance")
    added = state.composer.enhancement
    await call(state.page, "make", {})
    await queue.run()
    state = await create(owner)
    made = state.stream.generations[0]
    assert (made.repeat_price, made.variation_price) == ("10 credits", "5 credits")
    await call(state.page, "edit", made.id, True)
    assert (state.composer.prompt, state.composer.enhancement, state.composer.count, state.composer.seed) == (
        "on the beach",
        added,
        2,
        made.outputs[0].seed,
    )
    await call(state.page, "edit", made.id, False)
    assert state.composer.seed == ""
    await call(state.page, "vary", made.id, state.page.submit_key)
    await call(state.page, "again", made.id, state.page.submit_key)
    one, again = (await create(owner)).shell.running
    assert (again.facts, one.facts.split(", seed")[0]) == (
        made.facts.replace(", 10 credits", ""),
        "1 picture, 4:5, Realistic",
    )
    assert await available(owner) == 80 - 10 - 5 - 10
    fake_engine.prompts.clear()
    await queue.run()
    assert set(fake_engine.prompts) == {f"on the beach, {added}"}


class Silent:
    """A model that has nothing to add, and says why."""

    identity = ""

    async def enhance(self, prompt: str, style: str) -> Enhanced:
        return Enhanced(text=prompt, added="", note="It did not answer. Your own words are used as they are.")


async def test_a_model_that_adds_nothing_is_told_and_nothing_is_lost(
    owner: Actor, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    substitute(monkeypatch, {PromptPort: Silent()})
    state = await create(owner)
    await call(state.composer, "set_prompt", "on the beach")
    await call(state.composer, "enhance")
    assert (state.composer.prompt, state.composer.enhancement, state.composer.enhancing) == (
        "on the beach",
        "",
        False,
    )
    assert [(toast.title, toast.body) for toast in state.shell.toasts] == [
        ("Nothing was added", "It did not answer. Your own words are used as they are.")
    ]


async def test_enhancing_too_often_is_refused(
    owner: Actor, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = runtime().settings.model_copy(update={"generate_calls_per_minute": 1})
    substitute(monkeypatch, settings=few)
    state = await create(owner)
    await call(state.composer, "set_prompt", "on the beach")
    await call(state.composer, "enhance")
    added = state.composer.enhancement
    await call(state.composer, "enhance")
    assert (state.composer.enhancement, state.composer.enhancing) == (added, False)
    assert "Too many requests" in state.shell.toasts[-1].title
