"""What pages show of generations and characters: small frozen cards with their words already made."""

from dataclasses import dataclass
from datetime import UTC, datetime

from influencer_app.domain.characters.schemas import CharacterDetail
from influencer_app.domain.generation.schemas import GenerationDetail, StepDetail
from influencer_app.domain.outputs.schemas import OutputDetail
from influencer_app.web.placeholder import placeholder

STEPS = {
    "moderate": "Check",
    "enhance": "Words",
    "speech": "Speech",
    "submit": "Queue",
    "render": "Drawing",
    "finish": "Finishing",
}
COMING = ("submit", "render", "finish")
ENDED = ("succeeded", "failed", "canceled")
GENDER_WORDS = {"female": "woman", "male": "man", "nonbinary": "nonbinary"}
PART_WORDS = {"waiting": "Next", "finishing": "Fixing", "lost": "Not made"}


@dataclass(frozen=True)
class Face:
    """A character to pick."""

    id: str
    name: str
    thumb_url: str
    facts: str = ""


@dataclass(frozen=True)
class Step:
    """A line of the timeline; ``state`` is done, running, failed or waiting."""

    name: str
    detail: str
    state: str


@dataclass(frozen=True)
class Shot:
    """A delivered picture. ``grow`` is its width to height, for rows that fill."""

    id: str
    generation_id: str
    src: str
    thumb: str
    full: str
    alt: str
    width: int
    height: int
    grow: float
    placeholder: str
    favourite: bool
    seed: str
    film: bool = False
    captions: str = ""
    lasts: str = ""
    at: str = ""
    day: str = ""
    """When it was made, for the first one of a day on a page that is grouped so."""


@dataclass(frozen=True)
class Place:
    """A picture on its way under the safelight; ``src`` is there when it has come."""

    index: int
    progress: float
    label: str
    src: str
    alt: str


