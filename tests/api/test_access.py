"""Every route, asked by nobody, by the owner and by a stranger. A route without a line here fails."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI

from influencer_app.api.access import editor, owner, owner_of, person, signed_in
from influencer_app.db.transaction import transaction
from influencer_app.domain.workspaces.schemas import WorkspaceRole
from influencer_app.domain.workspaces.service import add_member, remove_member
from tests import photos
from tests.api.conftest import CHARACTER, PASSWORD, actor_of, routes
from tests.doubles.authenticator import Authenticator
from tests.fake_engine import FakeEngine, FakeQueue
from tests.support import every_row, linked_identity, new_team, shared_rows


@dataclass(frozen=True)
class Asked:
    """A request, and the status that nobody, the owner and a stranger get."""

    request: str
    anonymous: int
    owner: int
    stranger: int
    body: dict[str, Any] | None = None
    form: dict[str, str] | None = None


SIGN_IN = {"email": "owner@example.com", "password": PASSWORD}
HOOK = {"url": "https://8.8.8.8/hook", "events": ["generation.failed"]}
WRONG = {**SIGN_IN, "password": "something else"}
ASKED = [
    Asked("GET /api/health", 200, 200, 200),
    Asked("GET /api/ready", 503, 503, 503),
    Asked("GET /metrics", 200, 200, 200),
    Asked("GET /api/docs", 200, 200, 200),
    Asked("POST /api/auth/signup", 409, 409, 409, SIGN_IN),
    Asked("POST /api/auth/signin", 401, 401, 401, WRONG),
    Asked("POST /api/auth/form/signup", 303, 303, 303, form=SIGN_IN),
    Asked("POST /api/auth/form/signin", 303, 303, 303, form=WRONG),
    Asked("POST /api/auth/verify", 400, 400, 400, {"token": "junk"}),
    Asked("POST /api/auth/forgot", 204, 204, 204, {"email": "nobody@example.com"}),
    Asked("POST /api/auth/reset", 400, 400, 400, {"token": "junk", "password": PASSWORD}),
    Asked("POST /api/auth/form/verify", 303, 303, 303, form={"token": "junk"}),
    Asked("POST /api/auth/form/forgot", 303, 303, 303, form={"email": "nobody"}),
    Asked("POST /api/auth/form/reset", 303, 303, 303, form={"token": "junk", "password": PASSWORD}),
    Asked("POST /api/auth/form/invitation", 303, 303, 303, form={"token": "junk"}),
    Asked("POST /api/auth/form/admin", 303, 303, 303, form={"token": "junk"}),
    Asked("GET /api/auth/google", 404, 404, 404),
    Asked("GET /api/auth/google/callback", 404, 404, 404),
    Asked("GET /api/auth/openid", 404, 404, 404),
    Asked("GET /api/auth/openid/callback", 404, 404, 404),
    Asked("GET /api/user", 401, 200, 200),
    Asked("PATCH /api/user", 401, 200, 200, {"name": "Somebody"}),
    Asked("GET /api/user/credits", 401, 200, 200),
    Asked("GET /api/user/credits/entries", 401, 200, 200),
    Asked("GET /api/user/credits/entries.csv", 401, 200, 200),
    Asked("GET /api/user/sessions", 401, 200, 200),
    Asked("GET /api/user/identities", 401, 200, 200),
    Asked("DELETE /api/user/identities/{identity_id}", 401, 204, 404),
    Asked("POST /api/user/password", 401, 400, 400, {"old": "something else", "new": PASSWORD}),
    Asked("POST /api/user/verification", 401, 204, 204),
    Asked("POST /api/user/email", 401, 400, 400, {"email": "new@example.com", "password": "wrong"}),
    Asked("GET /api/user/second-factor", 401, 200, 200),
    Asked("POST /api/user/totp", 401, 201, 201),
    Asked("POST /api/user/totp/confirm", 401, 400, 400, {"code": "000000"}),
    Asked("DELETE /api/user/totp", 401, 409, 409),
    Asked("GET /api/user/passkeys", 401, 200, 200),
    Asked("POST /api/user/passkeys/options", 401, 200, 200),
    Asked("POST /api/user/passkeys", 401, 400, 400, {"name": "Phone", "credential": {}}),
    Asked("DELETE /api/user/passkeys/{passkey_id}", 401, 204, 404),
    Asked("POST /api/user/recovery-codes", 401, 409, 409),
    Asked("POST /api/auth/confirm", 401, 400, 400, {"password": "something else"}),
    Asked("POST /api/auth/confirm/options", 401, 400, 400),
    Asked("POST /api/auth/signin/second-factor", 400, 400, 400, {"challenge": "junk", "code": "000000"}),
    Asked("POST /api/auth/signin/second-factor/options", 400, 400, 400, {"challenge": "junk"}),
    Asked("POST /api/auth/form/second-factor", 303, 303, 303, form={"code": "000000"}),
    Asked("POST /api/auth/passkeys", 400, 400, 400, {"credential": {}}),
    Asked("POST /api/auth/passkeys/options", 200, 200, 200),
    Asked("DELETE /api/user/sessions/{session_id}", 401, 204, 404),
    Asked("DELETE /api/user/sessions", 401, 204, 204),
    Asked("GET /api/user/webhooks", 401, 200, 200),
    Asked("POST /api/user/webhooks", 401, 201, 201, HOOK),
    Asked("PATCH /api/user/webhooks/{webhook_id}", 401, 200, 404, {"enabled": True}),
    Asked("GET /api/user/webhooks/{webhook_id}/deliveries", 401, 200, 404),
    Asked("POST /api/user/webhooks/{webhook_id}/test", 401, 202, 404),
    Asked("POST /api/user/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver", 401, 409, 404),
    Asked("DELETE /api/user/webhooks/{webhook_id}", 401, 204, 404),
    Asked("GET /api/user/keys", 401, 200, 200),
    Asked("POST /api/user/keys", 401, 201, 201, {"name": "Script", "scopes": ["read"]}),
    Asked("DELETE /api/user/keys/{key_id}", 401, 204, 404),
    Asked("POST /api/user/exports", 401, 202, 202),
    Asked("GET /api/user/exports/{export_id}", 401, 200, 404),
    Asked("GET /api/user/exports/{export_id}/file", 401, 200, 404),
    Asked("DELETE /api/user", 401, 400, 400, {"password": "wrong"}),
    Asked("POST /api/user/restore", 401, 204, 204),
    Asked("GET /api/voices/{voice}/sample", 401, 404, 404),
    Asked("GET /api/workspaces", 401, 200, 200),
    Asked("POST /api/workspaces", 401, 201, 201, {"name": "Team"}),
    Asked("GET /api/workspaces/{workspace_id}", 401, 200, 404),
    Asked("PATCH /api/workspaces/{workspace_id}", 401, 200, 404, {"name": "Another name"}),
    Asked("DELETE /api/workspaces/{workspace_id}", 401, 409, 404),
    Asked("GET /api/workspaces/{workspace_id}/members", 401, 200, 404),
    Asked("PATCH /api/workspaces/{workspace_id}/members/{person_id}", 401, 409, 404, {"role": "viewer"}),
    Asked("DELETE /api/workspaces/{workspace_id}/members/{person_id}", 401, 409, 404),
    Asked("GET /api/workspaces/{workspace_id}/invitations", 401, 200, 404),
    Asked("POST /api/workspaces/{workspace_id}/invitations", 401, 409, 404, {"role": "viewer"}),
    Asked("DELETE /api/workspaces/{workspace_id}/invitations/{invitation_id}", 401, 404, 404),
    Asked("POST /api/invitations/{token}", 401, 400, 400),
    Asked("GET /api/generate/prices", 401, 200, 200),
    Asked("POST /api/generate/image", 401, 202, 404, {"prompt": "x", "character_id": "{character_id}"}),
    Asked("POST /api/generate/video", 401, 202, 404, {"output_id": "{output_id}"}),
    Asked("POST /api/generate/avatar", 401, 202, 404, {"output_id": "{output_id}", "script": "Hello."}),
    Asked("POST /api/webhooks/replicate", 404, 404, 404),
    Asked("POST /api/webhooks/stripe", 404, 404, 404),
    Asked("GET /api/billing/plans", 200, 200, 200),
    Asked("GET /api/billing", 401, 200, 200),
    Asked("POST /api/billing/checkout", 401, 404, 404, {"pack": "small"}),
    Asked("POST /api/billing/portal", 401, 404, 404),
    Asked("POST /api/billing/confirm", 401, 404, 404, {"session_id": "cs_1"}),
    Asked("GET /api/generations", 401, 200, 200),
    Asked("GET /api/generations/{generation_id}", 401, 200, 404),
    Asked("POST /api/generations/{generation_id}/cancel", 401, 409, 404),
    Asked("POST /api/generations/{generation_id}/confirm", 401, 409, 404),
    Asked("POST /api/outputs/{output_id}/favourite", 401, 204, 404),
    Asked("DELETE /api/outputs/{output_id}/favourite", 401, 204, 404),
    Asked("GET /api/media/{asset_id}/{variant}", 404, 200, 404),
    Asked("HEAD /api/media/{asset_id}/{variant}", 404, 200, 404),
    Asked("GET /api/characters", 401, 200, 200),
    Asked("GET /api/characters/{character_id}/references", 401, 200, 404),
    Asked("POST /api/characters/{character_id}/references", 401, 400, 404),
    Asked("GET /api/characters/{character_id}/references/{reference_id}/{variant}", 401, 200, 404),
    Asked("DELETE /api/characters/{character_id}/references/{reference_id}", 401, 204, 404),
    Asked("POST /api/uploads", 401, 400, 400),
    Asked("GET /api/characters/preview", 401, 400, 400),
    Asked("POST /api/characters", 401, 201, 201, CHARACTER),
    Asked("GET /api/characters/{character_id}", 401, 200, 404),
    Asked("PATCH /api/characters/{character_id}", 401, 200, 404, {"persona": "Calm."}),
    Asked("DELETE /api/characters/{character_id}", 401, 204, 404),
    Asked("DELETE /api/generations/{generation_id}", 401, 204, 404),
    Asked("POST /api/auth/signout", 204, 204, 204),
    Asked("POST /api/auth/form/signout", 303, 303, 303),
]


async def rows_of_mine(mine: httpx2.AsyncClient, queue: FakeQueue) -> dict[str, str]:
    """One row of each kind that routes name, all of the owner, by the name of the path's parameter."""
    character = (await mine.post("/api/characters", json=CHARACTER)).json()
    made = (await mine.post("/api/generate/image", json={"prompt": "on the beach"})).json()
    await queue.run()
    output = (await mine.get(f"/api/generations/{made['id']}")).json()["outputs"][0]
    at = f"/api/characters/{character['id']}/references"
    photo = {"file": ("me.jpg", photos.snapshot(), "image/jpeg")}
    face = (await mine.post(at, files=photo, data={"consent": "true"})).json()
    here = (await mine.get("/api/user/sessions")).json()[0]["id"]
    await mine.post("/api/auth/signin", json=SIGN_IN)
    user = (await mine.get("/api/user")).json()
    key = (await mine.post("/api/user/keys", json={"name": "Script", "scopes": ["read"]})).json()
    hook = (await mine.post("/api/user/webhooks", json=HOOK)).json()
    test = (await mine.post(f"/api/user/webhooks/{hook['id']}/test")).json()
    exported = (await mine.post("/api/user/exports")).json()["id"]
    await queue.run()
    options = (await mine.post("/api/user/passkeys/options")).json()
    passkey = {"name": "Phone", "credential": Authenticator().create(options)}
    return {
        "passkey_id": (await mine.post("/api/user/passkeys", json=passkey)).json()["id"],
        "webhook_id": hook["id"],
        "delivery_id": test["id"],
        "key_id": key["id"],
        "export_id": exported,
        "session_id": here,
        "identity_id": str(await linked_identity(UUID(user["id"]))),
        "workspace_id": user["workspace_id"],
        "person_id": user["id"],
        "invitation_id": str(UUID(int=1)),
        "token": "junk",
        "character_id": character["id"],
        "generation_id": made["id"],
        "output_id": output["id"],
        "asset_id": output["asset_id"],
        "reference_id": face["id"],
        "variant": "thumb",
        "voice": "en-ava",
    }


