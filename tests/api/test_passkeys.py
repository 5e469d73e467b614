"""Passkeys over REST with an authenticator in software, and every attack on them."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest
import structlog
from fastapi import FastAPI
from sqlalchemy import text
from webauthn.helpers import base64url_to_bytes

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.factors.challenges import UNUSABLE
from influencer_app.domain.accounts.factors.passkeys import LAST_WAY_IN
from tests.api.conftest import PASSWORD, client_of
from tests.api.test_second_factor import OWNER, SECOND, challenged, errors, make_stale
from tests.doubles.authenticator import Authenticator

ALONE = "/api/auth/passkeys"


async def options_of(client: httpx2.AsyncClient, path: str, **body: Any) -> dict[str, Any]:
    answer = await client.post(f"{path}/options", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def add(client: httpx2.AsyncClient, name: str = "Phone") -> Authenticator:
    """A passkey of the account of this browser."""
    made = Authenticator()
    credential = made.create(await options_of(client, "/api/user/passkeys"))
    answer = await client.post("/api/user/passkeys", json={"name": name, "credential": credential})
    assert answer.status_code == 201, answer.text
    return made


async def sign_in(client: httpx2.AsyncClient, key: Authenticator, **how: Any) -> httpx2.Response:
    """With the passkey alone."""
    credential = key.get(await options_of(client, ALONE), **how)
    return await client.post(ALONE, json={"credential": credential})


async def execute(statement: str) -> None:
    async with transaction() as session:
        await session.execute(text(statement))


async def test_a_passkey_alone_signs_in(mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient) -> None:
    key = await add(mine)
    await add(mine, "Laptop")
    answer = await sign_in(anonymous, key)
    assert answer.status_code == 200, answer.text
    assert answer.json()["email"] == OWNER["email"]
    listed = (await anonymous.get("/api/user/passkeys")).json()
    assert [(one["name"], one["last_used_at"] is not None) for one in listed] == [
        ("Phone", True),
        ("Laptop", False),
    ]
    async with reading() as session:
        opened = "select method, second_factor from sign_in_session order by created_at desc limit 1"
        assert (await session.execute(text(opened))).one() == ("passkey", True)
        mails = set(await session.scalars(text("select template from mail")))
    assert {"passkey_added", "new_device"} <= mails


async def test_what_browsers_are_told(mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient) -> None:
    """The person is named by 64 random bytes, the same each time, and not by their id."""
    first = await options_of(mine, "/api/user/passkeys")
    key = await add(mine)
    second = await options_of(mine, "/api/user/passkeys")
    assert len(base64url_to_bytes(first["user"]["id"])) == 64
    assert first["user"] == second["user"]
    assert first["challenge"] != second["challenge"]
    assert first["rp"] == {"id": "localhost", "name": "Evermuse"}
    assert [base64url_to_bytes(one["id"]) for one in second["excludeCredentials"]] == [key.credential_id]
    assert second["authenticatorSelection"]["residentKey"] == "required"
    assert second["authenticatorSelection"]["userVerification"] == "required"
    alone = await options_of(anonymous, ALONE)
    assert alone["allowCredentials"] == []
    assert alone["userVerification"] == "required"


async def test_a_passkey_follows_a_password(mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient) -> None:
    key = await add(mine)
    challenge = await challenged(anonymous)
    options = await options_of(anonymous, SECOND, challenge=challenge)
    assert [base64url_to_bytes(one["id"]) for one in options["allowCredentials"]] == [key.credential_id]
    answer = await anonymous.post(SECOND, json={"challenge": challenge, "credential": key.get(options)})
    assert answer.status_code == 200, answer.text
    again = {"challenge": challenge, "credential": key.get(options)}
    assert errors(await anonymous.post(SECOND, json=again)) == {"challenge": UNUSABLE}


WRONG: dict[str, Callable[[Authenticator], Any]] = {
    "origin": lambda key: setattr(key, "origin", "https://evil.example"),
    "port": lambda key: setattr(key, "origin", "http://localhost:3001"),
    "frame": lambda key: setattr(key, "cross_origin", True),
    "site": lambda key: setattr(key, "rp_id", "evil.example"),
    "unverified": lambda key: setattr(key, "verified", False),
    "key": lambda key: setattr(key, "key", Authenticator().key),
    "unknown": lambda key: setattr(key, "credential_id", bytes(32)),
    "id": lambda key: setattr(key, "credential_id", bytes(1024)),
    "nobody": lambda key: setattr(key, "user_handle", b""),
    "somebody": lambda key: setattr(key, "user_handle", bytes(64)),
}


@pytest.mark.parametrize("wrong", WRONG)
async def test_a_wrong_answer_signs_nobody_in(
    mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient, wrong: str
) -> None:
    key = await add(mine)
    WRONG[wrong](key)
    answer = await sign_in(anonymous, key)
    assert answer.status_code == 401, wrong
    assert (await anonymous.get("/api/user")).status_code == 401


@pytest.mark.parametrize("wrong", ["origin", "port", "frame", "site", "unverified", "id"])
async def test_a_wrong_answer_adds_nothing(mine: httpx2.AsyncClient, wrong: str) -> None:
    key = Authenticator()
    WRONG[wrong](key)
    credential = key.create(await options_of(mine, "/api/user/passkeys"))
    answer = await mine.post("/api/user/passkeys", json={"name": "Phone", "credential": credential})
    assert "credential" in errors(answer)
    assert (await mine.get("/api/user/passkeys")).json() == []


JUNK: list[Any] = [
    {},
    {"id": "x"},
    {"id": "AA", "rawId": "AA", "type": "public-key", "response": {}},
    {
        "id": "AA",
        "rawId": "AA",
        "type": "public-key",
        "response": {
            "clientDataJSON": "e30",
            "authenticatorData": "!",
            "signature": "",
            "attestationObject": "oA",
        },
    },
    {"id": 7, "rawId": None, "type": [], "response": "x"},
]


@pytest.mark.parametrize("junk", JUNK)
async def test_junk_is_refused(mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient, junk: Any) -> None:
    await options_of(anonymous, ALONE)
    assert (await anonymous.post(ALONE, json={"credential": junk})).status_code == 401
    await options_of(mine, "/api/user/passkeys")
    added = await mine.post("/api/user/passkeys", json={"name": "Phone", "credential": junk})
    assert "credential" in errors(added)


async def test_an_answer_counts_once_for_five_minutes_in_its_browser(
    api: FastAPI, mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient
) -> None:
    key = await add(mine)
    credential = key.get(await options_of(anonymous, ALONE))
    async with client_of(api) as elsewhere:
        assert errors(await elsewhere.post(ALONE, json={"credential": credential})) == {"challenge": UNUSABLE}
        await options_of(elsewhere, ALONE)
        assert (await elsewhere.post(ALONE, json={"credential": credential})).status_code == 401
    cookie = anonymous.cookies["evermuse_challenge"]
    assert (await anonymous.post(ALONE, json={"credential": credential})).status_code == 200
    headers = {"cookie": f"evermuse_challenge={cookie}"}
    again = await anonymous.post(ALONE, json={"credential": credential}, headers=headers)
    assert errors(again) == {"challenge": UNUSABLE}
    late = key.get(await options_of(anonymous, ALONE))
    await execute("update sign_in_challenge set expires_at = now() - interval '1 second'")
    assert errors(await anonymous.post(ALONE, json={"credential": late})) == {"challenge": UNUSABLE}


async def test_the_passkey_of_another_person_is_no_second_factor(
    mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient, anonymous: httpx2.AsyncClient
) -> None:
    await add(mine)
    other = await add(theirs)
    challenge = await challenged(anonymous)
    answer = other.get(await options_of(anonymous, SECOND, challenge=challenge))
    assert "credential" in errors(
        await anonymous.post(SECOND, json={"challenge": challenge, "credential": answer})
    )
    await make_stale(mine)
    answer = other.get(await options_of(mine, "/api/auth/confirm"))
    assert "credential" in errors(await mine.post("/api/auth/confirm", json={"credential": answer}))


async def test_the_challenge_of_one_purpose_serves_no_other(
    mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient
) -> None:
    """Nor one of another session."""
    key = await add(mine)
    credential = key.get(await options_of(mine, "/api/auth/confirm"))
    headers = {"cookie": f"evermuse_challenge={mine.cookies['evermuse_challenge']}"}
    answer = await anonymous.post(ALONE, json={"credential": credential}, headers=headers)
    assert errors(answer) == {"challenge": UNUSABLE}
    credential = key.get(await options_of(anonymous, ALONE))
    token = anonymous.cookies["evermuse_challenge"]
    given = {"challenge": token, "credential": credential}
    assert errors(await anonymous.post(SECOND, json=given)) == {"challenge": UNUSABLE}


async def test_a_counter_that_goes_back_is_refused_and_logged(
    mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient
) -> None:
    key = await add(mine)
    assert (await sign_in(anonymous, key, counted=5)).status_code == 200
    with structlog.testing.capture_logs() as logs:
        for counted in (0, -1, -4):
            assert (await sign_in(anonymous, key, counted=counted)).status_code == 401
    assert [one["event"] for one in logs].count("passkey_counter_went_back") == 3
    key.counter = 5
    assert (await sign_in(anonymous, key)).status_code == 200


async def test_a_passkey_that_does_not_count_is_used_again(
    mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient
) -> None:
    key = await add(mine)
    for _ in range(2):
        assert (await sign_in(anonymous, key, counted=0)).status_code == 200


async def test_a_removed_passkey_signs_nobody_in(
    mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient, anonymous: httpx2.AsyncClient
) -> None:
    key = await add(mine)
    there = (await mine.get("/api/user/passkeys")).json()[0]["id"]
    assert (await theirs.delete(f"/api/user/passkeys/{there}")).status_code == 404
    assert (await mine.delete(f"/api/user/passkeys/{there}")).status_code == 204
    assert (await sign_in(anonymous, key)).status_code == 401
    assert (await anonymous.post("/api/auth/signin", json=OWNER)).status_code == 200
    async with reading() as session:
        assert "passkey_removed" in set(await session.scalars(text("select template from mail")))


async def test_the_last_way_in_stays(mine: httpx2.AsyncClient) -> None:
    await add(mine)
    await add(mine, "Laptop")
    await execute("update person set password_hash = null")
    first, second = [one["id"] for one in (await mine.get("/api/user/passkeys")).json()]
    assert (await mine.delete(f"/api/user/passkeys/{first}")).status_code == 204
    refused = await mine.delete(f"/api/user/passkeys/{second}")
    assert (refused.status_code, refused.json()["detail"]) == (409, LAST_WAY_IN)


async def test_a_passkey_confirms_who_somebody_is(mine: httpx2.AsyncClient) -> None:
    assert "credential" in errors(await mine.post("/api/auth/confirm/options"))
    key = await add(mine)
    await make_stale(mine)
    assert (await mine.post("/api/user/recovery-codes")).status_code == 403
    answer = key.get(await options_of(mine, "/api/auth/confirm"))
    assert (await mine.post("/api/auth/confirm", json={"credential": answer})).status_code == 204
    assert (await mine.post("/api/user/recovery-codes")).status_code == 201
    assert errors(await mine.post("/api/auth/confirm", json={"credential": answer})) == {
        "challenge": UNUSABLE
    }


async def test_the_same_passkey_is_added_once_and_there_are_not_too_many(
    mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient
) -> None:
    key = await add(mine)
    for client in (mine, theirs):
        credential = key.create(await options_of(client, "/api/user/passkeys"))
        again = await client.post("/api/user/passkeys", json={"name": "Again", "credential": credential})
        assert again.status_code == 409
    await execute(
        "insert into passkey (id, person_id, credential_id, public_key, sign_count, name, created_at)"
        " select gen_random_uuid(), person_id, int4send(n), public_key, 0, 'More', now()"
        " from passkey, generate_series(2, 20) as n"
    )
    assert (await mine.post("/api/user/passkeys/options")).status_code == 409


async def test_the_right_password_signs_in_as_before_without_a_passkey(
    theirs: httpx2.AsyncClient, mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient
) -> None:
    await add(mine)
    stranger = {"email": "stranger@example.com", "password": PASSWORD}
    assert (await anonymous.post("/api/auth/signin", json=stranger)).status_code == 200
