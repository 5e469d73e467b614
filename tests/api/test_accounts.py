from typing import Any

import bcrypt
import httpx2
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import text

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts import tokens
from influencer_app.wiring import Runtime
from tests.api.conftest import CHARACTER, PASSWORD, client_of, signed_up
from tests.runtime import substitute


async def test_sign_up_answers_with_the_user_and_a_cookie_that_scripts_cannot_read(
    anonymous: httpx2.AsyncClient,
) -> None:
    answer = await anonymous.post(
        "/api/auth/signup", json={"email": " Amara@Example.com", "password": PASSWORD, "name": "Amara"}
    )
    assert answer.status_code == 201
    user = answer.json()
    assert set(user) == {
        *("id", "email", "name", "role", "plan", "verified", "created_at", "workspace_id"),
    }
    assert (user["email"], user["name"], user["role"], user["plan"]) == (
        "Amara@Example.com",
        "Amara",
        "member",
        "free",
    )
    cookie = answer.headers["set-cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=lax", "path=/"))
    assert "secure" not in cookie
    assert (await anonymous.get("/api/user")).json() == user


async def test_out_and_in_again(mine: httpx2.AsyncClient) -> None:
    assert (await mine.post("/api/auth/signout")).status_code == 204
    assert (await mine.get("/api/user")).status_code == 401
    body = {"email": "OWNER@example.com", "password": PASSWORD}
    assert (await mine.post("/api/auth/signin", json=body)).status_code == 200
    assert (await mine.get("/api/user")).json()["email"] == "owner@example.com"


async def test_a_password_is_the_same_however_its_letters_are_composed(anonymous: httpx2.AsyncClient) -> None:
    composed, decomposed = "Gr\u00fc\u00dfe aus dem Keller", "Gru\u0308\u00dfe aus dem Keller"
    new = {"email": "uwe@example.com", "password": composed, "name": "\u200b\u202e"}
    assert (await anonymous.post("/api/auth/signup", json=new)).json()["name"] == "uwe"
    assert (await anonymous.post("/api/auth/signout")).status_code == 204
    body = {"email": "uwe@example.com", "password": decomposed}
    assert (await anonymous.post("/api/auth/signin", json=body)).status_code == 200


async def test_a_cookie_is_worth_nothing_after_signing_out(mine: httpx2.AsyncClient) -> None:
    kept = mine.cookies[tokens.COOKIE]
    await mine.get("/api/user")
    await mine.post("/api/auth/signout")
    answer = await mine.get("/api/user", headers={"cookie": f"{tokens.COOKIE}={kept}"})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"email": "nobody", "password": PASSWORD}, "email"),
        ({"email": "a@b", "password": PASSWORD}, "email"),
        ({"email": f"{'x' * 250}@example.com", "password": PASSWORD}, "email"),
        ({"email": "a@example.com", "password": "short"}, "password"),
        ({"email": "a@example.com", "password": "password123"}, "password"),
        ({"email": "a@example.com", "password": "aaaaaaaaaaaa"}, "password"),
        ({"email": "amara@example.com", "password": "amara@example.com"}, "password"),
        ({"email": "a@example.com", "password": "x1y2" * 60}, "password"),
        ({"email": "a@example.com"}, "password"),
        ({"email": "a@example.com", "password": PASSWORD, "name": "n" * 81}, "name"),
        ({"email": 5, "password": PASSWORD}, "email"),
    ],
)
async def test_a_sign_up_that_cannot_be_is_told_at_its_field(
    anonymous: httpx2.AsyncClient, body: dict[str, Any], field: str
) -> None:
    answer = await anonymous.post("/api/auth/signup", json=body)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    found = answer.json()
    assert found["type"] == "/problems/invalid-input"
    assert found["errors"][0]["field"] == field
    async with reading() as session:
        assert await session.scalar(text("select count(*) from person")) == 0


