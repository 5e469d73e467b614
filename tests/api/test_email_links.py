"""Verified addresses, forgotten passwords and changed addresses, through links in mails."""

import asyncio

import httpx2
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import text

from influencer_app.db.transaction import transaction
from influencer_app.domain.accounts.email_tokens import UNUSABLE
from influencer_app.wiring import Runtime
from tests.api.conftest import PASSWORD, client_of, signed_up
from tests.mails import FakeMailbox, token_of, use_mailbox
from tests.runtime import substitute

OTHER = "quite another passphrase"
OLD, NEW = "owner@example.com", "new@example.com"


@pytest.fixture
def mailbox(app: Runtime, monkeypatch: pytest.MonkeyPatch) -> FakeMailbox:
    return use_mailbox(monkeypatch)


async def is_verified(client: httpx2.AsyncClient) -> bool:
    verified: bool = (await client.get("/api/user")).json()["verified"]
    return verified


async def follow(client: httpx2.AsyncClient, token: str) -> httpx2.Response:
    return await client.post("/api/auth/verify", json={"token": token})


async def reset(client: httpx2.AsyncClient, token: str, password: str = OTHER) -> httpx2.Response:
    return await client.post("/api/auth/reset", json={"token": token, "password": password})


async def sign_in(client: httpx2.AsyncClient, password: str, email: str = OLD) -> int:
    answer = await client.post("/api/auth/signin", json={"email": email, "password": password})
    return answer.status_code


async def forgotten(client: httpx2.AsyncClient, mailbox: FakeMailbox) -> str:
    """The token of a mail for a forgotten password."""
    await mailbox.collect()
    assert (await client.post("/api/auth/forgot", json={"email": OLD})).status_code == 204
    (mail,) = await mailbox.collect()
    return token_of(mail)


async def test_sign_up_mails_a_link_that_verifies_once(
    mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient, mailbox: FakeMailbox
) -> None:
    (mail,) = await mailbox.collect()
    assert mail.to == OLD
    assert not await is_verified(mine)
    assert (await follow(anonymous, token_of(mail))).status_code == 204
    assert await is_verified(mine)
    again = await follow(anonymous, token_of(mail))
    assert (again.status_code, again.json()["errors"][0]["message"]) == (400, UNUSABLE)
    assert (await mine.post("/api/user/verification")).status_code == 204
    assert await mailbox.collect() == []


async def test_a_newer_link_replaces_the_one_before(mine: httpx2.AsyncClient, mailbox: FakeMailbox) -> None:
    (first,) = await mailbox.collect()
    assert (await mine.post("/api/user/verification")).status_code == 204
    (second,) = await mailbox.collect()
    assert (await follow(mine, token_of(first))).status_code == 400
    assert (await follow(mine, token_of(second))).status_code == 204


async def expire(token_id: str) -> None:
    async with transaction() as session:
        await session.execute(text("update email_token set expires_at = now() - interval '1 second'"))


@pytest.mark.parametrize(
    "kind", ["nothing", "junk", "short", "forged", "flipped", "expired", "other purpose"]
)
async def test_whatever_is_wrong_with_a_token_the_answer_is_the_same(
    mine: httpx2.AsyncClient, mailbox: FakeMailbox, kind: str
) -> None:
    token = await forgotten(mine, mailbox)
    given = {
        "junk": "junk",
        "nothing": "A" * 64,
        "short": token[:-4],
        "forged": token[:22] + "A" * 42,
        "flipped": token[:-2] + ("AA" if token[-2:] != "AA" else "BB"),
    }.get(kind, token)
    if kind == "expired":
        await expire(token)
    answer = await (follow(mine, given) if kind == "other purpose" else reset(mine, given))
    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"field": "token", "message": UNUSABLE}]
    assert await sign_in(mine, PASSWORD) == 200


