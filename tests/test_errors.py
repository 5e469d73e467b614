"""Errors of providers: one base class, and whether trying again can help."""

import pytest

from influencer_app.errors import (
    AnswerLost,
    OutputGone,
    ProviderError,
    ProviderFailed,
    ProviderRateLimited,
    ProviderRefused,
)


@pytest.mark.parametrize(
    ("error", "permanent"),
    [
        (ProviderRefused("No."), True),
        (OutputGone("Gone."), True),
        (ProviderRateLimited(2), False),
        (ProviderFailed("Down."), False),
        (AnswerLost("Lost."), False),
    ],
)
def test_a_provider_error_says_whether_it_is_permanent(error: ProviderError, permanent: bool) -> None:
    assert isinstance(error, ProviderError)
    assert error.permanent is permanent


def test_every_provider_error_is_covered_above() -> None:
    covered = {ProviderRefused, OutputGone, ProviderRateLimited, ProviderFailed, AnswerLost}
    assert set(ProviderError.__subclasses__()) == covered


def test_each_provider_error_has_a_code_of_its_own() -> None:
    errors = [ProviderError, *ProviderError.__subclasses__()]
    assert len({error.code for error in errors}) == len(errors)
