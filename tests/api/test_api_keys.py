"""API keys: an allow-list of routes, one workspace, and no more than their maker may at that moment."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs

from influencer_app.app_services.api_keys import FAILURES_PER_TEN_MINUTES, authenticate_key
from influencer_app.db.base import now
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.models import Person
from influencer_app.domain.api_keys.models import ApiKey
from influencer_app.domain.api_keys.ports import ApiEntitlement, EveryWorkspace
from influencer_app.domain.api_keys.schemas import SCOPES
from influencer_app.domain.api_keys.secrets import hash_secret, new_secret
from influencer_app.domain.api_keys.service import KEYS_MAX, delete_revoked_keys
from influencer_app.domain.billing.plans import set_plan
from influencer_app.domain.workspaces.models import Workspace
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.domain.workspaces.service import change_member_role, remove_member
from influencer_app.wiring import Runtime
from tests.api.conftest import actor_of, client_of, routes
from tests.api.test_access import ASKED, PASSWORD, ask, rows_of_mine
from tests.doubles.stripe.app import Emulator
from tests.fake_engine import FakeEngine, FakeQueue
from tests.runtime import substitute
from tests.support import every_row, new_team

KEYS = "/api/user/keys"


async def make_key(client: httpx2.AsyncClient, *scopes: str, workspace: UUID | None = None) -> dict[str, Any]:
    headers = {"x-workspace": str(workspace)} if workspace else {}
    answer = await client.post(KEYS, json={"name": "Script", "scopes": scopes or SCOPES}, headers=headers)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


@asynccontextmanager
async def with_key(api: FastAPI, key: str) -> AsyncIterator[httpx2.AsyncClient]:
    """A program without cookies."""
    async with client_of(api) as client:
        client.headers["authorization"] = f"Bearer {key}"
        yield client


def scopes_of(api: FastAPI) -> dict[str, str | None]:
    """What each operation asks of a key."""
    return {
        f"{method} {route.path}": getattr(route.endpoint, "key_scope", None)
        for route in routes(api)
        for method in route.methods
    }


async def test_a_key_is_shown_once_and_only_its_hash_is_kept(mine: httpx2.AsyncClient) -> None:
    made = await make_key(mine, "generate", "read")
    assert made["key"].startswith(made["prefix"])
    assert (len(made["prefix"]), made["scopes"], made["last_used_at"]) == (9, ["read", "generate"], None)
    listed = (await mine.get(KEYS)).json()
    assert [one["id"] for one in listed] == [made["id"]]
    assert "key" not in listed[0]
    rows = " ".join(await every_row())
    assert hash_secret(made["key"]) in rows
    assert made["key"] not in rows


async def test_only_the_routes_that_name_a_scope_take_keys(
    api: FastAPI, mine: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    """Every route, with a key of all scopes, and with keys of one each."""
    places = await rows_of_mine(mine, queue)
    asked_scope = scopes_of(api)
    assert {name for name in asked_scope.values() if name} == set(SCOPES)
    keys = {scope: (await make_key(mine, scope))["key"] for scope in SCOPES}
    everything = (await make_key(mine))["key"]
    before = await every_row()
    async with with_key(api, everything) as client:
        for asked in ASKED:
            if asked_scope[asked.request] is None:
                answer = await ask(client, asked, places)
                assert answer.status_code == 403, asked.request
                assert answer.json()["type"] == "/problems/not_for_keys", asked.request
        assert await every_row() == before
        for asked in ASKED:
            needed = asked_scope[asked.request]
            if needed is None:
                continue
            for scope in SCOPES:
                if scope != needed:
                    client.headers["authorization"] = f"Bearer {keys[scope]}"
                    answer = await ask(client, asked, places)
                    assert answer.status_code == 403, f"{asked.request} with {scope}"
            client.headers["authorization"] = f"Bearer {keys[needed]}"
            answer = await ask(client, asked, places)
            assert answer.status_code == asked.owner, f"{asked.request} {answer.text}"


@pytest.mark.parametrize(
    "path",
    ["/api/user", "/api/auth", "/api/admin", "/api/billing", "/api/moderation", "/api/webhooks", "/api/inv"],
)
def test_what_no_key_may_ever_reach(api: FastAPI, path: str) -> None:
    """Keys, password, address, sessions, members and the like, whatever else is added there."""
    open_to_keys = {"GET /api/user/credits", "GET /api/user/credits/entries"}
    reached = {one for one, scope in scopes_of(api).items() if scope and one.split(" ")[1].startswith(path)}
    assert reached <= open_to_keys
    assert not any("member" in one or "invitation" in one for one, scope in scopes_of(api).items() if scope)


async def test_a_key_does_what_its_maker_may_at_that_moment(
    api: FastAPI,
    mine: httpx2.AsyncClient,
    theirs: httpx2.AsyncClient,
    queue: FakeQueue,
    fake_engine: FakeEngine,
) -> None:
    member, team = await actor_of(theirs), await new_team(await actor_of(mine), editor=await actor_of(theirs))
    key = (await make_key(theirs, workspace=team.workspace_id))["key"]
    new = {"name": "Noor", "age": 28, "gender": "female", "style": "realistic"}
    async with with_key(api, key) as client:
        assert (await client.post("/api/characters", json=new)).status_code == 201
        async with transaction() as session:
            await change_member_role(session, team.workspace_id, member.person_id, "viewer")
        assert (await client.post("/api/characters", json=new)).status_code == 403
        assert (await client.get("/api/characters")).status_code == 200
        async with transaction() as session:
            await remove_member(session, team.workspace_id, member.person_id)
        refused = await client.get("/api/characters")
        assert (refused.status_code, refused.json()["type"]) == (401, "/problems/not-signed-in")
    async with reading() as session:
        assert await session.scalar(text("select count(*) from api_key")) == 0


async def _erase_person(session: AsyncSession, actor: Any) -> None:
    await session.delete(await session.get_one(Person, actor.person_id))


async def _delete_workspace(session: AsyncSession, actor: Any) -> None:
    await session.delete(await session.get_one(Workspace, actor.workspace_id))


@pytest.mark.parametrize("end", [_erase_person, _delete_workspace])
async def test_a_key_ends_with_the_account_and_with_the_workspace(
    api: FastAPI, mine: httpx2.AsyncClient, end: Callable[[AsyncSession, Any], Any]
) -> None:
    key = (await make_key(mine))["key"]
    actor = await actor_of(mine)
    async with with_key(api, key) as client:
        assert (await client.get("/api/characters")).status_code == 200
        async with transaction() as session:
            await end(session, actor)
        assert (await client.get("/api/characters")).status_code == 401


async def test_a_revoked_key_ends_at_once(api: FastAPI, mine: httpx2.AsyncClient) -> None:
    made = await make_key(mine)
    async with with_key(api, made["key"]) as client:
        assert (await client.get("/api/user/credits")).status_code == 200
        assert (await mine.delete(f"{KEYS}/{made['id']}")).status_code == 204
        assert (await client.get("/api/user/credits")).status_code == 401
    assert (await mine.get(KEYS)).json() == []
    assert (await mine.delete(f"{KEYS}/{made['id']}")).status_code == 404


async def test_a_key_sees_one_workspace_alone(
    api: FastAPI, mine: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    """Also where a session would look in all workspaces of its person: files, faces, the list itself."""
    places = await rows_of_mine(mine, queue)
    team = await new_team(await actor_of(mine))
    key = (await make_key(mine, workspace=team.workspace_id))["key"]
    file = f"/api/media/{places['asset_id']}/thumb"
    face = f"/api/characters/{places['character_id']}/references/{places['reference_id']}/thumb"
    personal = places["workspace_id"]
    async with with_key(api, key) as client:
        for path in (
            file,
            face,
            f"/api/workspaces/{personal}",
            f"/api/generations/{places['generation_id']}",
        ):
            assert (await mine.get(path)).status_code == 200, path
            assert (await client.get(path)).status_code == 404, path
        tag = {"if-none-match": f'"{UUID(places["asset_id"]).hex}-thumb"'}
        assert (await client.get(file, headers=tag)).status_code == 404
        assert [one["id"] for one in (await client.get("/api/workspaces")).json()["items"]] == [
            str(team.workspace_id)
        ]
        for named, status in ((str(team.workspace_id), 200), (personal, 404), ("junk", 404)):
            answer = await client.get("/api/characters", headers={"x-workspace": named})
            assert answer.status_code == status, named
        assert (await client.get("/api/characters")).json()["items"] == []
    own = (await make_key(mine, "read"))["key"]
    async with with_key(api, own) as client:
        assert (await client.get(file)).status_code == 200
        assert (await client.get(face)).status_code == 200


async def test_a_key_is_never_staff(api: FastAPI, mine: httpx2.AsyncClient, app: Runtime) -> None:
    async with transaction() as session:
        await session.execute(update(Person).values(role="admin"))
    made = await make_key(mine)
    assert (await authenticate_key(made["key"], "here")).staff_role == "member"


async def test_the_key_counts_and_not_the_cookie(
    api: FastAPI, mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient
) -> None:
    made = await make_key(mine)
    theirs.headers["authorization"] = f"Bearer {made['key']}"
    own = (await mine.get("/api/workspaces")).json()["items"]
    assert (await theirs.get("/api/workspaces")).json()["items"] == own
    assert (await theirs.get("/api/user")).status_code == 403
    theirs.headers["authorization"] = f"Bearer {new_secret()}"
    assert (await theirs.get("/api/workspaces")).status_code == 401
    theirs.headers["authorization"] = "Basic b3duZXI6b3duZXI="
    assert (await theirs.get("/api/user")).status_code == 200


async def test_a_request_with_a_key_alone_may_come_from_anywhere(
    api: FastAPI, mine: httpx2.AsyncClient
) -> None:
    made = await make_key(mine)
    foreign = {"origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"}
    new = {"name": "Noor", "age": 28, "gender": "female", "style": "realistic"}
    async with with_key(api, made["key"]) as client:
        assert (await client.post("/api/characters", json=new, headers=foreign)).status_code == 201
    mine.headers["authorization"] = f"Bearer {made['key']}"
    assert (await mine.post("/api/characters", json=new, headers=foreign)).status_code == 403


@pytest.mark.parametrize(
    "change",
    [
        lambda key: key[:-1] + ("A" if key[-1] != "A" else "B"),
        lambda key: key[:-2],
        lambda key: new_secret(),
        lambda key: "junk",
        lambda key: "",
        lambda key: "em_" + "é" * 49,
    ],
    ids=["checksum", "cut", "unknown", "junk", "empty", "letters"],
)
async def test_a_wrong_key_gets_401_and_is_not_logged(
    api: FastAPI, mine: httpx2.AsyncClient, change: Callable[[str], str]
) -> None:
    wrong = change((await make_key(mine))["key"])
    async with client_of(api) as client:
        with capture_logs() as lines:
            headers = {"authorization": f"Bearer {wrong}".encode()}
            answer = await client.get("/api/characters", headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
    refused = next(line for line in lines if line["event"] == "key_refused")
    assert len(refused["prefix"]) <= 9
    assert len(wrong) <= 9 or wrong not in str(lines)


async def test_wrong_keys_are_limited_by_address_and_right_ones_go_on(
    api: FastAPI, mine: httpx2.AsyncClient
) -> None:
    made = await make_key(mine)
    async with with_key(api, "junk") as client:
        found = [
            (await client.get("/api/characters")).status_code for _ in range(FAILURES_PER_TEN_MINUTES + 1)
        ]
        assert found == [401] * FAILURES_PER_TEN_MINUTES + [429]
        client.headers["authorization"] = f"Bearer {made['key']}"
        assert (await client.get("/api/characters")).status_code == 200


async def test_calls_of_a_key_count_as_its_makers(
    api: FastAPI, mine: httpx2.AsyncClient, app: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that more keys are not more calls."""
    key, other = [(await make_key(mine))["key"] for _ in "12"]
    substitute(monkeypatch, settings=app.settings.model_copy(update={"generate_calls_per_minute": 1}))
    async with with_key(api, key) as client:
        new = {"prompt": "on the beach"}
        assert (await client.post("/api/generate/image", json=new)).status_code == 202
        client.headers["authorization"] = f"Bearer {other}"
        refused = await client.post("/api/generate/image", json=new)
        assert (refused.status_code, "retry-after" in refused.headers) == (429, True)


