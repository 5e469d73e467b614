"""Workspaces over REST: ``X-Workspace``, two people in one and one person in two."""

import asyncio
from typing import Any
from uuid import uuid4

import httpx2
import pytest_asyncio
from fastapi import FastAPI

from influencer_app.db.transaction import transaction
from influencer_app.domain.credits.service import grant
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.domain.workspaces.service import add_member, remove_member
from influencer_app.settings import Settings
from tests import photos
from tests.api.conftest import CHARACTER, actor_of
from tests.fake_engine import FakeEngine, FakeQueue
from tests.support import in_workspace, new_team

IMAGE = {"prompt": "on the beach"}


@pytest_asyncio.fixture
async def team(mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient) -> Actor:
    """The owner in a workspace that they share with an editor, with credits for 16 pictures."""
    own, other = await actor_of(mine), await actor_of(theirs)
    made = await new_team(own, editor=other)
    async with transaction() as session:
        await grant(session, made.workspace_id, 80, key="pack")
    return made


def at(team: Actor) -> dict[str, str]:
    """The header that names it."""
    return {"x-workspace": str(team.workspace_id)}


async def items(client: httpx2.AsyncClient, path: str, headers: dict[str, str] | None = None) -> list[Any]:
    answer = await client.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    found: list[Any] = answer.json()["items"]
    return found


async def make_picture(
    client: httpx2.AsyncClient, queue: FakeQueue, headers: dict[str, str] | None = None
) -> dict[str, Any]:
    answer = await client.post("/api/generate/image", json=IMAGE, headers=headers)
    assert answer.status_code == 202, answer.text
    await queue.run()
    found: dict[str, Any] = (
        await client.get(f"/api/generations/{answer.json()['id']}", headers=headers)
    ).json()
    return found


async def test_a_workspace_is_created_and_listed_for_its_members_alone(
    mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient, settings: Settings
) -> None:
    made = (await mine.post("/api/workspaces", json={"name": " Studio North "})).json()
    assert (made["name"], made["plan"], made["role"], made["members"], made["personal"]) == (
        *("Studio North", "free", "owner", 1),
        False,
    )
    assert [one["name"] for one in await items(mine, "/api/workspaces")] == ["Studio North", "owner"]
    assert [one["name"] for one in await items(theirs, "/api/workspaces")] == ["stranger"]
    assert (await mine.get(f"/api/workspaces/{made['id']}")).json() == made
    assert (await theirs.get(f"/api/workspaces/{made['id']}")).status_code == 404
    for name in ("", " ", "x" * 81, "two\nlines"):
        assert (await mine.post("/api/workspaces", json={"name": name})).status_code == 400
    statuses = [(await mine.post("/api/workspaces", json={"name": "More"})).status_code for _ in range(3)]
    assert statuses == [201, 201, 409]


async def test_the_header_names_the_workspace_and_without_it_is_ones_own(
    mine: httpx2.AsyncClient, team: Actor
) -> None:
    user = (await mine.get("/api/user")).json()
    assert user["workspace_id"] != str(team.workspace_id)
    assert (await mine.get("/api/user", headers=at(team))).json() == {
        **user,
        "workspace_id": str(team.workspace_id),
    }
    for wrong in ("x", "", str(uuid4()), "0" * 5000):
        answer = await mine.get("/api/user", headers={"x-workspace": wrong})
        assert answer.status_code in (400, 404), wrong
        assert answer.headers["content-type"] == "application/problem+json"