async def test_a_taken_address_is_a_conflict_in_any_spelling(mine: httpx2.AsyncClient) -> None:
    body = {"email": "Owner@EXAMPLE.com", "password": PASSWORD}
    assert (await mine.post("/api/auth/signup", json=body)).status_code == 409


async def test_a_wrong_password_and_an_unknown_address_look_alike_and_cost_the_same(
    mine: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[bytes] = []
    check = bcrypt.checkpw

    def counting(password: bytes, hashed: bytes) -> bool:
        checked.append(hashed)
        return check(password, hashed)

    monkeypatch.setattr(bcrypt, "checkpw", counting)
    answers = []
    for email in ("owner@example.com", "nobody@example.com"):
        body = {"email": email, "password": "not the right one"}
        answers.append(await mine.post("/api/auth/signin", json=body))
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].json() == answers[1].json()
    assert len(checked) == 2
    assert checked[0][:7] == checked[1][:7]


async def test_a_cookie_signed_with_another_key_or_over_its_time_is_nobodys(
    mine: httpx2.AsyncClient, app: Runtime
) -> None:
    async with reading() as session:
        own = await session.scalar(text("select id from sign_in_session"))
    secrets = app.settings.secret_keys
    for forged in (
        tokens.sign(own, ("another-key-of-thirty-two-characters",), 30),
        tokens.sign(own, secrets, -1),
    ):
        mine.cookies.clear()
        answer = await mine.get("/api/user", headers={"cookie": f"{tokens.COOKIE}={forged}"})
        assert answer.status_code == 401


async def test_the_key_changes_without_signing_anybody_out(
    mine: httpx2.AsyncClient, app: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = app.settings.secret_key.get_secret_value()
    before = mine.cookies[tokens.COOKIE]
    new = {"secret_key": SecretStr("a-new-key-of-forty-characters-0000000000")}

    def change_key(previous: str) -> None:
        changed = app.settings.model_copy(update={**new, "secret_keys_previous": previous})
        substitute(monkeypatch, settings=changed)

    change_key(f" {old}, an-even-older-one ")
    assert (await mine.get("/api/user")).status_code == 200
    body = {"email": "owner@example.com", "password": PASSWORD}
    assert (await mine.post("/api/auth/signin", json=body)).status_code == 200
    change_key("")
    assert (await mine.get("/api/user")).status_code == 200
    old_cookie = {"cookie": f"{tokens.COOKIE}={before}"}
    mine.cookies.clear()
    assert (await mine.get("/api/user", headers=old_cookie)).status_code == 401


async def test_an_expired_session_is_over_whatever_the_cookie_says(mine: httpx2.AsyncClient) -> None:
    async with transaction() as session:
        await session.execute(text("update sign_in_session set expires_at = now() - interval '1 second'"))
    assert (await mine.get("/api/user")).status_code == 401


async def test_too_many_tries_have_to_wait(anonymous: httpx2.AsyncClient, app: Runtime) -> None:
    body = {"email": "someone@example.com", "password": "not the right one"}
    limit = app.settings.sign_in_tries_per_ten_minutes
    codes = [(await anonymous.post("/api/auth/signin", json=body)).status_code for _ in range(limit)]
    assert codes == [401] * limit
    answer = await anonymous.post("/api/auth/signin", json=body)
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["retry-after"]) <= 600


async def test_whoever_goes_on_guessing_waits_for_hours(anonymous: httpx2.AsyncClient, app: Runtime) -> None:
    body = {"email": "someone@example.com", "password": "not the right one"}
    tries = app.settings.sign_in_tries_per_ten_minutes
    for _ in range(5):
        assert [await sign_in(anonymous, body) for _ in range(tries)] == [401] * tries
        await app.redis.delete(*await app.redis.keys("limit:sign_in_account:*"), "-")
        await app.redis.delete(*await app.redis.keys("limit:sign_in_caller:*"), "-")
    answer = await anonymous.post("/api/auth/signin", json=body)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 12 * 3600


