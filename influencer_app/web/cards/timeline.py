"""The timeline of a generation as lines of a list."""

from dataclasses import dataclass

from influencer_app.domain.generation.schemas import GenerationDetail, StepDetail

STEP_NAMES = {
    "moderate": "Check",
    "enhance": "Prompt",
    "speech": "Speech",
    "confirm": "Price",
    "submit": "Queue",
    "render": "Drawing",
    "finish": "Finishing",
}
UPCOMING = ("submit", "render", "finish")


@dataclass(frozen=True)
class TimelineStep:
    """A line of the timeline; ``state`` is done, running, failed or waiting."""

    name: str
    detail: str
    state: str


def timeline_steps(one: GenerationDetail, *, ended: bool) -> list[TimelineStep]:
    """Finished and running steps with their durations, then, unless it has ended, those to come."""
    steps = [
        TimelineStep(STEP_NAMES.get(step.name, step.name), _detail(step, one), step.status)
        for step in one.steps
    ]
    if not ended:
        known = {step.name for step in one.steps}
        steps += [TimelineStep(STEP_NAMES[name], "", "waiting") for name in UPCOMING if name not in known]
    return steps


def ordinal(number: int | None) -> tuple[str, str]:
    """The digits of ``number`` and its English suffix: ("3", "rd"); two empty strings for None."""
    if number is None:
        return "", ""
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return str(number), suffix


def _detail(step: StepDetail, one: GenerationDetail) -> str:
    """How long it took, how far it is, or what it waits for."""
    if step.status == "running" and step.name == "render" and one.count > 1 and not step.detail:
        rendered = sum(part.status in ("finishing", "done") for part in one.render_tasks)
        return f"{min(rendered + 1, one.count)} of {one.count}"
    if step.ended_at is None:
        return step.detail or ""
    began = one.created_at if step.name == "submit" else step.started_at
    return _seconds((step.ended_at - began).total_seconds())


def _seconds(seconds: float) -> str:
    if seconds < 0.05:
        return ""
    return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
