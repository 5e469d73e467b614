"""Teams over REST: members, their roles, and invitations by mail and by link."""

import asyncio
from typing import Any
from uuid import UUID

import httpx2
import pytest
import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy import text

from influencer_app.db.transaction import transaction
from influencer_app.domain.workspaces.invitations import OPEN_MAX, UNUSABLE
from influencer_app.domain.workspaces.schemas import WorkspaceRole
from influencer_app.domain.workspaces.service import add_member
from influencer_app.wiring import Runtime
from tests.api.conftest import PASSWORD, actor_of, client_of, signed_up
from tests.api.test_second_factor import make_stale
from tests.mails import FakeMailbox, token_of, use_mailbox

Client = httpx2.AsyncClient


@pytest.fixture
def mailbox(app: Runtime, monkeypatch: pytest.MonkeyPatch) -> FakeMailbox:
    return use_mailbox(monkeypatch)


@pytest_asyncio.fixture
async def team(mine: Client) -> str:
    """The path of a workspace that the owner has made."""
    made = await mine.post("/api/workspaces", json={"name": "Studio North"})
    return f"/api/workspaces/{made.json()['id']}"


async def person_id(client: Client) -> str:
    found: str = (await client.get("/api/user")).json()["id"]
    return found


async def invite(client: Client, team: str, role: str = "editor", email: str | None = None) -> Any:
    answer = await client.post(f"{team}/invitations", json={"role": role, "email": email})
    assert answer.status_code == 202, answer.text
    return answer.json()


def token(invitation: Any) -> str:
    found: str = invitation["url"].partition("?token=")[2]
    return found


async def accept(client: Client, token: str) -> httpx2.Response:
    return await client.post(f"/api/invitations/{token}")


async def join(client: Client, team: str, role: WorkspaceRole) -> None:
    actor = await actor_of(client)
    async with transaction() as session:
        await add_member(session, UUID(team.rpartition("/")[2]), actor.person_id, role)


async def test_a_link_makes_one_person_a_member(
    mine: Client, theirs: Client, api: FastAPI, team: str
) -> None:
    made = await invite(mine, team, "viewer")
    assert (made["email"], made["role"]) == (None, "viewer")
    assert [one["url"] for one in (await mine.get(f"{team}/invitations")).json()] == [made["url"]]
    joined = await accept(theirs, token(made))
    assert (joined.status_code, joined.json()["role"], joined.json()["members"]) == (200, "viewer", 2)
    async with client_of(api) as third:
        await signed_up(third, "third@example.com")
        again = await accept(third, token(made))
    assert (again.status_code, again.json()["errors"]) == (400, [{"field": "token", "message": UNUSABLE}])
    assert (await mine.get(f"{team}/invitations")).json() == []
    members = (await theirs.get(f"{team}/members")).json()
    assert [(one["name"], one["role"]) for one in members] == [("owner", "owner"), ("stranger", "viewer")]


async def test_an_invitation_by_mail_brings_the_link_there_alone(
    mine: Client, theirs: Client, team: str, mailbox: FakeMailbox
) -> None:
    await mailbox.collect()
    made = await invite(mine, team, "editor", "Stranger@example.com")
    assert made["url"] is None
    (mail,) = await mailbox.collect()
    assert (mail.to, mail.subject) == ("Stranger@example.com", "owner invites you to Studio North")
    assert (await accept(theirs, token_of(mail))).json()["role"] == "editor"
    answer = await mine.post(f"{team}/invitations", json={"role": "editor", "email": "stranger@example.com"})
    assert answer.status_code == 409


async def test_a_newer_mail_to_an_address_replaces_the_one_before(
    mine: Client, theirs: Client, team: str, mailbox: FakeMailbox
) -> None:
    await mailbox.collect()
    for email in ("new@example.com", "NEW@example.com"):
        await invite(mine, team, email=email)
    first, *second = await mailbox.collect()
    assert second == []
    assert first.to == "NEW@example.com"
    assert len((await mine.get(f"{team}/invitations")).json()) == 1


@pytest.mark.parametrize("kind", ["withdrawn", "expired", "junk", "of another row", "inviter removed"])
async def test_whatever_is_wrong_with_an_invitation_the_answer_is_the_same(
    mine: Client, theirs: Client, api: FastAPI, team: str, kind: str
) -> None:
    made, other = await invite(mine, team), await invite(mine, team)
    given = token(made)
    if kind == "withdrawn":
        assert (await mine.delete(f"{team}/invitations/{made['id']}")).status_code == 204
    elif kind == "expired":
        async with transaction() as session:
            await session.execute(text("update invitation set expires_at = now()"))
    elif kind == "junk":
        given = "junk"
    elif kind == "of another row":
        given = given[:22] + token(other)[22:]
    else:
        async with client_of(api) as second:
            await signed_up(second, "second@example.com")
            await join(second, team, "owner")
            own = await person_id(mine)
            assert (await second.delete(f"{team}/members/{own}")).status_code == 204
    answer = await accept(theirs, given)
    assert (answer.status_code, answer.json()["errors"][0]["message"]) == (400, UNUSABLE)
    assert (await theirs.get(team)).status_code == 404


