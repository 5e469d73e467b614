"""``influencer doctor`` on the providers that people sign in with."""

from typing import Any

import pytest

from influencer_app.commands.doctor.check_sign_in import check_sign_in, check_sign_in_live
from influencer_app.settings import Settings
from tests.doubles.openid import Provider, served_provider
from tests.doubles.process import free_port


def settings(**changes: Any) -> Settings:
    return Settings.read(_env_file=None, **changes)


def google(issuer: str, **changes: Any) -> Settings:
    return settings(google_issuer=issuer, google_client_id="a", google_client_secret="b", **changes)


def test_without_a_provider_it_says_so() -> None:
    (found,) = check_sign_in(settings())
    assert str(found) == (
        "- sign-in      no GOOGLE_CLIENT_ID and no OPENID_CLIENT_ID: people sign in with passwords"
    )
    (found,) = check_sign_in_live(settings())
    assert str(found) == "- live sign-in not tried: no GOOGLE_CLIENT_ID and no OPENID_CLIENT_ID"


@pytest.mark.parametrize(
    ("public", "said"),
    [
        ("https://muse.example", "\u2713 sign-in      Google: register {back} there"),
        (
            "http://muse.example",
            "! sign-in      Google: sends people to {back}, which most refuse; use https",
        ),
    ],
)
def test_the_address_to_register_is_named(public: str, said: str) -> None:
    (found,) = check_sign_in(google("https://accounts.google.com", public_url=public))
    assert str(found) == said.format(back=f"{public}/api/auth/google/callback")


@pytest.fixture
def provider() -> Any:
    with served_provider() as provider:
        yield provider


def test_a_provider_that_answers(provider: Provider) -> None:
    for issuer in (provider.issuer, f"{provider.issuer}/"):
        (found,) = check_sign_in_live(google(issuer))
        assert str(found) == f"\u2713 live sign-in Google: {issuer} answers"
    assert provider.calls == ["discovery", "jwks"] * 2


def test_a_provider_of_another_name_and_one_that_is_not_there(provider: Provider) -> None:
    provider.fault, provider.fault_at = "wrong_issuer", "discovery"
    (found,) = check_sign_in_live(google(provider.issuer))
    assert str(found) == (
        f"\u2717 live sign-in Google: the discovery document of {provider.issuer} cannot be used;"
        " GOOGLE_ISSUER has to be the issuer that it names, and its addresses https"
    )
    nowhere = f"http://127.0.0.1:{free_port(0)}"
    (found,) = check_sign_in_live(google(nowhere))
    assert str(found) == (
        f"\u2717 live sign-in Google: {nowhere} does not answer; check GOOGLE_ISSUER, or try again later"
    )