async def test_one_person_in_two_workspaces_has_two_of_everything(
    mine: httpx2.AsyncClient, team: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await make_picture(mine, queue)
    shared = await make_picture(mine, queue, at(team))
    assert [one["id"] for one in await items(mine, "/api/generations")] == [own["id"]]
    assert [one["id"] for one in await items(mine, "/api/generations", at(team))] == [shared["id"]]
    for path in (f"/api/generations/{shared['id']}", f"/api/outputs/{shared['outputs'][0]['id']}/favourite"):
        method = "GET" if "generations" in path else "POST"
        assert (await mine.request(method, path)).status_code == 404
        assert (await mine.request(method, path, headers=at(team))).is_success
    assert (await mine.get("/api/user/credits")).json()["available"] == 75
    assert (await mine.get("/api/user/credits", headers=at(team))).json() | {"resets_at": ""} == {
        **{"available": 75, "daily": 0, "daily_allowance": 0, "bought": 75, "reserved": 0, "debt": 0},
        "resets_at": "",
    }
    kinds = [one["kind"] for one in await items(mine, "/api/user/credits/entries", at(team))]
    assert kinds == ["settle", "reserve", "grant"]
    character = (await mine.post("/api/characters", json=CHARACTER, headers=at(team))).json()
    assert await items(mine, "/api/characters") == []
    asked = {**IMAGE, "character_id": character["id"]}
    assert (await mine.post("/api/generate/image", json=asked)).status_code == 404


async def test_two_people_in_one_workspace_see_and_change_the_same_things(
    mine: httpx2.AsyncClient,
    theirs: httpx2.AsyncClient,
    team: Actor,
    queue: FakeQueue,
    fake_engine: FakeEngine,
) -> None:
    made = await make_picture(mine, queue, at(team))
    member = await actor_of(theirs)
    assert [one["id"] for one in await items(theirs, "/api/generations", at(team))] == [made["id"]]
    assert made["person_id"] == str(team.person_id)
    other = await make_picture(theirs, queue, at(team))
    assert other["person_id"] == str(member.person_id)
    assert (await mine.get("/api/user/credits", headers=at(team))).json()["available"] == 70
    video = {"output_id": made["outputs"][0]["id"]}
    assert (await theirs.post("/api/generate/video", json=video, headers=at(team))).status_code == 202
    assert (await theirs.delete(f"/api/generations/{made['id']}", headers=at(team))).status_code == 204
    assert [one["id"] for one in await items(mine, "/api/generations", at(team))][-1] == other["id"]
    assert await items(theirs, "/api/generations") == []


async def test_fifty_requests_of_two_members_at_once_are_accepted_sixteen_times(
    mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient, team: Actor
) -> None:
    async def one(client: httpx2.AsyncClient) -> int:
        return (await client.post("/api/generate/image", json=IMAGE, headers=at(team))).status_code

    codes = await asyncio.gather(*(one(client) for _ in range(25) for client in (mine, theirs)))
    assert (codes.count(202), codes.count(402)) == (16, 34)
    balance = (await mine.get("/api/user/credits", headers=at(team))).json()
    assert (balance["available"], balance["reserved"]) == (0, 80)
    for client in (mine, theirs):
        assert (await client.get("/api/user/credits")).json()["available"] == 80


async def test_media_follow_the_membership_whichever_workspace_is_open(
    api: FastAPI,
    mine: httpx2.AsyncClient,
    theirs: httpx2.AsyncClient,
    anonymous: httpx2.AsyncClient,
    team: Actor,
    queue: FakeQueue,
    fake_engine: FakeEngine,
) -> None:
    shared = (await make_picture(mine, queue, at(team)))["outputs"][0]["thumb_url"]
    own = (await make_picture(mine, queue))["outputs"][0]["thumb_url"]
    character = (await mine.post("/api/characters", json=CHARACTER, headers=at(team))).json()
    photo = {"file": ("me.jpg", photos.snapshot(), "image/jpeg")}
    place = f"/api/characters/{character['id']}/references"
    face = await mine.post(place, files=photo, data={"consent": "true"}, headers=at(team))
    assert face.status_code == 201, face.text
    for path in (shared, face.json()["thumb_url"]):
        for client in (mine, theirs):
            assert (await client.get(path)).status_code == 200
        assert (await anonymous.get(path)).status_code in (401, 404)
    assert (await theirs.get(own)).status_code == 404
    for path in (shared, own, face.json()["url"], face.json()["thumb_url"]):
        headers = (await mine.get(path)).headers
        assert (headers["cache-control"], headers["vary"]) == ("private, no-cache", "Cookie, Authorization")
    tag = (await theirs.get(shared)).headers["etag"]
    assert (await theirs.get(shared, headers={"if-none-match": tag})).status_code == 304
    async with transaction() as session:
        await remove_member(session, team.workspace_id, (await actor_of(theirs)).person_id)
    for path in (shared, face.json()["thumb_url"]):
        assert (await theirs.get(path, headers={"if-none-match": tag})).status_code == 404
        assert (await mine.get(path)).status_code == 200


async def test_a_removed_member_loses_everything_with_the_next_call(
    mine: httpx2.AsyncClient,
    theirs: httpx2.AsyncClient,
    team: Actor,
    queue: FakeQueue,
    fake_engine: FakeEngine,
) -> None:
    member = await actor_of(theirs)
    made = await make_picture(theirs, queue, at(team))
    async with transaction() as session:
        await remove_member(session, team.workspace_id, member.person_id)
    for path in ("/api/user", "/api/generations", "/api/characters", f"/api/generations/{made['id']}"):
        assert (await theirs.get(path, headers=at(team))).status_code == 404
    assert (await theirs.post("/api/generate/image", json=IMAGE, headers=at(team))).status_code == 404
    assert (await theirs.get(f"/api/generations/{made['id']}")).status_code == 404
    assert [one["id"] for one in await items(mine, "/api/generations", at(team))] == [made["id"]]
    async with transaction() as session:
        await add_member(session, team.workspace_id, member.person_id, "viewer")
    assert [one["id"] for one in await items(theirs, "/api/generations", at(team))] == [made["id"]]


async def test_an_idempotency_key_is_of_a_member_in_a_workspace(
    mine: httpx2.AsyncClient,
    theirs: httpx2.AsyncClient,
    team: Actor,
    queue: FakeQueue,
    fake_engine: FakeEngine,
) -> None:
    async def ask(client: httpx2.AsyncClient, headers: dict[str, str]) -> str:
        answer = await client.post(
            "/api/generate/image", json=IMAGE, headers={"idempotency-key": "k", **headers}
        )
        assert answer.status_code == 202, answer.text
        found: str = answer.json()["id"]
        return found

    every = [await ask(mine, {}), await ask(mine, at(team)), await ask(theirs, at(team))]
    assert len(set(every)) == 3
    assert [await ask(mine, {}), await ask(mine, at(team)), await ask(theirs, at(team))] == every
    member = in_workspace(await actor_of(theirs), team.workspace_id)
    async with transaction() as session:
        await remove_member(session, team.workspace_id, member.person_id)
