"""Authenticator apps and recovery codes over REST, and every attack on them."""

import time
from typing import Any
from uuid import UUID

import httpx2
import pyotp
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from influencer_app.app_services.sign_in import authenticate_cookie, change_role
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.addresses import issue_password_reset
from influencer_app.domain.accounts.email_tokens import find_token
from influencer_app.domain.accounts.factors.challenges import UNUSABLE
from influencer_app.domain.audit.service import OPERATOR
from influencer_app.wiring import Runtime, runtime
from tests.api.conftest import PASSWORD, actor_of, client_of

OWNER = {"email": "owner@example.com", "password": PASSWORD}
SECOND = "/api/auth/signin/second-factor"


async def set_up(client: httpx2.AsyncClient) -> tuple[pyotp.TOTP, list[str]]:
    """An authenticator app for the account of this browser, and the recovery codes."""
    started = await client.post("/api/user/totp")
    assert started.status_code == 201, started.text
    totp = pyotp.TOTP(started.json()["secret"])
    done = await client.post("/api/user/totp/confirm", json={"code": totp.now()})
    assert done.status_code == 200, done.text
    codes: list[str] = done.json()["recovery_codes"]
    return totp, codes


def next_code(totp: pyotp.TOTP, steps: int = 1) -> str:
    """A code of a later step; the next one counts already."""
    return totp.at(time.time(), counter_offset=steps)


async def challenged(client: httpx2.AsyncClient, given: dict[str, str] = OWNER) -> str:
    """The challenge that follows the right password."""
    answer = await client.post("/api/auth/signin", json=given)
    assert answer.status_code == 403
    problem = answer.json()
    assert problem["type"] == "/problems/second_factor_required"
    assert "set-cookie" not in answer.headers
    challenge: str = problem["challenge"]
    return challenge


async def prove(client: httpx2.AsyncClient, challenge: str, code: str) -> httpx2.Response:
    return await client.post(SECOND, json={"challenge": challenge, "code": code})


async def execute(statement: str) -> None:
    async with transaction() as session:
        await session.execute(text(statement))


async def forget_cache(client: httpx2.AsyncClient) -> None:
    """The session of this browser is read from its row next time."""
    for one in (await client.get("/api/user/sessions")).json():
        await runtime().sessions.drop(UUID(one["id"]))


async def make_stale(client: httpx2.AsyncClient) -> None:
    """The person of this browser has proved who they are a while ago."""
    await execute("update sign_in_session set authenticated_at = now() - interval '11 minutes'")
    await forget_cache(client)


def errors(answer: httpx2.Response) -> dict[str, str]:
    return {one["field"]: one["message"] for one in answer.json()["errors"]}


async def test_a_code_follows_the_password(mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient) -> None:
    totp, _ = await set_up(mine)
    challenge = await challenged(anonymous)
    assert (await anonymous.get("/api/user")).status_code == 401
    assert errors(await prove(anonymous, challenge, "000000"))["code"].startswith("This code is wrong")
    answer = await prove(anonymous, challenge, f" {next_code(totp)[:3]} {next_code(totp)[3:]} ")
    assert answer.status_code == 200, answer.text
    assert answer.json()["email"] == OWNER["email"]
    assert (await anonymous.get("/api/user")).status_code == 200


async def test_a_code_counts_once(mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient) -> None:
    """Also not that of an earlier step, in another sign-in, or the one that switched the app on."""
    totp, _ = await set_up(mine)
    assert (await prove(anonymous, await challenged(anonymous), totp.now())).status_code == 400
    code = next_code(totp)
    assert (await prove(anonymous, await challenged(anonymous), code)).status_code == 200
    assert (await prove(anonymous, await challenged(anonymous), code)).status_code == 400
    assert (await prove(anonymous, await challenged(anonymous), next_code(totp, -1))).status_code == 400


