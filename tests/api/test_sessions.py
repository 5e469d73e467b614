"""Sessions, passwords and the ledger's filters over REST."""

import csv
import io
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI

from influencer_app.db.transaction import transaction
from influencer_app.domain.accounts import tokens
from influencer_app.domain.credits.service import adjust
from influencer_app.wiring import Runtime
from tests.api.conftest import PASSWORD, client_of
from tests.fake_engine import FakeEngine, FakeQueue

OWNER = {"email": "owner@example.com", "password": PASSWORD}
NEW = "an even longer passphrase"


async def test_a_new_password_ends_all_other_sessions_at_once(mine: httpx2.AsyncClient, api: FastAPI) -> None:
    async with client_of(api) as phone:
        assert (await phone.post("/api/auth/signin", json=OWNER)).status_code == 200
        assert len((await mine.get("/api/user/sessions")).json()) == 2
        changed = await mine.post("/api/user/password", json={"old": PASSWORD, "new": NEW})
        assert changed.status_code == 204
        assert (await phone.get("/api/user")).status_code == 401
        assert (await mine.get("/api/user")).status_code == 200
        assert (await phone.post("/api/auth/signin", json=OWNER)).status_code == 401
        assert (await phone.post("/api/auth/signin", json={**OWNER, "password": NEW})).status_code == 200


@pytest.mark.parametrize(
    ("old", "new", "field", "words"),
    [
        ("something else", NEW, "old", "not your current password"),
        (PASSWORD, "short", "new", "at least 10"),
        (PASSWORD, "password123", "new", "too easy"),
        (PASSWORD, PASSWORD, "new", "already your password"),
    ],
)
async def test_a_password_that_cannot_be_is_told_at_its_field(
    mine: httpx2.AsyncClient, old: str, new: str, field: str, words: str
) -> None:
    answer = await mine.post("/api/user/password", json={"old": old, "new": new})
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["field"] == field
    assert words in error["message"]


async def test_guessing_the_old_password_is_slowed_down(mine: httpx2.AsyncClient, app: Runtime) -> None:
    tries = app.settings.sign_in_tries_per_ten_minutes
    wrong = {"old": "something else", "new": NEW}
    found = [(await mine.post("/api/user/password", json=wrong)).status_code for _ in range(tries + 1)]
    assert found == [400] * tries + [429]


async def test_a_session_is_ended_from_another_browser(mine: httpx2.AsyncClient, api: FastAPI) -> None:
    async with client_of(api) as phone:
        await phone.post("/api/auth/signin", json=OWNER)
        kept = phone.cookies[tokens.COOKIE]
        there = next(one for one in (await mine.get("/api/user/sessions")).json() if not one["current"])
        assert (await phone.get("/api/user")).status_code == 200
        assert (await mine.delete(f"/api/user/sessions/{there['id']}")).status_code == 204
        assert (await mine.delete(f"/api/user/sessions/{there['id']}")).status_code == 404
        answer = await phone.get("/api/user", headers={"cookie": f"{tokens.COOKIE}={kept}"})
        assert answer.status_code == 401


async def test_the_ledger_is_filtered(
    mine: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    await mine.post("/api/generate/image", json={"prompt": "x", "count": 2})
    await queue.run()

    async def kinds(**asked: str) -> list[str]:
        answer = await mine.get("/api/user/credits/entries", params=asked)
        assert answer.status_code == 200, answer.text
        return [entry["kind"] for entry in answer.json()["items"]]

    assert await kinds() == ["settle", "settle", "reserve", "reset"]
    assert await kinds(kind="settle") == ["settle", "settle"]
    assert await kinds(bucket="bought") == []
    assert await kinds(to="2020-01-01T00:00:00Z") == []
    assert len(await kinds(**{"from": "2020-01-01T00:00:00"})) == 4
    assert (await mine.get("/api/user/credits/entries", params={"kind": "x"})).status_code == 400


async def test_the_ledger_is_a_file_of_any_length(
    mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("influencer_app.api.routes.ledger.LIMIT_MAX", 2)
    own = (await mine.get("/api/workspaces")).json()["items"][0]["id"]
    async with transaction() as session:
        for number in range(5):
            reason = f'=1+{number}, "so"'
            await adjust(session, UUID(own), 10, key=f"test:{number}", reason=reason)

    async def rows(client: httpx2.AsyncClient, **asked: str) -> list[dict[str, str]]:
        answer = await client.get("/api/user/credits/entries.csv", params=asked)
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert "attachment" in answer.headers["content-disposition"]
        return list(csv.DictReader(io.StringIO(answer.text)))

    found = await rows(mine, kind="adjust", workspace=own)
    assert [one["balance_after"] for one in found] == ["50", "40", "30", "20", "10"]
    assert found[-1]["reason"] == '\'=1+0, "so"'
    assert len(await rows(mine)) == 6
    assert await rows(theirs) == []
    refused = await theirs.get("/api/user/credits/entries.csv", params={"workspace": own})
    assert refused.status_code == 404
    assert (await mine.get("/api/user/credits/entries.csv?workspace=x")).status_code == 400