async def ask(client: httpx2.AsyncClient, asked: Asked, places: dict[str, str]) -> httpx2.Response:
    """The request, with the ids of ``places`` in its path and body."""
    method, path = asked.request.split(" ")
    body = (
        {
            name: value.format(**places) if isinstance(value, str) else value
            for name, value in asked.body.items()
        }
        if asked.body
        else None
    )
    return await client.request(method, path.format(**places), json=body, data=asked.form)


def test_no_route_is_left_out_of_the_table(api: FastAPI) -> None:
    there = {f"{method} {route.path}" for route in routes(api) for method in route.methods}
    assert there == {asked.request for asked in ASKED}


def asks(route: Any, guard: Any) -> bool:
    """Whether the route depends on ``guard``, by itself or through another one."""
    waiting = list(route.dependant.dependencies)
    while waiting:
        needed = waiting.pop()
        if needed.call is guard:
            return True
        waiting += needed.dependencies
    return False


def test_every_route_says_who_may_call_it(api: FastAPI) -> None:
    """And what it says is what nobody gets."""
    refused = {asked.request for asked in ASKED if asked.anonymous == 401} - {"POST /api/auth/signin"}
    for route in routes(api):
        guarded = asks(route, signed_in) or asks(route, person)
        public = getattr(route.endpoint, "access", None) == "public"
        assert guarded != public, f"{route.path} is neither marked public nor asks who is there"
        assert guarded == all(f"{method} {route.path}" in refused for method in route.methods)