async def test_two_who_use_a_link_at_once_are_one_member(
    mine: Client, theirs: Client, api: FastAPI, team: str
) -> None:
    made = await invite(mine, team)
    async with client_of(api) as third:
        await signed_up(third, "third@example.com")
        answers = await asyncio.gather(*(accept(one, token(made)) for one in (theirs, third)))
    assert sorted(answer.status_code for answer in answers) == [200, 400]


async def test_a_member_who_opens_a_link_does_not_use_it_up(mine: Client, theirs: Client, team: str) -> None:
    made = await invite(mine, team)
    assert (await accept(mine, token(made))).status_code == 409
    assert (await accept(theirs, token(made))).status_code == 200


async def test_a_workspace_has_a_limit_of_open_invitations(mine: Client, team: str, app: Runtime) -> None:
    for _ in range(OPEN_MAX):
        await invite(mine, team)
    assert (await mine.post(f"{team}/invitations", json={"role": "viewer"})).status_code == 409


@pytest.mark.parametrize("role", ["viewer", "editor", None])
async def test_owners_alone_manage_a_workspace(
    mine: Client, theirs: Client, team: str, role: WorkspaceRole | None
) -> None:
    made = await invite(mine, team)
    if role is not None:
        await join(theirs, team, role)
    own = await person_id(mine)
    refused = 404 if role is None else 403
    for method, path, body in (
        ("PATCH", team, {"name": "Taken over"}),
        ("PATCH", f"{team}/members/{own}", {"role": "viewer"}),
        ("DELETE", f"{team}/members/{own}", None),
        ("GET", f"{team}/invitations", None),
        ("POST", f"{team}/invitations", {"role": "owner"}),
        ("DELETE", f"{team}/invitations/{made['id']}", None),
    ):
        answer = await theirs.request(method, path, json=body)
        assert answer.status_code == refused, (method, path)
    assert (await mine.get(team)).json()["name"] == "Studio North"
    assert len((await mine.get(f"{team}/invitations")).json()) == 1


async def test_a_workspace_changes_hands_and_never_loses_its_last_owner(
    mine: Client, theirs: Client, team: str
) -> None:
    await join(theirs, team, "viewer")
    own, other = await person_id(mine), await person_id(theirs)
    assert (await mine.delete(f"{team}/members/{own}")).status_code == 409
    assert (await mine.patch(f"{team}/members/{own}", json={"role": "editor"})).status_code == 409
    new_owner = {"role": "owner"}
    await make_stale(mine)
    refused = await mine.patch(f"{team}/members/{other}", json=new_owner)
    assert refused.json()["type"] == "/problems/recent_authentication_required"
    assert (await mine.post("/api/auth/confirm", json={"password": PASSWORD})).status_code == 204
    assert (await mine.patch(f"{team}/members/{other}", json=new_owner)).status_code == 204
    assert (await mine.delete(f"{team}/members/{own}")).status_code == 204
    assert (await mine.get(team)).status_code == 404
    assert (await theirs.patch(team, json={"name": "Studio South"})).json()["name"] == "Studio South"
    assert (await theirs.delete(f"{team}/members/{own}")).status_code == 404


async def test_a_member_leaves_by_themselves(mine: Client, theirs: Client, team: str) -> None:
    await join(theirs, team, "viewer")
    assert (await theirs.delete(f"{team}/members/{await person_id(theirs)}")).status_code == 204
    assert (await theirs.get(team)).status_code == 404


async def test_a_personal_workspace_takes_nobody(mine: Client) -> None:
    user = (await mine.get("/api/user")).json()
    own = f"/api/workspaces/{user['workspace_id']}"
    assert (await mine.post(f"{own}/invitations", json={"role": "viewer"})).status_code == 409
    assert (await mine.delete(f"{own}/members/{user['id']}")).status_code == 409


async def test_the_page_of_an_invitation_asks_to_sign_in_and_then_opens_the_workspace(
    mine: Client, theirs: Client, anonymous: Client, team: str
) -> None:
    made = token(await invite(mine, team))
    path = "/api/auth/form/invitation"
    asked = await anonymous.post(path, data={"token": made})
    assert asked.headers["location"] == f"/auth/signin?next=/invitation%3Ftoken%3D{made}"
    wrong = await theirs.post(path, data={"token": "junk"})
    assert wrong.headers["location"] == "/invitation?error=invalid-token"
    joined = await theirs.post(path, data={"token": made})
    assert joined.headers["location"] == f"/dashboard?open={team.rpartition('/')[2]}"