async def test_last_use_is_noted_every_five_minutes(
    api: FastAPI, mine: httpx2.AsyncClient, statements: list[str]
) -> None:
    made = await make_key(mine)

    async def used() -> Any:
        return (await mine.get(KEYS)).json()[0]["last_used_at"]

    async with with_key(api, made["key"]) as client:
        await client.get("/api/characters")
        first = await used()
        assert first is not None
        statements.clear()
        await client.get("/api/characters")
        assert not any(one.startswith("UPDATE") for one in statements)
        assert await used() == first
        async with transaction() as session:
            await session.execute(update(ApiKey).values(last_used_at=now() - timedelta(minutes=6)))
        await client.get("/api/characters")
        assert await used() > first


async def test_bad_input_is_told_at_its_field_and_there_are_twenty_at_most(mine: httpx2.AsyncClient) -> None:
    for body, field in (
        ({"name": " ", "scopes": ["read"]}, "name"),
        ({"name": "x" * 81, "scopes": ["read"]}, "name"),
        ({"name": "x", "scopes": []}, "scopes"),
        ({"name": "x", "scopes": ["read", "read"]}, "scopes"),
        ({"name": "x", "scopes": ["admin"]}, "scopes.0"),
        ({"name": "x", "scopes": ["read"], "key": "em_mine"}, "key"),
    ):
        answer = await mine.post(KEYS, json=body)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field), body
    none = (await mine.post(KEYS, json={"name": "x", "scopes": []})).json()
    assert none["detail"] == "Choose at least 1."
    for _ in range(KEYS_MAX):
        await make_key(mine)
    assert (await mine.post(KEYS, json={"name": "x", "scopes": ["read"]})).status_code == 409
    first = (await mine.get(KEYS)).json()[0]["id"]
    await mine.delete(f"{KEYS}/{first}")
    await make_key(mine)