@dataclass(frozen=True)
class Job:
    """A generation in the stream. ``kind`` is queued, running, done or ended (nothing came).

    ``again`` and ``one_more`` say what the same set, and one more of it, would cost; ``now`` where it is,
    in a few words.
    """

    id: str
    kind: str
    prompt: str
    title: str
    facts: str
    ratio: str
    progress: float
    percent: str
    place: str
    place_ending: str
    face: str
    steps: list[Step]
    places: list[Place]
    shots: list[Shot]
    trouble: str
    purpose: str
    created_at: str
    wait: str
    again: str
    one_more: str
    film: bool
    now: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it still waits or runs."""
        return self.kind in ("queued", "running")


def job_card(one: GenerationDetail, faces: dict[str, Face]) -> Job:
    """A generation as a card."""
    face = faces.get(str(one.character_id))
    shots = [shot_card(output, one.prompt) for output in one.outputs]
    place, ending = _ordinal(one.queue_position)
    steps = step_cards(one)
    return Job(
        id=str(one.id),
        kind=_kind(one),
        prompt=one.prompt,
        title=_title(one, face),
        facts=_facts(one),
        ratio=one.aspect_ratio.replace(":", " / "),
        progress=round(one.progress, 3),
        percent=f"{one.progress:.0%}",
        place=place,
        place_ending=ending,
        face=face.thumb_url if face else "",
        steps=steps,
        now=_now(one, steps),
        places=_places(one, shots),
        shots=shots,
        trouble=_trouble(one),
        purpose=one.purpose,
        created_at=one.created_at.isoformat(),
        wait=_wait(one),
        again=_credits(one.credits_reserved),
        one_more=_credits(one.credits_reserved // one.count),
        film=one.type != "image",
    )


def shot_card(output: OutputDetail, prompt: str) -> Shot:
    """A delivered picture as a card; its alternative text is the prompt."""
    return Shot(
        id=str(output.id),
        generation_id=str(output.generation_id),
        src=output.preview_url,
        thumb=output.thumb_url,
        full=output.url,
        alt=prompt[:300],
        width=output.width,
        height=output.height,
        grow=round(output.width / output.height, 4),
        placeholder=placeholder(output.thumbhash),
        favourite=output.favourite,
        seed=str(output.seed),
        film=output.kind == "video",
        captions=output.captions_url or "",
        lasts=minutes(output.duration) if output.duration else "",
        at=output.created_at.isoformat(),
    )


def minutes(seconds: float) -> str:
    """As in 0:04."""
    return f"{round(seconds) // 60}:{round(seconds) % 60:02d}"


def face_card(one: CharacterDetail) -> Face:
    """A character as a face."""
    return Face(
        id=str(one.id),
        name=one.name,
        thumb_url=one.portrait_thumb_url or "",
        facts=f"{one.age}, {GENDER_WORDS[one.gender]}",
    )


def step_cards(one: GenerationDetail) -> list[Step]:
    """What has been done with its times, then what is still to come."""
    found = [Step(STEPS.get(step.name, step.name), _step_words(step, one), step.status) for step in one.steps]
    if one.status not in ENDED:
        known = {step.name for step in one.steps}
        found += [Step(STEPS[name], "", "waiting") for name in COMING if name not in known]
    return found


def _kind(one: GenerationDetail) -> str:
    if one.status == "queued":
        return "queued"
    if one.status not in ENDED:
        return "running"
    return "done" if one.outputs else "ended"


def _now(one: GenerationDetail, steps: list[Step]) -> str:
    if one.status == "queued":
        return f"{''.join(_ordinal(one.queue_position))} in line" if one.queue_position else "In line"
    running = next((step for step in steps if step.state == "running"), None)
    if running is None:
        return f"{one.progress:.0%}"
    return f"{running.name} {running.detail}".strip() + f", {one.progress:.0%}"


def _title(one: GenerationDetail, face: Face | None) -> str:
    if one.purpose == "portrait":
        return f"Portrait of {face.name}" if face else "Portrait"
    return one.script or one.prompt


def _facts(one: GenerationDetail) -> str:
    made = {"video": "clip", "avatar": "talking"}.get(one.type)
    count = made or ("1 picture" if one.count == 1 else f"{one.count} pictures")
    parts = [count, one.aspect_ratio, one.style.capitalize(), f"seed {one.seed}"]
    if one.status in ENDED:
        parts.insert(2, _credits(one.credits_used) if one.credits_used else "no charge")
    return ", ".join(parts)


def _wait(one: GenerationDetail) -> str:
    """Why it waits, and what is set aside for it."""
    if one.status != "queued":
        return ""
    ahead = (one.queue_position or 1) - 1
    why = {0: "Next in line.", 1: "One job is ahead of it."}.get(ahead, f"{ahead} jobs are ahead of it.")
    return f"{why} {_credits(one.credits_reserved)} reserved." if one.credits_reserved else why


def _credits(number: int) -> str:
    return "1 credit" if number == 1 else f"{number} credits"


def _trouble(one: GenerationDetail) -> str:
    """What happened, and what it means for the credits: told from what was reserved and used."""
    back = one.credits_reserved - one.credits_used
    returned = f" {_credits(back)} {'is' if back == 1 else 'are'} back." if back else ""
    if one.status == "failed":
        return one.error.message if one.error else f"It could not be made.{returned}"
    if one.status == "canceled":
        return f"Canceled.{returned}"
    if one.status == "succeeded" and back:
        missing = one.count - len(one.outputs)
        return f"{missing} of {one.count} could not be made.{returned}"
    return ""


def _places(one: GenerationDetail, shots: list[Shot]) -> list[Place]:
    if one.status in ENDED or one.status == "queued":
        return []
    made = dict(zip((output.index for output in one.outputs), shots, strict=True))
    parts = {part.index: part for part in one.parts}
    found = []
    for index in range(one.count):
        part, shot = parts.get(index), made.get(index)
        progress = part.progress if part else 0.0
        words = "" if shot else PART_WORDS.get(part.status if part else "waiting", f"{progress:.0%}")
        found.append(
            Place(index, round(progress, 3), words, shot.src if shot else "", shot.alt if shot else "")
        )
    return found


def _step_words(step: StepDetail, one: GenerationDetail) -> str:
    if step.status == "running" and step.name == "render" and one.count > 1:
        drawn = sum(part.status in ("finishing", "done") for part in one.parts)
        return f"{min(drawn + 1, one.count)} of {one.count}"
    if step.ended_at is None:
        return ""
    began = one.created_at if step.name == "submit" else step.started_at
    return _seconds((step.ended_at - began).total_seconds())


def _seconds(seconds: float) -> str:
    if seconds < 0.05:
        return ""
    return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"


def _ordinal(number: int | None) -> tuple[str, str]:
    if number is None:
        return "", ""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return str(number), ending


def until_words(moment: datetime) -> str:
    """How long until ``moment``, by the minute: "in 3 h 20 min"."""
    minutes = max(1, round((moment - datetime.now(UTC)).total_seconds() / 60))
    hours, rest = divmod(minutes, 60)
    return f"in {hours} h {rest} min" if hours else f"in {rest} min"
