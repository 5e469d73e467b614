"""Errors: whether trying again can help, and one base class for those of providers."""

import pytest

from influencer_app.domain.files.ports import BlobMissing
from influencer_app.errors import (
    AnswerLost,
    AppError,
    InvalidInput,
    NotConfigured,
    OutputGone,
    ProviderError,
    ProviderFailed,
    ProviderRateLimited,
    ProviderRefused,
    RateLimited,
    ResultNotAllowed,
    ResultTooLarge,
    SpeechUnusable,
    StorageFull,
    Unavailable,
)


@pytest.mark.parametrize(
    ("error", "permanent"),
    [
        (BlobMissing("media/1"), True),
        (StorageFull(), False),
        (Unavailable("Down."), False),
        (RateLimited(5), False),
        (NotConfigured("No key."), True),
        (InvalidInput("No picture."), True),
        (SpeechUnusable("No sound."), True),
    ],
)
def test_an_error_of_a_port_says_whether_it_is_permanent(error: AppError, permanent: bool) -> None:
    assert error.permanent is permanent


@pytest.mark.parametrize(
    ("error", "permanent"),
    [
        (ProviderRefused("No."), True),
        (ResultNotAllowed("Elsewhere."), True),
        (ResultTooLarge("Too large."), True),
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
    errors = [ProviderError, *ProviderError.__subclasses__(), ResultNotAllowed, ResultTooLarge]
    assert len({error.code for error in errors}) == len(errors)
