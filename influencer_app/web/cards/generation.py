"""A generation as a card: small, frozen, with its texts already made."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from influencer_app.domain.generation.schemas import GenerationDetail
from influencer_app.web.cards.character import CharacterOption
from influencer_app.web.cards.output import OutputCard, output_card
from influencer_app.web.cards.style import style_label
from influencer_app.web.cards.timeline import TimelineStep, ordinal, timeline_steps

AWAITING = "awaiting_confirmation"
ENDED = ("succeeded", "failed", "canceled")
SLOT_LABELS = {"waiting": "Next", "finishing": "Finishing", "failed": "Failed"}


@dataclass(frozen=True)
class OutputSlot:
    """An output that is being made; ``src`` is filled once it has been delivered."""

    index: int
    progress: float
    label: str
    src: str
    alt: str


@dataclass(frozen=True)
class GenerationCard:
    """A generation in the stream. ``kind`` is queued, awaiting, running, done or ended (with nothing).

    One that is awaiting asks for ``required_price`` in the words of ``wait_reason``.

    ``repeat_price`` and ``variation_price`` are the credits for the same set and for one more output of it.
    ``progress`` is 0 to 1, ``status_text`` says briefly where the generation is. ``note`` is what the
    engine could not do as asked.
    """

    id: str
    kind: str
    prompt: str
    title: str
    facts: str
    aspect_ratio: str
    progress: float
    percent: str
    queue_position: str
    ordinal_suffix: str
    character_thumb: str
    steps: list[TimelineStep]
    slots: list[OutputSlot]
    outputs: list[OutputCard]
    problem: str
    purpose: str
    created_at: str
    wait_reason: str
    repeat_price: str
    variation_price: str
    is_video: bool
    note: str = ""
    status_text: str = ""
    delete_label: str = ""
    required_price: str = ""
    confirm_until: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it still waits or runs."""
        return self.kind in ("queued", "awaiting", "running")


