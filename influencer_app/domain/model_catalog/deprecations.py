"""Announced shutdown dates of models; the provider's own answer wins.

From https://developers.openai.com/api/docs/deprecations as of November 2026.
"""

from datetime import date, timedelta
from typing import Final

SPEECH_ENDS: Final = date(2027, 1, 6)

SHUTDOWN: Final[dict[str, date]] = {
    **dict.fromkeys(("tts-1", "tts-1-hd", "gpt-4o-mini-tts"), SPEECH_ENDS),
    **dict.fromkeys(("gpt-4", "gpt-4-turbo", "gpt-3.5-turbo", "gpt-4.1-nano", "o1"), date(2026, 10, 23)),
    **dict.fromkeys(("o3-mini", "o4-mini"), date(2026, 10, 23)),
    **dict.fromkeys(("gpt-5", "gpt-5-mini", "gpt-5-nano", "o3"), date(2026, 12, 11)),
    **dict.fromkeys(("gpt-4o", "gpt-4o-mini", "gpt-4.1", "gpt-4.1-mini"), date(2027, 1, 14)),
    **dict.fromkeys(("gpt-5.1", "gpt-5.4-nano"), date(2027, 4, 1)),
}
"""The model stops responding on this date."""

WARN_BEFORE: Final = timedelta(days=180)


def shutdown_date(model: str) -> date | None:
    """The announced date, also of a dated snapshot (``gpt-4o-mini-tts-2025-12-15``), or None."""
    return SHUTDOWN.get(model) or SHUTDOWN.get(_without_date(model))


def has_ended(model: str, today: date) -> bool:
    """True if the model has shut down by this date."""
    ends = shutdown_date(model)
    return ends is not None and today >= ends


def warning(model: str, today: date, announced: date | None = None) -> str | None:
    """A warning for operators if the model has shut down or will within half a year, else None.

    ``announced`` is the provider's own date, if known.
    """
    ends = announced or shutdown_date(model)
    if ends is None or ends - today > WARN_BEFORE:
        return None
    if today >= ends:
        return f"{model} ended on {ends:%Y-%m-%d}; choose another model."
    return f"{model} ends on {ends:%Y-%m-%d}, in {(ends - today).days} days; choose another model before."


def _without_date(model: str) -> str:
    name, _, snapshot = model[:-6].rpartition("-")
    dated = len(model) > 11 and (snapshot + model[-6:]).replace("-", "").isdigit()
    return name if dated else model