async def test_a_token_of_another_key_counts_for_nothing(
    mine: httpx2.AsyncClient, mailbox: FakeMailbox, app: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = await forgotten(mine, mailbox)
    other = {"secret_key": SecretStr("another-key-of-forty-characters-00000000")}
    substitute(monkeypatch, settings=app.settings.model_copy(update=other))
    assert (await reset(mine, token)).status_code == 400
    kept = other | {"secret_keys_previous": app.settings.secret_keys[0]}
    substitute(monkeypatch, settings=app.settings.model_copy(update=kept))
    assert (await reset(mine, token)).status_code == 204


async def test_a_forgotten_password_is_set_anew_and_every_browser_leaves(
    api: FastAPI, mine: httpx2.AsyncClient, mailbox: FakeMailbox
) -> None:
    token = await forgotten(mine, mailbox)
    async with client_of(api) as elsewhere:
        assert await sign_in(elsewhere, PASSWORD) == 200
        weak = await reset(elsewhere, token, "password123")
        assert (weak.status_code, weak.json()["errors"][0]["field"]) == (400, "password")
        assert (await reset(elsewhere, token)).status_code == 204
        for browser in (mine, elsewhere):
            assert (await browser.get("/api/user")).status_code == 401
        assert await sign_in(elsewhere, PASSWORD) == 401
        assert await sign_in(elsewhere, OTHER) == 200
        assert await is_verified(elsewhere)
        assert (await reset(elsewhere, token)).status_code == 400
    subjects = [mail.subject for mail in await mailbox.collect()]
    assert "Your password was changed" in subjects


async def test_an_unknown_address_is_answered_like_a_known_one(
    mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient, mailbox: FakeMailbox
) -> None:
    await mailbox.collect()
    known, unknown = [
        await anonymous.post("/api/auth/forgot", json={"email": email}) for email in (OLD, "no@example.com")
    ]
    for answer in (known, unknown):
        answer.headers.pop("x-request-id")
    assert (known.status_code, known.content, dict(known.headers)) == (
        unknown.status_code,
        unknown.content,
        dict(unknown.headers),
    )
    assert [mail.to for mail in await mailbox.collect()] == [OLD]
    async with transaction() as session:
        assert await session.scalar(text("select count(*) from mail where address like 'no@%'")) == 0


async def test_an_unknown_address_costs_the_same_statements(
    mine: httpx2.AsyncClient, mailbox: FakeMailbox, statements: list[str]
) -> None:
    asked = []
    for email in (OLD, "no@example.com"):
        statements.clear()
        await mine.post("/api/auth/forgot", json={"email": email})
        asked.append(list(statements))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("email", [OLD, "no@example.com"])
async def test_asking_too_often_is_refused_for_any_address(
    mine: httpx2.AsyncClient, mailbox: FakeMailbox, email: str
) -> None:
    answers = [(await mine.post("/api/auth/forgot", json={"email": email})) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [204] * 5 + [429] * 2
    assert int(answers[-1].headers["retry-after"]) > 0


async def change(client: httpx2.AsyncClient, email: str = NEW, password: str = PASSWORD) -> httpx2.Response:
    return await client.post("/api/user/email", json={"email": email, "password": password})


@pytest.mark.parametrize("first", [0, 1])
async def test_an_address_changes_when_both_ends_have_confirmed(
    mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient, mailbox: FakeMailbox, first: int
) -> None:
    await mailbox.collect()
    assert (await change(mine)).status_code == 204
    mails = await mailbox.collect()
    assert [mail.to for mail in mails] == [OLD, NEW]
    assert (await follow(anonymous, token_of(mails[first]))).status_code == 204
    assert (await mine.get("/api/user")).json()["email"] == OLD
    assert (await follow(anonymous, token_of(mails[1 - first]))).status_code == 204
    user = (await mine.get("/api/user")).json()
    assert (user["email"], user["verified"]) == (NEW, True)
    assert [(mail.to, mail.subject) for mail in await mailbox.collect()] == [
        (OLD, "Your address has changed")
    ]
    assert await sign_in(anonymous, PASSWORD, NEW) == 200
    assert await sign_in(anonymous, PASSWORD, OLD) == 401


async def test_what_was_mailed_to_the_old_address_no_longer_opens_the_account(
    mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient, mailbox: FakeMailbox
) -> None:
    token = await forgotten(mine, mailbox)
    await change(mine)
    for mail in await mailbox.collect():
        assert (await follow(anonymous, token_of(mail))).status_code == 204
    assert (await reset(anonymous, token)).status_code == 400


@pytest.mark.parametrize(
    ("email", "password", "field"),
    [("nobody", PASSWORD, "email"), (OLD, PASSWORD, "email"), (NEW, "wrong", "password")],
)
async def test_a_change_that_cannot_be_is_told_at_its_field(
    mine: httpx2.AsyncClient, mailbox: FakeMailbox, email: str, password: str, field: str
) -> None:
    await mailbox.collect()
    answer = await change(mine, email, password)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)
    assert await mailbox.collect() == []


async def test_an_address_of_somebody_else_is_not_told_and_never_taken(
    mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient, mailbox: FakeMailbox
) -> None:
    await mailbox.collect()
    assert (await change(mine, "stranger@example.com")).status_code == 204
    assert [mail.to for mail in await mailbox.collect()] == [OLD]


async def test_an_address_that_was_taken_meanwhile_is_refused(
    api: FastAPI, mine: httpx2.AsyncClient, mailbox: FakeMailbox
) -> None:
    await mailbox.collect()
    await change(mine)
    old, new = await mailbox.collect()
    assert (await follow(mine, token_of(old))).status_code == 204
    async with client_of(api) as quicker:
        await signed_up(quicker, NEW)
    assert (await follow(mine, token_of(new))).status_code == 409
    assert (await mine.get("/api/user")).json()["email"] == OLD


async def test_two_uses_at_once_count_once(
    mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient, mailbox: FakeMailbox
) -> None:
    token = await forgotten(mine, mailbox)
    answers = await asyncio.gather(*(reset(anonymous, token, f"{OTHER} {number}") for number in range(5)))
    assert sorted(answer.status_code for answer in answers) == [204, 400, 400, 400, 400]


async def test_a_browser_that_the_account_does_not_know_is_mailed(
    api: FastAPI, mine: httpx2.AsyncClient, mailbox: FakeMailbox
) -> None:
    await mailbox.collect()
    assert await sign_in(mine, PASSWORD) == 200
    assert await mailbox.collect() == []
    async with client_of(api) as stranger:
        headers = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
        body = {"email": OLD, "password": PASSWORD}
        assert (await stranger.post("/api/auth/signin", json=body, headers=headers)).status_code == 200
    (mail,) = await mailbox.collect()
    assert mail.subject == "New sign-in to your account"
    assert "Firefox" in mail.text


async def test_tokens_are_nowhere_at_rest(
    mine: httpx2.AsyncClient, mailbox: FakeMailbox, app: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    token = await forgotten(mine, mailbox)
    async with transaction() as session:
        rows = (await session.execute(text("select to_jsonb(m)::text from mail m"))).scalars().all()
        rows = [
            *rows,
            *(await session.execute(text("select to_jsonb(t)::text from email_token t"))).scalars(),
        ]
    assert len(rows) >= 2
    assert not any(token in row or token[22:] in row for row in rows)
    assert token not in caplog.text
