"""Attacks on signing in with a provider: each ends at the sign-in page, with nothing created."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import httpx2
import pytest
import structlog
from fastapi import FastAPI
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisDown

from influencer_app.api.routes.auth_providers import COOKIE
from influencer_app.app_services import sealed
from influencer_app.app_services.external_sign_in import LIFETIME, Attempt, LinkTicket
from influencer_app.app_services.sealed import seal, unseal
from influencer_app.db.base import new_id, now
from influencer_app.domain.accounts import tokens
from influencer_app.domain.accounts.identity_ports import IdentityProviders
from influencer_app.integrations.sign_in import openid
from influencer_app.wiring import Runtime, runtime
from influencer_app.wiring.identity_providers import open_identity_providers
from tests.api.conftest import client_of
from tests.api.openid import ADA, CALLBACK, START, begun, came_back, provider_of, returned
from tests.api.test_openid import link_ticket, rows
from tests.doubles.openid import Fault, Provider
from tests.runtime import substitute

Client = httpx2.AsyncClient
EXPIRED = "/auth/signin?error=sign-in-expired"
UNUSABLE = "/auth/signin?error=sign-in-unusable"
DOWN = "/auth/signin?error=provider-down"


@pytest.fixture
def google(app: Runtime, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    with provider_of(app, monkeypatch, ADA) as provider:
        yield provider


async def nobody_came(client: Client) -> None:
    assert (await client.get("/api/user")).status_code == 401
    assert (await rows("person"), await rows("sign_in_session"), await rows("linked_identity")) == (0, 0, 0)


FAULTS: dict[Fault, str] = {
    **dict.fromkeys(
        ("no_id_token", "wrong_nonce", "no_nonce", "wrong_audience", "wrong_party", "wrong_issuer"), UNUSABLE
    ),
    **dict.fromkeys(("alg_none", "hs256_with_public_key", "foreign_key", "wrong_at_hash"), UNUSABLE),
    **dict.fromkeys(("expired", "from_the_future", "refused", "nonsense"), UNUSABLE),
    **dict.fromkeys(("huge", "redirect", "server_error"), DOWN),
}


async def test_a_token_that_does_not_count_signs_nobody_in(anonymous: Client, google: Provider) -> None:
    for fault, location in FAULTS.items():
        google.fault = fault
        assert await came_back(anonymous, google) == location, fault
        assert google.calls.pop() in ("token", "jwks"), fault
        await nobody_came(anonymous)
    google.fault = ""
    assert await came_back(anonymous, google) == "/dashboard/characters?new=create"


async def test_a_provider_that_is_down_or_answers_nonsense(
    anonymous: Client, app: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults: tuple[Fault, ...] = ("server_error", "nonsense", "huge", "redirect", "slow")
    monkeypatch.setattr(openid, "TOTAL_SECONDS", 0.5)
    with provider_of(app, monkeypatch, ADA) as provider:
        for fault, at in product(faults, ("discovery", "jwks", "token")):
            anew = open_identity_providers(runtime().settings)
            substitute(monkeypatch, {IdentityProviders: anew})
            provider.fault, provider.fault_at = fault, at
            if at == "discovery":
                location = (await anonymous.get(START)).headers["location"]
            else:
                location = await came_back(anonymous, provider)
            assert location == (UNUSABLE if fault == "nonsense" else DOWN), (fault, at)
        await nobody_came(anonymous)


async def test_a_provider_of_another_name_is_not_asked(anonymous: Client, google: Provider) -> None:
    google.fault, google.fault_at = "wrong_issuer", "discovery"
    assert (await anonymous.get(START)).headers["location"] == UNUSABLE


async def test_a_provider_that_is_not_there(
    anonymous: Client, app: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with provider_of(app, monkeypatch, ADA):
        pass
    assert (await anonymous.get(START, params={"next": "/pricing"})).headers["location"] == (
        f"{DOWN}&next=%2Fpricing"
    )


async def test_denied_consent_is_told_without_alarm(anonymous: Client, google: Provider) -> None:
    asked = await begun(anonymous, next="/dashboard/gallery")
    location = await returned(anonymous, asked, error="access_denied")
    assert location == "/auth/signin?error=sign-in-canceled&next=%2Fdashboard%2Fgallery"
    asked = await begun(anonymous)
    assert await returned(anonymous, asked, error="temporarily_unavailable") == UNUSABLE
    await nobody_came(anonymous)


async def test_a_callback_counts_once(anonymous: Client, google: Provider) -> None:
    """The whole request again, cookie included, even with a code of its own."""
    asked = await begun(anonymous)
    cookie = anonymous.cookies[COOKIE]
    assert await returned(anonymous, asked, error="access_denied") != EXPIRED
    assert COOKIE not in anonymous.cookies
    headers = {"cookie": f"{COOKIE}={cookie}"}
    query = {"state": asked["state"], "code": google.issue_code(ADA, asked)}
    answer = await anonymous.get(CALLBACK, params=query, headers=headers)
    assert answer.headers["location"] == EXPIRED
    assert "token" not in google.calls
    await nobody_came(anonymous)


async def test_a_callback_in_another_browser_signs_nobody_in(
    api: FastAPI, anonymous: Client, google: Provider
) -> None:
    """Somebody sends a victim the address that they would come back to: the victim stays who they are."""
    asked = await begun(anonymous)
    async with client_of(api) as victim:
        assert await returned(victim, asked, code=google.issue_code(ADA, asked)) == EXPIRED
        own = await begun(victim)
        assert await returned(victim, {**own, "state": asked["state"]}, code="x") == EXPIRED
        await nobody_came(victim)


async def test_a_wrong_state_is_refused(anonymous: Client, google: Provider) -> None:
    for state in ("", "junk", "x" * 5000, "\u00e9"):
        asked = await begun(anonymous)
        code = google.issue_code(ADA, asked)
        assert await returned(anonymous, {"state": state}, code=code) == EXPIRED, state
    assert "token" not in google.calls
    await nobody_came(anonymous)


async def test_a_cookie_that_is_forged_old_or_of_another_provider_is_none(
    anonymous: Client, app: Runtime, google: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = await begun(anonymous)
    code = google.issue_code(ADA, asked)
    cookie = anonymous.cookies[COOKIE]
    anonymous.cookies.clear()
    ticket = seal(LinkTicket(provider="google", session_id=new_id()), LIFETIME)
    for forged in ("", "junk", cookie[:-4] + "AAAA", ticket):
        answer = await anonymous.get(
            CALLBACK, params={"state": asked["state"], "code": code}, headers={"cookie": f"{COOKIE}={forged}"}
        )
        assert answer.headers["location"] == EXPIRED
    with provider_of(runtime(), monkeypatch, key="openid"):
        answer = await anonymous.get(
            "/api/auth/openid/callback",
            params={"state": asked["state"], "code": code},
            headers={"cookie": f"{COOKIE}={cookie}"},
        )
        assert answer.headers["location"] == EXPIRED
    later = now() + LIFETIME
    monkeypatch.setattr(sealed, "now", lambda: later)
    answer = await anonymous.get(
        CALLBACK, params={"state": asked["state"], "code": code}, headers={"cookie": f"{COOKIE}={cookie}"}
    )
    assert answer.headers["location"] == EXPIRED
    await nobody_came(anonymous)


async def test_a_code_of_another_attempt_has_another_verifier(anonymous: Client, google: Provider) -> None:
    """A stolen code, brought by a browser with an attempt of its own: the provider compares the verifier."""
    stolen = google.issue_code(ADA, await begun(anonymous))
    assert await returned(anonymous, await begun(anonymous), code=stolen) == UNUSABLE
    assert google.calls.count("token") == 1
    await nobody_came(anonymous)


async def test_an_answer_of_another_issuer_is_refused(anonymous: Client, google: Provider) -> None:
    asked = await begun(anonymous)
    code = google.issue_code(ADA, asked)
    assert await returned(anonymous, asked, code=code, iss="https://elsewhere.example") == UNUSABLE
    assert "token" not in google.calls


async def test_nobody_is_led_to_another_site(anonymous: Client, google: Provider) -> None:
    await came_back(anonymous, google)
    elsewhere = (
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/api/auth/signout",
        "javascript:x",
    )
    for target in elsewhere:
        assert await came_back(anonymous, google, next=target) == "/dashboard/generate", target


async def test_another_site_cannot_begin(anonymous: Client, google: Provider) -> None:
    answer = await anonymous.get(START, headers={"sec-fetch-site": "cross-site"})
    assert (answer.status_code, answer.headers["location"]) == (302, "/auth/signin")
    assert COOKIE not in anonymous.cookies


async def test_linking_needs_leave_from_the_very_session(
    mine: Client, theirs: Client, anonymous: Client, google: Provider
) -> None:
    """No other site, and nobody else, has somebody link an identity to their account."""
    refused = "/dashboard/settings?tab=security&failed=sign-in-expired"
    ticket = await link_ticket(mine)
    for client, given in (
        (theirs, ticket),
        (anonymous, ticket),
        (mine, "junk"),
        (mine, ticket[:-4] + "AAAA"),
    ):
        assert (await client.get(START, params={"link": given})).headers["location"] == refused
    asked = await begun(mine, link=ticket)
    code = google.issue_code(ADA, asked)
    cookie = f"{COOKIE}={mine.cookies[COOKIE]}; {tokens.COOKIE}={theirs.cookies[tokens.COOKIE]}"
    answer = await theirs.get(
        CALLBACK, params={"state": asked["state"], "code": code}, headers={"cookie": cookie}
    )
    assert answer.headers["location"] == refused
    assert await rows("linked_identity") == 0


async def test_guessing_is_limited(anonymous: Client, google: Provider) -> None:
    found = [(await anonymous.get(START)).headers["location"] for _ in range(101)]
    assert found[99].startswith(google.url)
    assert found[100] == "/auth/signin?error=rate-limited"


async def test_without_redis_nobody_comes_back(
    anonymous: Client, google: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is used once must not be used twice, whatever is down."""
    asked = await begun(anonymous)

    async def down(*_: Any, **__: Any) -> None:
        raise RedisDown

    monkeypatch.setattr(Redis, "set", down)
    assert await returned(anonymous, asked, code=google.issue_code(ADA, asked)) == (
        "/auth/signin?error=unavailable"
    )


async def test_nothing_secret_is_logged_or_kept(
    anonymous: Client, google: Provider, app: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    with structlog.testing.capture_logs() as logs:
        asked = await begun(anonymous)
        attempt = unseal(Attempt, anonymous.cookies[COOKIE])
        assert attempt is not None
        code = google.issue_code(ADA, asked)
        assert await returned(anonymous, asked, code=code) != UNUSABLE
        stolen = google.issue_code(ADA, asked)
        google.fault = "expired"
        again = await begun(anonymous)
        unusable = google.issue_code(ADA, again)
        assert await returned(anonymous, again, code=unusable) == UNUSABLE
        assert await returned(anonymous, await begun(anonymous), code=stolen) == UNUSABLE
    failed = [one for one in logs if one["event"] == "external_sign_in_failed"]
    assert [(one["provider"], one["step"]) for one in failed] == [("google", "token")] * 2
    kept = [await app.redis.keys("used:*")]
    said = f"{logs} {caplog.text} {kept}"
    for secret in (attempt.state, attempt.nonce, attempt.verifier, code, stolen, unusable, "a secret of"):
        assert secret not in said