async def test_members_see_and_revoke_their_own_keys_alone(
    mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient
) -> None:
    team = await new_team(await actor_of(mine), editor=await actor_of(theirs))
    made = await make_key(mine, workspace=team.workspace_id)
    there = {"x-workspace": str(team.workspace_id)}
    assert (await theirs.get(KEYS, headers=there)).json() == []
    assert (await theirs.delete(f"{KEYS}/{made['id']}", headers=there)).status_code == 404
    assert (await mine.get(KEYS)).json() == []
    assert (await mine.delete(f"{KEYS}/{made['id']}")).status_code == 404


class NoWorkspace:
    """A plan without the API."""

    async def may_use_api(self, session: AsyncSession, workspace_id: UUID) -> bool:
        return False


async def test_a_plan_without_the_api_makes_no_keys_and_stops_those_that_exist(
    api: FastAPI, mine: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await make_key(mine)
    substitute(monkeypatch, {ApiEntitlement: NoWorkspace()})
    assert (await mine.post(KEYS, json={"name": "x", "scopes": ["read"]})).status_code == 403
    async with with_key(api, made["key"]) as client:
        answer = await client.get("/api/characters")
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/not-allowed")
    assert (await mine.delete(f"{KEYS}/{made['id']}")).status_code == 204


async def test_where_plans_are_sold_the_plan_decides_and_elsewhere_everybody_may(
    api: FastAPI, mine: httpx2.AsyncClient, app: Runtime, selling: Emulator
) -> None:
    assert isinstance(app.port(ApiEntitlement), EveryWorkspace)  # before ``selling``, without a key of Stripe
    actor = await actor_of(mine)
    assert (await mine.post(KEYS, json={"name": "x", "scopes": ["read"]})).status_code == 403
    await put_on(actor, "creator")
    made = await make_key(mine)
    async with with_key(api, made["key"]) as client:
        assert (await client.get("/api/characters")).status_code == 200
        await put_on(actor, "free")
        assert (await client.get("/api/characters")).status_code == 403
        assert (await client.get("/api/billing")).status_code == 403


async def put_on(actor: Actor, plan: str) -> None:
    async with transaction() as session:
        await set_plan(session, actor.workspace_id, plan)


async def test_revoked_keys_are_deleted_later(mine: httpx2.AsyncClient) -> None:
    kept, revoked = await make_key(mine), await make_key(mine)
    await mine.delete(f"{KEYS}/{revoked['id']}")
    async with transaction() as session:
        assert await delete_revoked_keys(session, now() - timedelta(minutes=1), 10) == 0
        assert await delete_revoked_keys(session, now() + timedelta(minutes=1), 10) == 1
    async with reading() as session:
        assert list(await session.scalars(text("select id from api_key"))) == [UUID(kept["id"])]


async def test_the_schema_names_the_key_where_it_is_taken(api: FastAPI) -> None:
    schema = api.openapi()
    assert schema["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    taken = {
        f"{method.upper()} {path}"
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
        if {"key": []} in operation.get("security", ())
    }
    hidden = {"HEAD /api/media/{asset_id}/{variant}"}
    assert taken == {one for one, scope in scopes_of(api).items() if scope} - hidden
    assert PASSWORD not in str(schema)


async def test_keys_and_webhooks_want_a_recent_sign_in(mine: httpx2.AsyncClient, app: Runtime) -> None:
    """Also another address and a new secret of a webhook; revoking and pausing do not."""
    hook = {"url": "https://8.8.8.8/", "events": ["generation.failed"]}
    made, own = await make_key(mine), (await mine.post("/api/user/webhooks", json=hook)).json()["id"]
    here = UUID((await mine.get("/api/user/sessions")).json()[0]["id"])
    async with transaction() as session:
        stale = text("update sign_in_session set authenticated_at = now() - interval '11 minutes'")
        await session.execute(stale)
    await app.redis.delete(f"session:{here}")
    for method, path, body, status in (
        ("POST", KEYS, {"name": "x", "scopes": ["read"]}, 403),
        ("POST", "/api/user/webhooks", hook, 403),
        ("PATCH", f"/api/user/webhooks/{own}", {"rotate_secret": True}, 403),
        ("PATCH", f"/api/user/webhooks/{own}", {"url": "https://8.8.4.4/"}, 403),
        ("PATCH", f"/api/user/webhooks/{own}", {"enabled": False}, 200),
        ("DELETE", f"{KEYS}/{made['id']}", None, 204),
    ):
        answer = await mine.request(method, path, json=body)
        assert answer.status_code == status, f"{method} {path} {answer.text}"
        if status == 403:
            assert answer.json()["type"] == "/problems/recent_authentication_required"