async def test_nobody_the_owner_and_a_stranger_at_every_route(
    mine: httpx2.AsyncClient,
    theirs: httpx2.AsyncClient,
    anonymous: httpx2.AsyncClient,
    queue: FakeQueue,
    fake_engine: FakeEngine,
) -> None:
    places = await rows_of_mine(mine, queue)

    async def status(client: httpx2.AsyncClient, asked: Asked) -> int:
        answer = await ask(client, asked, places)
        if answer.status_code >= 400 and not asked.request.startswith(("HEAD ", "GET /api/ready")):
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["status"] == answer.status_code
        return answer.status_code

    for asked in ASKED:
        found = [await status(client, asked) for client in (anonymous, theirs, mine)]
        assert found == [asked.anonymous, asked.stranger, asked.owner], asked.request


async def test_a_stranger_changes_nothing(
    mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    """At every route that does not know a stranger, with what the owner would send."""
    places = await rows_of_mine(mine, queue)
    waiting = (await mine.post("/api/generate/image", json={"prompt": "on the beach"})).json()["id"]
    stranger = (await theirs.get("/api/user")).json()["id"]
    before = {row for row in await every_row() if stranger not in row}
    asked = [one for one in ASKED if one.stranger == 404 and one.anonymous != 404]
    assert len(asked) > 10
    assert any("queued" in row and waiting in row for row in before)
    for one in asked:
        for generation_id in (places["generation_id"], waiting):
            there = {**places, "generation_id": generation_id}
            assert (await ask(theirs, one, there)).status_code == 404, one.request
        assert before - await every_row() == set(), one.request
    for path in ("/api/generations", "/api/characters"):
        assert (await theirs.get(path)).json()["items"] == []
    assert (await theirs.get("/api/user/credits")).json()["available"] == 80


@pytest.mark.parametrize("cookie", ["junk", "a.b.c", "", "eyJhbGciOiJub25lIn0.e30."])
async def test_a_forged_cookie_opens_nothing(
    api: FastAPI, anonymous: httpx2.AsyncClient, cookie: str
) -> None:
    headers = {"cookie": f"evermuse_session={cookie}"}
    for asked in ASKED:
        if asked.anonymous == 401 and "{" not in asked.request and asked.form is None:
            method, path = asked.request.split(" ")
            answer = await anonymous.request(method, path, json=asked.body or {}, headers=headers)
            assert answer.status_code == 401, asked.request


OWN = ("{session_id}", "{passkey_id}", "{identity_id}", "{key_id}", "{webhook_id}", "{export_id}")
PERSONAL = {asked.request: 404 for asked in ASKED if any(name in asked.request for name in OWN)}
"""What another member gets where the owner asks for something of their account."""

OF_NO_WORKSPACE = {"POST /api/invitations/{token}": 400}
"""What anybody gets, whichever workspace is open."""

OF_OWNERS = {"DELETE /api/workspaces/{workspace_id}/members/{person_id}"}
"""What members may do to themselves alone, beside what asks for an owner anyway."""


async def test_every_role_at_every_route(
    api: FastAPI,
    mine: httpx2.AsyncClient,
    theirs: httpx2.AsyncClient,
    queue: FakeQueue,
    fake_engine: FakeEngine,
) -> None:
    """In a team: its viewer reads, its editor does what its owner does, others do not see it."""
    member = await actor_of(theirs)
    team = (await new_team(await actor_of(mine), plan="creator")).workspace_id
    mine.headers["x-workspace"] = theirs.headers["x-workspace"] = str(team)
    places = await rows_of_mine(mine, queue)
    changing = {
        f"{method} {route.path}" for route in routes(api) for method in route.methods if asks(route, editor)
    }
    managing = OF_OWNERS | {
        f"{method} {route.path}"
        for route in routes(api)
        for method in route.methods
        if asks(route, owner_of) or asks(route, owner)
    }
    assert len(changing) > 10
    assert len(managing) > 5
    roles: tuple[WorkspaceRole | None, ...] = (None, "viewer", None, "editor")
    for role, former in zip(roles, (None, *roles), strict=False):
        async with transaction() as session:
            if role is not None:
                await add_member(session, team, member.person_id, role)
            elif former is not None:
                await remove_member(session, team, member.person_id)
        await queue.run()
        for asked in ASKED:
            if asked.anonymous != 401 or asked.request == "POST /api/auth/signin":
                continue
            rows = await shared_rows()
            expected = PERSONAL.get(asked.request, asked.owner)
            forbidden = managing | changing if role == "viewer" else managing
            refused = role is None or asked.request in forbidden
            if asked.request in OF_NO_WORKSPACE:
                expected = OF_NO_WORKSPACE[asked.request]
            elif refused:
                expected = 404 if role is None else 403
            answer = await ask(theirs, asked, places)
            assert answer.status_code == expected, f"{role} {asked.request} {answer.text}"
            if refused:
                assert rows - await shared_rows() == set(), asked.request