async def test_one_password_is_not_tried_on_many_accounts(
    anonymous: httpx2.AsyncClient, app: Runtime
) -> None:
    most = app.settings.sign_in_tries_per_ten_minutes * 10
    codes = [
        await sign_in(anonymous, {"email": f"person{number}@example.com", "password": "Summer2026!"})
        for number in range(most + 1)
    ]
    assert codes == [401] * most + [429]


async def test_signing_in_often_with_the_right_password_is_no_attack(mine: httpx2.AsyncClient) -> None:
    body = {"email": "owner@example.com", "password": PASSWORD}
    for _ in range(15):
        assert (await mine.post("/api/auth/signin", json=body)).status_code == 200


WRONG = {"email": "owner@example.com", "password": "not the right one"}
RIGHT = {"email": "owner@example.com", "password": PASSWORD}


async def sign_in(client: httpx2.AsyncClient, body: dict[str, str]) -> int:
    return (await client.post("/api/auth/signin", json=body)).status_code


async def test_guesses_of_a_stranger_lock_nobody_out(
    api: FastAPI, mine: httpx2.AsyncClient, app: Runtime
) -> None:
    """Not in a browser that was there before, though it has the same address, nor from another address."""
    tries = app.settings.sign_in_tries_per_ten_minutes
    async with client_of(api) as stranger:
        assert [await sign_in(stranger, WRONG) for _ in range(tries)] == [401] * tries
        assert await sign_in(stranger, RIGHT) == 429
    assert await sign_in(mine, RIGHT) == 200
    transport = httpx2.ASGITransport(app=api, client=("192.0.2.7", 5000))
    async with httpx2.AsyncClient(transport=transport, base_url="http://localhost:3000") as elsewhere:
        assert await sign_in(elsewhere, RIGHT) == 200


async def test_a_known_browser_has_as_many_tries_as_any_other(mine: httpx2.AsyncClient, app: Runtime) -> None:
    tries = app.settings.sign_in_tries_per_ten_minutes
    assert [await sign_in(mine, WRONG) for _ in range(tries)] == [401] * tries
    assert await sign_in(mine, RIGHT) == 429


async def test_a_browser_is_known_for_its_own_accounts_alone(
    mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient, app: Runtime
) -> None:
    """Whoever signs in to an account of their own again and again gets no further guesses at another one."""
    tries = app.settings.sign_in_tries_per_ten_minutes
    own = {"email": "stranger@example.com", "password": PASSWORD}
    for _ in range(tries):
        assert await sign_in(theirs, own) == 200
        assert await sign_in(theirs, WRONG) == 401
    assert await sign_in(theirs, own) == 200
    assert await sign_in(theirs, WRONG) == 429


async def test_many_people_behind_one_address_can_sign_in(api: FastAPI, app: Runtime) -> None:
    """Only what was wrong counts for the address."""
    limit = app.settings.sign_in_tries_per_ten_minutes * 10
    async with client_of(api) as first:
        await signed_up(first, "owner@example.com")
    for _ in range(limit + 5):
        async with client_of(api) as fresh:
            assert await sign_in(fresh, RIGHT) == 200


async def test_a_forged_browser_is_not_known(anonymous: httpx2.AsyncClient, app: Runtime) -> None:
    tries = app.settings.sign_in_tries_per_ten_minutes
    for cookie in ("junk", "a.b.c"):
        headers = {"cookie": f"evermuse_browser={cookie}"}
        answer = await anonymous.post("/api/auth/signin", json=WRONG, headers=headers)
        assert answer.status_code == 401
    assert [await sign_in(anonymous, WRONG) for _ in range(tries - 2)] == [401] * (tries - 2)
    assert await sign_in(anonymous, WRONG) == 429


