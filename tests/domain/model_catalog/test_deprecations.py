from datetime import date

import pytest

from influencer_app.domain.model_catalog.deprecations import has_ended, shutdown_date, warning

SPEECH_ENDS = date(2027, 1, 6)


@pytest.mark.parametrize(
    ("model", "ends"),
    [
        ("gpt-4o-mini-tts", SPEECH_ENDS),
        ("gpt-4o-mini-tts-2025-12-15", SPEECH_ENDS),
        ("tts-1", SPEECH_ENDS),
        ("tts-1-hd", SPEECH_ENDS),
        ("gpt-4o-mini", date(2027, 1, 14)),
        ("gpt-6-luna", None),
        ("omni-moderation-latest", None),
        ("omni-moderation-2024-09-26", None),
        ("", None),
    ],
)
def test_the_announced_day_is_known_of_snapshots_too(model: str, ends: date | None) -> None:
    assert shutdown_date(model) == ends


def test_a_model_ends_on_its_day() -> None:
    assert not has_ended("tts-1", date(2027, 1, 5))
    assert has_ended("tts-1", SPEECH_ENDS)
    assert not has_ended("gpt-6-luna", SPEECH_ENDS)


def test_operators_are_warned_in_time() -> None:
    assert warning("tts-1", date(2026, 6, 1)) is None
    told = "tts-1 ends on 2027-01-06, in 44 days; choose another model before."
    assert warning("tts-1", date(2026, 11, 23)) == told
    assert warning("tts-1", date(2027, 2, 1)) == "tts-1 ended on 2027-01-06; choose another model."
    assert warning("gpt-6-luna", date(2026, 11, 23)) is None


def test_the_provider_knows_better() -> None:
    later, sooner = date(2028, 1, 6), date(2026, 12, 1)
    assert warning("tts-1", date(2026, 11, 23), announced=later) is None
    assert "2026-12-01" in (warning("gpt-6-luna", date(2026, 11, 23), announced=sooner) or "")