def generation_card(one: GenerationDetail, characters: dict[str, CharacterOption]) -> GenerationCard:
    """The card of a generation; ``characters`` are those of its owner, by id."""
    character = characters.get(str(one.character_id))
    outputs = [output_card(output, one.prompt) for output in one.outputs]
    position, suffix = ordinal(one.queue_position)
    steps = timeline_steps(one, ended=one.status in ENDED)
    return GenerationCard(
        id=str(one.id),
        kind=_kind(one),
        prompt=one.prompt,
        title=_title(one, character),
        facts=_facts(one),
        aspect_ratio=one.aspect_ratio.replace(":", " / "),
        progress=round(one.progress, 3),
        percent=f"{one.progress:.0%}",
        queue_position=position,
        ordinal_suffix=suffix,
        character_thumb=character.thumb_url if character else "",
        steps=steps,
        status_text=_status_text(one, steps),
        slots=_slots(one, outputs),
        outputs=outputs,
        problem=_problem(one),
        purpose=one.purpose,
        created_at=one.created_at.isoformat(),
        wait_reason=_wait_reason(one),
        repeat_price=credits_text(one.credits_reserved),
        variation_price=credits_text(one.credits_reserved // one.count),
        is_video=one.type != "image",
        note=one.note or "",
        delete_label=_delete_label(one),
        required_price=credits_text(one.credits_required or 0),
        confirm_until=one.confirm_until.isoformat() if one.confirm_until else "",
    )


def move_in_queue(card: GenerationCard, place: int | None) -> GenerationCard:
    """A waiting card at its new place; the same card if it does not wait, or without a place."""
    if card.kind != "queued" or place is None or card.queue_position == str(place):
        return card
    position, suffix = ordinal(place)
    return replace(
        card,
        queue_position=position,
        ordinal_suffix=suffix,
        status_text=_place_text(place),
        wait_reason=_wait_text(place, card.repeat_price),
    )


def in_order(cards: Iterable[GenerationCard]) -> list[GenerationCard]:
    """What runs, newest first as given, above what waits, by its place in the queue."""

    def place(card: GenerationCard) -> tuple[bool, int]:
        queued = card.kind == "queued"
        return queued, int(card.queue_position or sys.maxsize) if queued else 0

    return sorted(cards, key=place)


def credits_text(number: int) -> str:
    """A number of credits, such as "1 credit"."""
    return "1 credit" if number == 1 else f"{number} credits"


def time_until(moment: datetime) -> str:
    """The time left until ``moment``, in minutes: "in 3 h 20 min"."""
    minutes = max(1, round((moment - datetime.now(UTC)).total_seconds() / 60))
    hours, rest = divmod(minutes, 60)
    return f"in {hours} h {rest} min" if hours else f"in {rest} min"


def _kind(one: GenerationDetail) -> str:
    if one.status == "queued":
        return "queued"
    if one.status == AWAITING:
        return "awaiting"
    if one.status not in ENDED:
        return "running"
    return "done" if one.outputs else "ended"


def _status_text(one: GenerationDetail, steps: list[TimelineStep]) -> str:
    if one.status == "queued":
        return _place_text(one.queue_position)
    if one.status == AWAITING:
        return f"Waits for you: it costs {credits_text(one.credits_required or 0)}"
    running = next((step for step in steps if step.state == "running"), None)
    if running is None:
        return f"{one.progress:.0%}"
    gap = ": " if running.detail[:1].isalpha() else " "
    return f"{running.name}{gap}{running.detail}".strip() + f", {one.progress:.0%}"


def _delete_label(one: GenerationDetail) -> str:
    """What goes with the whole card."""
    if len(one.outputs) > 1:
        return f"Delete the set of {len(one.outputs)}"
    return "Delete this picture" if one.outputs and one.type == "image" else "Delete"


def _place_text(place: int | None) -> str:
    return f"{''.join(ordinal(place))} in line" if place else "In line"


def _title(one: GenerationDetail, character: CharacterOption | None) -> str:
    if one.purpose == "portrait":
        return f"Portrait of {character.name}" if character else "Portrait"
    return one.script or one.prompt


def _facts(one: GenerationDetail) -> str:
    noun = {"video": "clip", "avatar": "talking video"}.get(one.type)
    count = noun or ("1 picture" if one.count == 1 else f"{one.count} pictures")
    parts = [count, one.aspect_ratio, style_label(one.engine, one.style), f"seed {one.seed}"]
    if one.status in ENDED:
        parts.insert(2, credits_text(one.credits_used) if one.credits_used else "no charge")
    return ", ".join(parts)


def _wait_reason(one: GenerationDetail) -> str:
    """Why it waits, and the credits reserved for it."""
    if one.status == AWAITING:
        price = credits_text(one.credits_required or 0)
        return f"The script is longer than estimated: it costs {price} instead of {one.credits_reserved}."
    if one.status != "queued":
        return ""
    return _wait_text(one.queue_position or 1, credits_text(one.credits_reserved))


def _wait_text(place: int, price: str) -> str:
    ahead = place - 1
    why = {0: "Next in line.", 1: "One job ahead."}.get(ahead, f"{ahead} jobs ahead.")
    return why if price == credits_text(0) else f"{why} {price} reserved."


def _problem(one: GenerationDetail) -> str:
    """What went wrong and what became of the credits, computed from reserved and used."""
    back = one.credits_reserved - one.credits_used
    returned = f" {credits_text(back)} refunded." if back else ""
    if one.status == "failed":
        return one.error.message if one.error else f"It could not be made.{returned}"
    if one.status == "canceled":
        return one.error.message if one.error else f"Canceled.{returned}"
    if one.status == "succeeded" and back:
        missing = round(back * one.count / one.credits_reserved)  # outputs may have been deleted since
        return f"{missing} of {one.count} could not be made.{returned}"
    return ""


def _slots(one: GenerationDetail, outputs: list[OutputCard]) -> list[OutputSlot]:
    if one.status in ENDED or one.status in ("queued", AWAITING):
        return []
    delivered = dict(zip((output.index for output in one.outputs), outputs, strict=True))
    tasks = {part.index: part for part in one.render_tasks}
    slots = []
    for index in range(one.count):
        task, output = tasks.get(index), delivered.get(index)
        progress = task.progress if task else 0.0
        label = "" if output else SLOT_LABELS.get(task.status if task else "waiting", f"{progress:.0%}")
        src, alt = (output.src, output.alt) if output else ("", "")
        slots.append(OutputSlot(index, round(progress, 3), label, src, alt))
    return slots