async def test_characters_and_changes_have_limits(
    mine: httpx2.AsyncClient, app: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = app.settings.model_copy(update={"characters_per_hour": 3, "changes_per_minute": 5})
    substitute(monkeypatch, settings=settings)
    made = [(await mine.post("/api/characters", json=CHARACTER)).status_code for _ in range(4)]
    assert made == [201, 201, 201, 429]
    answer = await mine.post("/api/generate/image", json={"prompt": "x"})
    assert answer.status_code == 202
    answer = await mine.post("/api/generate/image", json={"prompt": "x"})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert (await mine.get("/api/characters")).status_code == 200


async def test_another_name(mine: httpx2.AsyncClient) -> None:
    assert (await mine.patch("/api/user", json={"name": " Ada "})).json()["name"] == "Ada"
    assert (await mine.patch("/api/user", json={"name": ""})).status_code == 400
    assert (await mine.patch("/api/user", json={"role": "admin"})).status_code == 400
    assert (await mine.get("/api/user")).json()["role"] == "member"


async def test_forms_lead_on_and_back(anonymous: httpx2.AsyncClient) -> None:
    form = {"email": "form@example.com", "password": "short", "next": "/dashboard/gallery"}
    back = await anonymous.post("/api/auth/form/signup", data=form)
    assert back.status_code == 303
    assert back.headers["location"].startswith("/auth/signup?error=weak-password&email=form")
    assert "short" not in back.headers["location"]
    named = await anonymous.post("/api/auth/form/signup", data={**form, "name": "Ada Lovelace"})
    assert "&name=Ada+Lovelace" in named.headers["location"]
    on = await anonymous.post("/api/auth/form/signup", data={**form, "password": PASSWORD})
    assert (on.status_code, on.headers["location"]) == (303, "/dashboard/gallery")
    assert (await anonymous.get("/api/user")).status_code == 200
    out = await anonymous.post("/api/auth/form/signout")
    assert (out.status_code, out.headers["location"]) == (303, "/")
    wrong = await anonymous.post("/api/auth/form/signin", data={**form, "password": "wrong wrong wrong"})
    assert "error=not-signed-in" in wrong.headers["location"]
    assert "left=" not in wrong.headers["location"]


@pytest.mark.parametrize("target", ["", "/dashboard/generate", "//elsewhere"])
async def test_the_first_page_after_sign_up_invents_a_character(
    anonymous: httpx2.AsyncClient, target: str
) -> None:
    form = {"email": "new@example.com", "password": PASSWORD, "next": target}
    on = await anonymous.post("/api/auth/form/signup", data=form)
    assert on.headers["location"] == "/dashboard/characters?new=create"
    again = await anonymous.post("/api/auth/form/signin", data=form)
    assert again.headers["location"] == "/dashboard/generate"


async def test_the_form_counts_the_last_tries_aloud_for_known_and_unknown_addresses(
    anonymous: httpx2.AsyncClient, app: Runtime
) -> None:
    tries = app.settings.sign_in_tries_per_ten_minutes
    form = {"email": "unknown@example.com", "password": "wrong wrong wrong"}
    answers = [await anonymous.post("/api/auth/form/signin", data=form) for _ in range(tries)]
    told = [answer.headers["location"].partition("&left=")[2] for answer in answers]
    assert told == [*[""] * (tries - 5), "4", "3", "2", "1", "0"]


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "", "/a\nb"]
)
async def test_the_way_back_never_leaves_the_site(anonymous: httpx2.AsyncClient, path: str) -> None:
    form = {"email": "next@example.com", "password": PASSWORD, "next": path}
    answer = await anonymous.post("/api/auth/form/signup", data=form)
    assert answer.headers["location"] == "/dashboard/characters?new=create"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://localhost:3000"}, 204),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-origin"}, 204),
        ({}, 204),
    ],
)
async def test_unsafe_requests_come_from_our_own_pages(
    mine: httpx2.AsyncClient, headers: dict[str, str], status: int
) -> None:
    assert (await mine.post("/api/auth/signout", headers=headers)).status_code == status