@pytest.mark.parametrize("steps", [-2, 2])
async def test_the_clock_may_be_one_step_off(
    mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient, steps: int
) -> None:
    totp, _ = await set_up(mine)
    await execute("update second_factor set totp_last_step = 0")
    challenge = await challenged(anonymous)
    assert (await prove(anonymous, challenge, next_code(totp, steps))).status_code == 400
    assert (await prove(anonymous, challenge, next_code(totp, steps // 2))).status_code == 200


async def test_a_challenge_counts_once_for_five_minutes_and_five_tries(
    mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient
) -> None:
    totp, codes = await set_up(mine)
    first = await challenged(anonymous)
    assert (await prove(anonymous, first, codes[0])).status_code == 200
    assert errors(await prove(anonymous, first, codes[1])) == {"challenge": UNUSABLE}
    late = await challenged(anonymous)
    await execute("update sign_in_challenge set expires_at = now() - interval '1 second'")
    assert errors(await prove(anonymous, late, codes[1])) == {"challenge": UNUSABLE}
    tried = await challenged(anonymous)
    for _ in range(5):
        assert "code" in errors(await prove(anonymous, tried, "000000"))
    await execute("update second_factor set next_attempt_at = null")
    assert errors(await prove(anonymous, tried, next_code(totp))) == {"challenge": UNUSABLE}
    for junk in ("junk", "A" * 64, "", first[:-2] + "AA"):
        assert errors(await prove(anonymous, junk, codes[1])) == {"challenge": UNUSABLE}


async def test_the_challenge_of_another_account_takes_no_code_of_ones_own(
    mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient, anonymous: httpx2.AsyncClient
) -> None:
    totp, codes = await set_up(mine)
    await set_up(theirs)
    challenge = await challenged(anonymous, {**OWNER, "email": "stranger@example.com"})
    for code in (next_code(totp), codes[0]):
        assert "code" in errors(await prove(anonymous, challenge, code))


async def test_guesses_wait_longer_each_time(
    mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient, app: Runtime
) -> None:
    """Across challenges; the right code has to wait as well, and resets the count."""
    totp, _ = await set_up(mine)
    challenge = await challenged(anonymous)
    for _ in range(5):
        assert (await prove(anonymous, challenge, "000000")).status_code == 400
    waits = []
    for _ in range(4):
        again = await challenged(anonymous)
        answer = await prove(anonymous, again, next_code(totp))
        assert answer.status_code == 429
        waits.append(int(answer.headers["retry-after"]))
        await execute("update second_factor set next_attempt_at = now()")
        assert (await prove(anonymous, again, "000000")).status_code == 400
    assert [round(wait, -1) for wait in waits] == [30, 60, 120, 240]
    await execute("update second_factor set failures = 60, next_attempt_at = now()")
    assert (await prove(anonymous, await challenged(anonymous), "000000")).status_code == 400
    longest = int((await prove(anonymous, await challenged(anonymous), "000000")).headers["retry-after"])
    assert 3590 <= longest <= 3600
    await execute("update second_factor set next_attempt_at = null")
    assert (await prove(anonymous, await challenged(anonymous), next_code(totp))).status_code == 200
    async with reading() as session:
        assert await session.scalar(text("select failures from second_factor")) == 0


async def test_a_stranger_makes_nobody_wait(mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient) -> None:
    """Without the password there is no challenge, so nothing is counted."""
    await set_up(mine)
    for _ in range(3):
        wrong = {**OWNER, "password": "something else"}
        assert (await anonymous.post("/api/auth/signin", json=wrong)).status_code == 401
        assert (await prove(anonymous, "A" * 64, "000000")).status_code == 400
    async with reading() as session:
        assert await session.scalar(text("select failures from second_factor")) == 0


async def test_a_recovery_code_counts_once_and_is_told_by_mail(
    mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient
) -> None:
    _, codes = await set_up(mine)
    assert len(set(codes)) == 10
    assert (await prove(anonymous, await challenged(anonymous), codes[3].upper())).status_code == 200
    assert (await prove(anonymous, await challenged(anonymous), codes[3])).status_code == 400
    assert (await anonymous.get("/api/user/second-factor")).json()["recovery_codes"] == 9
    async with reading() as session:
        mails = list(await session.scalars(text("select template from mail order by id")))
        told = "select fields ->> 'left' from mail where template = 'recovery_code_used'"
        left = await session.scalar(text(told))
    assert {"second_factor_on", "recovery_code_used"} <= set(mails)
    assert left == "9"


async def test_new_recovery_codes_replace_the_old(
    mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient
) -> None:
    assert (await mine.post("/api/user/recovery-codes")).status_code == 409
    _, old = await set_up(mine)
    new = (await mine.post("/api/user/recovery-codes")).json()["recovery_codes"]
    assert not set(old) & set(new)
    assert (await prove(anonymous, await challenged(anonymous), old[0])).status_code == 400
    assert (await prove(anonymous, await challenged(anonymous), new[0])).status_code == 200


async def test_no_secret_is_stored_as_it_is(mine: httpx2.AsyncClient) -> None:
    started = (await mine.post("/api/user/totp")).json()
    assert started["uri"].startswith("otpauth://totp/Evermuse:owner%40example.com?secret=")
    assert started["qr_code"].startswith("data:image/svg+xml")
    totp = pyotp.TOTP(started["secret"])
    codes = (await mine.post("/api/user/totp/confirm", json={"code": totp.now()})).json()["recovery_codes"]
    async with reading() as session:
        rows = [
            *(await session.scalars(text("select to_jsonb(t)::text from second_factor t"))),
            *(await session.scalars(text("select to_jsonb(t)::text from recovery_code t"))),
            *(await session.scalars(text("select to_jsonb(t)::text from mail t"))),
        ]
    for secret in (started["secret"], *codes, *(one.replace("-", "") for one in codes)):
        assert not any(secret in row for row in rows)
    for key in await runtime().redis.keys("*"):
        kept = await runtime().redis.dump(key)
        assert started["secret"].encode() not in (kept or b"")


async def test_an_app_counts_only_once_its_code_came_back(
    mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient
) -> None:
    assert (await mine.post("/api/user/totp/confirm", json={"code": "000000"})).status_code == 409
    first = pyotp.TOTP((await mine.post("/api/user/totp")).json()["secret"])
    assert (await anonymous.post("/api/auth/signin", json=OWNER)).status_code == 200
    second = pyotp.TOTP((await mine.post("/api/user/totp")).json()["secret"])
    assert "code" in errors(await mine.post("/api/user/totp/confirm", json={"code": first.now()}))
    assert (await mine.post("/api/user/totp/confirm", json={"code": second.now()})).status_code == 200
    assert (await mine.post("/api/user/totp")).status_code == 409
    assert (await mine.post("/api/user/totp/confirm", json={"code": second.now()})).status_code == 409


async def test_switched_off_a_password_is_enough(
    mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient
) -> None:
    assert (await mine.delete("/api/user/totp")).status_code == 409
    await set_up(mine)
    assert (await mine.delete("/api/user/totp")).status_code == 204
    assert (await anonymous.post("/api/auth/signin", json=OWNER)).status_code == 200
    found = (await mine.get("/api/user/second-factor")).json()
    assert found == {"totp": False, "recovery_codes": 0, "passkeys": []}


async def test_a_forgotten_password_does_not_skip_the_second_factor(
    mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient
) -> None:
    _, codes = await set_up(mine)
    async with transaction() as session:
        issued = await issue_password_reset(session, OWNER["email"])
        assert issued is not None
        token = await find_token(session, issued[0], runtime().settings.secret_keys)
    given = {"token": token, "password": "another passphrase for later"}
    begun = await challenged(anonymous)
    assert (await anonymous.post("/api/auth/reset", json=given)).status_code == 204
    assert errors(await prove(anonymous, begun, codes[0])) == {"challenge": UNUSABLE}
    await challenged(anonymous, {**OWNER, "password": given["password"] or ""})


async def test_the_form_leads_to_the_second_step_and_on(
    mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient
) -> None:
    _, codes = await set_up(mine)
    answer = await anonymous.post("/api/auth/form/signin", data={**OWNER, "next": "/dashboard/gallery"})
    assert answer.headers["location"] == "/auth/second-factor?next=%2Fdashboard%2Fgallery"
    cookie = answer.headers["set-cookie"]
    assert "evermuse_challenge=" in cookie
    assert "HttpOnly" in cookie
    assert "Path=/api" in cookie
    form = {"code": "000000", "next": "/dashboard/gallery"}
    wrong = await anonymous.post("/api/auth/form/second-factor", data=form)
    assert wrong.headers["location"] == "/auth/second-factor?error=wrong-code&next=%2Fdashboard%2Fgallery"
    right = await anonymous.post("/api/auth/form/second-factor", data={**form, "code": codes[0]})
    assert right.headers["location"] == "/dashboard/gallery"
    assert (await anonymous.get("/api/user")).status_code == 200
    again = await anonymous.post("/api/auth/form/second-factor", data={**form, "code": codes[1]})
    assert "error=expired-challenge" in again.headers["location"]
    evil = await anonymous.post("/api/auth/form/second-factor", data={"code": "1", "next": "//evil.example"})
    assert "evil" not in evil.headers["location"]


DANGEROUS: list[tuple[str, str, dict[str, Any] | None]] = [
    ("POST", "/api/user/totp", None),
    ("POST", "/api/user/totp/confirm", {"code": "000000"}),
    ("DELETE", "/api/user/totp", None),
    ("POST", "/api/user/recovery-codes", None),
    ("POST", "/api/user/passkeys/options", None),
    ("POST", "/api/user/passkeys", {"name": "Phone", "credential": {}}),
    ("DELETE", "/api/user/passkeys/00000000-0000-0000-0000-000000000007", None),
]


async def test_dangerous_acts_want_a_recent_proof(mine: httpx2.AsyncClient) -> None:
    totp, codes = await set_up(mine)
    for given in ({"code": next_code(totp)}, {"code": codes[0]}, {"password": PASSWORD}):
        await make_stale(mine)
        for method, path, body in DANGEROUS:
            answer = await mine.request(method, path, json=body)
            assert answer.status_code == 403, path
            assert answer.json()["type"] == "/problems/recent_authentication_required"
        assert (await mine.post("/api/auth/confirm", json=given)).status_code == 204
        assert (await mine.post("/api/user/passkeys/options")).status_code == 200


async def test_what_is_wrong_confirms_nothing(mine: httpx2.AsyncClient) -> None:
    _, codes = await set_up(mine)
    await make_stale(mine)
    for given, at in (
        ({"password": "something else"}, "password"),
        ({"code": "000000"}, "code"),
        ({"credential": {}}, "challenge"),
        ({}, "password"),
        ({"password": PASSWORD, "code": codes[0]}, "password"),
    ):
        assert at in errors(await mine.post("/api/auth/confirm", json=given)), given
    assert (await mine.post("/api/user/recovery-codes")).status_code == 403


async def test_only_the_session_that_was_confirmed_is_recent(
    api: FastAPI, mine: httpx2.AsyncClient, app: Runtime
) -> None:
    async with client_of(api) as elsewhere:
        assert (await elsewhere.post("/api/auth/signin", json=OWNER)).status_code == 200
        await make_stale(mine)
        assert (await elsewhere.post("/api/auth/confirm", json={"password": PASSWORD})).status_code == 204
        assert (await mine.post("/api/user/totp")).status_code == 403
        assert (await elsewhere.post("/api/user/totp")).status_code == 201


async def test_staff_have_their_rights_only_with_a_second_factor(
    api: FastAPI, mine: httpx2.AsyncClient, app: Runtime
) -> None:
    """In each session that has seen one, and as long as there is one."""

    async def rights(client: httpx2.AsyncClient) -> tuple[str, bool]:
        cookie = f"evermuse_session={client.cookies['evermuse_session']}"
        found = await authenticate_cookie(cookie)
        assert found is not None
        return found.staff_role, found.held

    person = (await actor_of(mine)).person_id
    await change_role(person, "admin", by=OPERATOR)
    assert await rights(mine) == ("member", True)
    async with client_of(api) as elsewhere:
        assert (await elsewhere.post("/api/auth/signin", json=OWNER)).status_code == 200
        _, codes = await set_up(mine)
        assert await rights(mine) == ("admin", False)
        assert await rights(elsewhere) == ("member", True)
        assert (await elsewhere.post("/api/auth/confirm", json={"password": PASSWORD})).status_code == 204
        assert await rights(elsewhere) == ("member", True)
        assert (await elsewhere.post("/api/auth/confirm", json={"code": codes[0]})).status_code == 204
        assert await rights(elsewhere) == ("admin", False)
        assert (await mine.delete("/api/user/totp")).status_code == 204
        assert await rights(mine) == await rights(elsewhere) == ("member", True)
