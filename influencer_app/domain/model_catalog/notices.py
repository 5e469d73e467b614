"""Says what operators should know about a model: that it is gone, ends, or has a newer version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from influencer_app.domain.model_catalog.deprecations import WARN_BEFORE
from influencer_app.domain.model_catalog.queries import WORDS
from influencer_app.domain.model_catalog.schemas import VANISHED, ModelDetail

Urgency = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence about a model. ``error``: it cannot be used; ``warning``: soon it cannot; else ``info``."""

    urgency: Urgency
    text: str


def list_notices(model: ModelDetail, others: Sequence[ModelDetail], today: date) -> list[Notice]:
    """The most urgent first. ``others`` are the models of the catalog, among them perhaps a replacement."""
    found = [
        _about_availability(model, others, today),
        _about_the_end(model, others, today),
        _about_the_check(model),
        _about_the_version(model),
    ]
    order = ("error", "warning", "info")
    return sorted((notice for notice in found if notice), key=lambda notice: order.index(notice.urgency))


def licence_of(model: ModelDetail) -> str:
    """The licence as far as it is known, else where to read it."""
    page = model.licence_url or f"https://{model.engine}.com/{model.name}"
    return model.licence or f"see {page}"


def _about_availability(model: ModelDetail, others: Sequence[ModelDetail], today: date) -> Notice | None:
    if not model.unavailable_reason:
        return None
    reason = f"{model.title} is gone from the provider"
    if model.unavailable_reason != VANISHED:
        reason = f"{model.title} cannot be driven from here: {model.unavailable_reason.rstrip('.')}"
    return _broken(model, others, today, reason)


def _about_the_end(model: ModelDetail, others: Sequence[ModelDetail], today: date) -> Notice | None:
    ends = model.ends_on
    if ends is None or ends - today > WARN_BEFORE:
        return None
    if today >= ends:
        return _broken(model, others, today, f"{model.title} ended on {ends:%Y-%m-%d}")
    reason = f"{model.title} ends on {ends:%Y-%m-%d}, in {_days(ends - today)}"
    if not model.enabled:
        return Notice("info", reason)
    return Notice("warning", f"{_outputs_of(model)}: {reason}; {_advice(model, others, today)}")


def _broken(model: ModelDetail, others: Sequence[ModelDetail], today: date, reason: str) -> Notice:
    """Nobody misses a model that is off."""
    if not model.enabled:
        return Notice("info", reason)
    return Notice("error", f"{_outputs_of(model)} cannot be made, {reason}; {_advice(model, others, today)}")


def _outputs_of(model: ModelDetail) -> str:
    return WORDS.get(model.kind, model.kind)


def _about_the_check(model: ModelDetail) -> Notice | None:
    if model.check_error:
        return Notice("warning", f"{model.title}: the last check failed: {model.check_error}")
    if model.checked_at is None:
        return Notice("info", f"{model.title} has not been checked yet")
    return None


def _about_the_version(model: ModelDetail) -> Notice | None:
    if not model.has_newer_version:
        return None
    newer = f"{model.name} has a newer version, {model.latest_version[:12]}"
    return Notice("info", f"{newer}; {model.version[:12]} stays in use until you switch")


def _advice(model: ModelDetail, others: Sequence[ModelDetail], today: date) -> str:
    """What to do instead of using it: the command, with a model of the catalog if there is one."""
    usable = [other for other in others if _replaces(model, other, today)]
    named = [other for other in usable if model.replacement in (other.name, other.title)]
    if named or (usable and not model.replacement):
        found = (named or usable)[0]
        return f"switch to {found.title} with `influencer models --use {found.id}`"
    name = model.replacement or "OWNER/NAME"
    return f"add {model.replacement or 'another'} with `influencer models --add {model.kind} {name} VERSION`"


def _replaces(model: ModelDetail, other: ModelDetail, today: date) -> bool:
    ended = other.ends_on is not None and other.ends_on <= today
    same = (other.engine, other.kind) == (model.engine, model.kind)
    return same and other.id != model.id and not other.unavailable_reason and not ended


def _days(left: timedelta) -> str:
    return "1 day" if left.days == 1 else f"{left.days} days"
