"""Signing up and in with an OpenID provider, linking and unlinking."""

from collections.abc import Iterator

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select, text

from influencer_app.app_services.external_sign_in import link_path
from influencer_app.app_services.sign_in import authenticate_cookie
from influencer_app.db.tables import all_tables
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts import tokens
from influencer_app.domain.accounts.addresses import issue_password_reset
from influencer_app.domain.accounts.email_tokens import find_token
from influencer_app.domain.accounts.identities import ONLY_WAY_IN
from influencer_app.wiring import Runtime, runtime
from tests.api.conftest import PASSWORD, client_of, signed_up
from tests.api.openid import ADA, START, begun, came_back, provider_of, returned
from tests.doubles.openid import Account, Provider

Client = httpx2.AsyncClient
OWNER = Account("owner-1", "owner@example.com")
CREATE, FIRST = "/dashboard/generate", "/dashboard/characters?new=create"
NEW = "an even longer passphrase"


@pytest.fixture
def google(app: Runtime, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    with provider_of(app, monkeypatch, ADA) as provider:
        yield provider


async def rows(table: str) -> int:
    async with reading() as session:
        found = await session.scalar(select(func.count()).select_from(all_tables().tables[table]))
    assert isinstance(found, int)
    return found


async def verify(email: str) -> None:
    async with transaction() as session:
        await session.execute(
            text("update person set verified = true where email = :email"), {"email": email}
        )


async def mails() -> list[tuple[str, str]]:
    async with reading() as session:
        found = await session.execute(text("select template, address from mail order by created_at"))
        return [(template, address) for template, address in found]


async def link_ticket(client: Client, provider: str = "google") -> str:
    """What Settings gives to somebody who links."""
    actor = await authenticate_cookie(f"{tokens.COOKIE}={client.cookies[tokens.COOKIE]}")
    assert actor is not None
    return link_path(provider, actor).partition("?link=")[2]


async def linked(client: Client, provider: Provider, account: Account = ADA) -> str:
    return await came_back(client, provider, account, link=await link_ticket(client))


async def test_nothing_is_there_where_it_is_not_set_up(anonymous: Client) -> None:
    for path in ("google", "openid", "google/callback", "openid/callback"):
        assert (await anonymous.get(f"/api/auth/{path}")).status_code == 404


async def test_the_provider_is_asked_with_pkce_state_and_nonce(anonymous: Client, google: Provider) -> None:
    first, second = await begun(anonymous), await begun(anonymous)
    assert {name: first[name] for name in ("response_type", "client_id", "scope", "redirect_uri")} == {
        "response_type": "code",
        "client_id": "studio",
        "scope": "openid email profile",
        "redirect_uri": "http://localhost:3000/api/auth/google/callback",
    }
    assert first["code_challenge_method"] == "S256"
    for name, length in (("state", 43), ("nonce", 43), ("code_challenge", 43)):
        assert len(first[name]) >= length
        assert first[name] != second[name]
    assert google.calls == ["discovery"]


async def test_the_cookie_of_an_attempt_says_nothing_and_goes_nowhere_else(
    anonymous: Client, google: Provider
) -> None:
    answer = await anonymous.get(START)
    cookie = answer.headers["set-cookie"]
    lowered = cookie.lower()
    assert all(word in lowered for word in ("httponly", "samesite=lax", "path=/api/auth", "max-age=600")), (
        cookie
    )
    assert answer.headers["location"].partition("state=")[2][:43] not in cookie


async def test_sign_up_sign_out_and_sign_in_again(anonymous: Client, google: Provider) -> None:
    assert await came_back(anonymous, google) == FIRST
    user = (await anonymous.get("/api/user")).json()
    assert (user["email"], user["name"], user["verified"]) == ("ada@example.com", "Ada Lovelace", True)
    (identity,) = (await anonymous.get("/api/user/identities")).json()
    assert (identity["provider"], identity["email"], identity["active"]) == ("google", ADA.email, True)
    await anonymous.post("/api/auth/signout")
    assert await came_back(anonymous, google, next="/dashboard/gallery") == "/dashboard/gallery"
    assert (await anonymous.get("/api/user")).json()["id"] == user["id"]
    assert (await rows("person"), await rows("workspace"), await rows("linked_identity")) == (1, 1, 1)
    assert await mails() == []
    assert google.calls == ["discovery", "token", "jwks", "token"]


async def test_another_address_at_the_provider_is_the_same_person(
    anonymous: Client, google: Provider
) -> None:
    await came_back(anonymous, google)
    renamed = Account(ADA.subject, "ada.king@example.com")
    await came_back(anonymous, google, renamed)
    assert (await anonymous.get("/api/user")).json()["email"] == "ada@example.com"
    (identity,) = (await anonymous.get("/api/user/identities")).json()
    assert identity["email"] == "ada.king@example.com"


async def test_an_address_is_confirmed_where_the_provider_vouches_for_it(
    anonymous: Client, google: Provider
) -> None:
    """With a truth value or, as some do, with a text; else it is to be confirmed here."""
    for number, said in enumerate((False, None, "false", True, "true")):
        account = Account(f"u-{number}", f"u{number}@example.com", said)
        assert await came_back(anonymous, google, account) == FIRST
        assert (await anonymous.get("/api/user")).json()["verified"] is (said in (True, "true"))
    assert await mails() == [("verify_address", f"u{number}@example.com") for number in range(3)]


async def test_an_address_may_come_from_the_userinfo_endpoint(anonymous: Client, google: Provider) -> None:
    google.claims_in = "userinfo"
    assert await came_back(anonymous, google) == FIRST
    assert (await anonymous.get("/api/user")).json()["email"] == "ada@example.com"
    google.fault_at = "userinfo"
    assert await came_back(anonymous, google) == "/auth/signin?error=sign-in-unusable"


async def test_without_an_address_there_is_no_account(anonymous: Client, google: Provider) -> None:
    for email in (None, "", "nobody", "a\0b@example.com"):
        assert await came_back(anonymous, google, Account("x", email)) == "/auth/signin?error=no-address"
    assert await rows("person") == 0


async def test_keys_may_rotate_and_be_of_another_kind(anonymous: Client, google: Provider) -> None:
    await came_back(anonymous, google)
    google.rotate()
    google.algorithm = "ES256"
    assert await came_back(anonymous, google) == CREATE
    assert google.calls == ["discovery", "token", "jwks", "token", "jwks"]


async def test_a_second_provider_has_people_of_its_own(
    anonymous: Client, app: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with provider_of(app, monkeypatch, ADA, key="openid", openid_name="Keycloak") as provider:
        start = "/api/auth/openid"
        assert await came_back(anonymous, provider, start=start) == FIRST
        (identity,) = (await anonymous.get("/api/user/identities")).json()
        assert identity["provider"] == "openid"
        assert (await anonymous.get(START)).status_code == 404


async def test_an_account_with_a_verified_address_is_linked(mine: Client, google: Provider) -> None:
    await verify("owner@example.com")
    own = (await mine.get("/api/user")).json()["id"]
    await mine.post("/api/auth/signout")
    assert await came_back(mine, google, OWNER) == CREATE
    assert (await mine.get("/api/user")).json()["id"] == own
    assert ("identity_linked", "owner@example.com") in await mails()


@pytest.mark.parametrize(("here", "there"), [(False, True), (True, False), (False, False)])
async def test_an_account_whose_address_is_not_verified_on_both_sides_is_not_taken_over(
    mine: Client, anonymous: Client, google: Provider, here: bool, there: bool
) -> None:
    if here:
        await verify("owner@example.com")
    location = await came_back(anonymous, google, Account("other", "OWNER@example.com", there))
    assert location == "/auth/signin?error=link-first"
    assert (await anonymous.get("/api/user")).status_code == 401
    assert await rows("linked_identity") == 0
    assert (await mine.get("/api/user")).status_code == 200


async def test_who_opened_an_account_with_anothers_address_is_out_once_they_prove_it(
    api: FastAPI, mine: Client, google: Provider
) -> None:
    """Somebody signs up with a victim's address and links an identity of their own; then the victim comes."""
    await linked(mine, google)
    async with client_of(api) as victim:
        assert await came_back(victim, google, OWNER) == "/auth/signin?error=link-first"
        async with transaction() as session:
            issued = await issue_password_reset(session, "owner@example.com")
            assert issued is not None
            token = await find_token(session, issued[0], runtime().settings.secret_keys)
        answer = await victim.post("/api/auth/reset", json={"token": token, "password": NEW})
        assert answer.status_code == 204
        assert await rows("linked_identity") == 0
        assert (await mine.get("/api/user")).status_code == 401
        assert await came_back(mine, google) == FIRST
        assert (await mine.get("/api/user")).json()["email"] == "ada@example.com"
        assert await came_back(victim, google, OWNER) == CREATE


async def test_linking_in_settings_and_unlinking(mine: Client, google: Provider) -> None:
    own = (await mine.get("/api/user")).json()["id"]
    assert await linked(mine, google) == "/dashboard/settings?tab=security&linked=google"
    assert await linked(mine, google) == "/dashboard/settings?tab=security&linked=google"
    assert [one for one in await mails() if one[0] == "identity_linked"] == [
        ("identity_linked", "owner@example.com")
    ]
    await mine.post("/api/auth/signout")
    assert await came_back(mine, google) == CREATE
    assert (await mine.get("/api/user")).json()["id"] == own
    (identity,) = (await mine.get("/api/user/identities")).json()
    assert (await mine.delete(f"/api/user/identities/{identity['id']}")).status_code == 204
    assert (await mine.delete(f"/api/user/identities/{identity['id']}")).status_code == 404
    await mine.post("/api/auth/signout")
    assert await came_back(mine, google) == FIRST
    assert (await mine.get("/api/user")).json()["id"] != own


async def test_an_identity_signs_in_to_one_account_and_an_account_has_one_of_a_provider(
    mine: Client, theirs: Client, google: Provider
) -> None:
    await linked(mine, google)
    taken = "/dashboard/settings?tab=security&failed=identity-taken"
    assert await linked(theirs, google) == taken
    assert await linked(mine, google, Account("another", "x@example.com")) == taken
    assert await rows("linked_identity") == 1


async def test_the_only_way_in_stays_and_a_password_is_another(anonymous: Client, google: Provider) -> None:
    await came_back(anonymous, google)
    (identity,) = (await anonymous.get("/api/user/identities")).json()
    refused = await anonymous.delete(f"/api/user/identities/{identity['id']}")
    assert (refused.status_code, refused.json()["detail"]) == (409, ONLY_WAY_IN)
    old = await anonymous.post("/api/user/password", json={"old": "x", "new": NEW})
    assert old.json()["errors"][0]["field"] == "old"
    assert (await anonymous.post("/api/user/password", json={"new": "short"})).status_code == 400
    assert (await anonymous.post("/api/user/password", json={"new": NEW})).status_code == 204
    again = await anonymous.post("/api/user/password", json={"new": NEW})
    assert (again.status_code, again.json()["errors"][0]["field"]) == (400, "old")
    assert ("password_changed", "ada@example.com") in await mails()
    assert (await anonymous.delete(f"/api/user/identities/{identity['id']}")).status_code == 204
    body = {"email": "ada@example.com", "password": NEW}
    assert (await anonymous.post("/api/auth/signin", json=body)).status_code == 200


async def test_a_first_password_needs_a_fresh_sign_in(anonymous: Client, google: Provider) -> None:
    await came_back(anonymous, google)
    async with transaction() as session:
        stale = "update sign_in_session set authenticated_at = now() - interval '11 minutes' returning id"
        (session_id,) = (await session.execute(text(stale))).scalars()
    await runtime().sessions.drop(session_id)
    answer = await anonymous.post("/api/user/password", json={"new": NEW})
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/recent_authentication_required")
    asked = await begun(anonymous, again="true")
    assert asked["prompt"] == "select_account"
    await returned(anonymous, asked, code=google.issue_code(ADA, asked))
    assert (await anonymous.post("/api/user/password", json={"new": NEW})).status_code == 204


async def test_an_identity_of_a_provider_that_is_gone_is_no_way_in(
    mine: Client, google: Provider, app: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does another provider at the same place sign in its people."""
    await linked(mine, google)
    with provider_of(app, monkeypatch, ADA) as another:
        (identity,) = (await mine.get("/api/user/identities")).json()
        assert identity["active"] is False
        own = (await mine.get("/api/user")).json()["id"]
        assert await came_back(mine, another) == FIRST
        assert (await mine.get("/api/user")).json()["id"] != own


async def test_a_new_session_each_time_and_the_former_one_ends(
    mine: Client, api: FastAPI, google: Provider
) -> None:
    await linked(mine, google)
    before = mine.cookies[tokens.COOKIE]
    await came_back(mine, google)
    assert mine.cookies[tokens.COOKIE] != before
    async with client_of(api) as other:
        old = await other.get("/api/user", headers={"cookie": f"{tokens.COOKIE}={before}"})
        assert old.status_code == 401
        await came_back(other, google)
        assert (await other.get("/api/user")).status_code == 200
    assert (await mails()).count(("new_device", "owner@example.com")) == 1


@pytest.mark.parametrize(
    ("change", "account", "location"),
    [
        ({"sign_up": "closed"}, ADA, "/auth/signin?error=sign-up-closed"),
        ({"sign_up": "invitation"}, ADA, "/auth/signin?error=sign-up-closed"),
        ({"sign_up_domains": "team.example"}, ADA, "/auth/signin?error=sign-up-closed"),
        ({"sign_up_domains": "example.com"}, ADA, FIRST),
    ],
)
async def test_sign_up_rules_count_for_it_too(
    mine: Client,
    anonymous: Client,
    app: Runtime,
    monkeypatch: pytest.MonkeyPatch,
    change: dict[str, str],
    account: Account,
    location: str,
) -> None:
    with provider_of(app, monkeypatch, ADA, **change) as google:
        await linked(mine, google, OWNER)
        assert await came_back(anonymous, google, account) == location
        assert await came_back(mine, google, OWNER) == CREATE
    assert await rows("person") == (2 if location == FIRST else 1)


async def test_an_invitation_that_people_go_on_to_counts(
    mine: Client, anonymous: Client, app: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = (await mine.post("/api/workspaces", json={"name": "Team"})).json()["id"]
    made = await mine.post(f"/api/workspaces/{team}/invitations", json={"role": "editor"})
    onward = f"/invitation?token={made.json()['url'].partition('?token=')[2]}"
    with provider_of(app, monkeypatch, ADA, sign_up="invitation") as google:
        assert await came_back(anonymous, google, next=onward) == onward
    assert (await anonymous.get("/api/user")).status_code == 200


async def test_sign_ups_are_limited_as_in_the_form(
    anonymous: Client, api: FastAPI, app: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with provider_of(app, monkeypatch, ADA, sign_ups_per_hour="1") as google:
        await signed_up(anonymous, "first@example.com")
        async with client_of(api) as other:
            assert await came_back(other, google) == "/auth/signin?error=rate-limited"
            form = {"email": "x@example.com", "password": PASSWORD}
            assert (await other.post("/api/auth/signup", json=form)).status_code == 429
    assert await rows("person") == 1
