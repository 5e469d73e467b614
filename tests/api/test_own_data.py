"""One's own data and workspaces over REST."""

import io
import zipfile
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx2
from sqlalchemy import text

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.first_admin import make_admin_token
from influencer_app.domain.workspaces.service import add_member
from influencer_app.wiring import Runtime, runtime
from tests.api.conftest import PASSWORD, actor_of, signed_up
from tests.fake_engine import BODIES, FakeEngine, FakeQueue
from tests.support import every_row, new_team


async def test_an_export_is_written_and_downloaded_by_its_owner_alone(
    mine: httpx2.AsyncClient,
    theirs: httpx2.AsyncClient,
    anonymous: httpx2.AsyncClient,
    queue: FakeQueue,
    fake_engine: FakeEngine,
) -> None:
    asked = await mine.post("/api/user/exports")
    assert asked.status_code == 202
    made = asked.json()
    assert (made["status"], made["url"], made["expires_at"]) == ("working", None, None)
    assert (await mine.post("/api/user/exports")).status_code == 409
    assert (await mine.get(f"/api/user/exports/{made['id']}/file")).status_code == 404
    await queue.run()
    ready = (await mine.get(f"/api/user/exports/{made['id']}")).json()
    assert (ready["status"], ready["progress"]) == ("ready", 1.0)
    assert datetime.fromisoformat(ready["expires_at"]) > datetime.now(UTC) + timedelta(days=6)
    file = await mine.get(ready["url"])
    assert file.headers["content-type"] == "application/zip"
    assert file.headers["content-disposition"].startswith("attachment;")
    assert "no-store" in file.headers["cache-control"]
    assert int(file.headers["content-length"]) == len(file.content)
    assert "data/person.json" in zipfile.ZipFile(io.BytesIO(file.content)).namelist()
    assert (await theirs.get(ready["url"])).status_code == 404
    assert (await anonymous.get(ready["url"])).status_code == 401


async def test_an_account_is_erased_with_its_password_and_kept_again(
    mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    wrong = await mine.request("DELETE", "/api/user", json={"password": "something else"})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (400, "password")
    team = await new_team(await actor_of(mine), name="Studio North", viewer=await actor_of(theirs))
    waiting = await mine.request("DELETE", "/api/user", json={"password": PASSWORD})
    assert waiting.status_code == 409
    assert "Studio North" in waiting.json()["detail"]
    assert (await mine.delete(f"/api/workspaces/{team.workspace_id}")).status_code == 204
    asked = await mine.request("DELETE", "/api/user", json={"password": PASSWORD})
    assert asked.status_code == 202
    erase_at = datetime.fromisoformat(asked.json()["erase_at"])
    assert timedelta(days=6) < erase_at - datetime.now(UTC) <= timedelta(days=7)
    again = await mine.request("DELETE", "/api/user", json={"password": PASSWORD})
    assert again.json() == asked.json()
    signed_in = await mine.post("/api/auth/signin", json={"email": "owner@example.com", "password": PASSWORD})
    assert signed_in.status_code == 200
    assert (await mine.post("/api/user/restore")).status_code == 204
    assert (await mine.post("/api/user/restore")).status_code == 204
    async with transaction() as session:
        assert await session.scalar(text("select count(*) from erasure where person_id is not null")) == 0

    await mine.request("DELETE", "/api/user", json={"password": PASSWORD})
    async with transaction() as session:
        await session.execute(text("update erasure set due_at = now()"))
    for _ in range(4):
        await BODIES["privacy.recover"]()
        await queue.run()
        async with transaction() as session:
            await session.execute(text("update erasure set due_at = now()"))
    assert (await mine.get("/api/user")).status_code == 401
    gone = await mine.post("/api/auth/signin", json={"email": "owner@example.com", "password": PASSWORD})
    assert gone.status_code == 401
    await signed_up(mine, "owner@example.com")


async def test_erasing_downloading_and_deleting_need_a_recent_authentication(
    mine: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    exported = (await mine.post("/api/user/exports")).json()["id"]
    await queue.run()
    team = (await mine.post("/api/workspaces", json={"name": "Team"})).json()["id"]
    session_id = UUID((await mine.get("/api/user/sessions")).json()[0]["id"])
    asked = (
        ("GET", f"/api/user/exports/{exported}/file", None),
        ("DELETE", f"/api/workspaces/{team}", None),
        ("DELETE", "/api/user", {}),
    )
    for ago, statuses in (("11 minutes", [403, 403, 403]), ("1 minute", [200, 204, 202])):
        async with transaction() as session:
            await session.execute(text("update person set password_hash = null"))
            await session.execute(
                text("update sign_in_session set authenticated_at = now() - cast(:ago as interval)"),
                {"ago": ago},
            )
        await runtime().redis.delete(f"session:{session_id}")
        answers = [await mine.request(method, path, json=body) for method, path, body in asked]
        assert [one.status_code for one in answers] == statuses


async def test_a_deleted_workspace_does_not_exist_for_anybody(
    mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    team = (await new_team(await actor_of(mine), plan="creator")).workspace_id
    other = await actor_of(theirs)
    async with transaction() as session:
        await add_member(session, team, other.person_id, "editor")
        await session.execute(text("update credit_account set bought = 100"))
    theirs.headers["x-workspace"] = mine.headers["x-workspace"] = str(team)
    link = (await mine.post(f"/api/workspaces/{team}/invitations", json={"role": "viewer"})).json()["url"]
    made = await theirs.post("/api/generate/image", json={"prompt": "on the beach"})
    assert (await theirs.delete(f"/api/workspaces/{team}")).status_code == 403
    assert (await mine.delete(f"/api/workspaces/{team}")).status_code == 204
    for client in (mine, theirs):
        assert (await client.get("/api/generations")).status_code == 404
        assert (await client.get(f"/api/workspaces/{team}")).status_code == 404
        del client.headers["x-workspace"]
        assert [one["personal"] for one in (await client.get("/api/workspaces")).json()["items"]] == [True]
    token = link.rpartition("=")[2]
    assert (await theirs.post(f"/api/invitations/{token}")).status_code == 400
    await queue.run()
    gone = (str(team), made.json()["id"])
    left = {row for row in await every_row() if any(one in row for one in gone)}
    assert {row.split(" ")[0] for row in left} == {"ledger_entry"}


async def test_the_first_admin_is_made_by_a_link_that_works_once(
    app: Runtime, mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient, anonymous: httpx2.AsyncClient
) -> None:
    token = make_admin_token(runtime().settings.secret_keys[0])

    async def pressed(client: httpx2.AsyncClient, token: str) -> str:
        answer = await client.post("/api/auth/form/admin", data={"token": token})
        assert answer.status_code == 303
        return str(answer.headers["location"])

    assert (await pressed(anonymous, token)).startswith("/auth/signin?next=/auth/admin")
    for forged in ("", "junk", token[:-4] + "AAA=", make_admin_token("another secret")):
        assert await pressed(mine, forged) == "/auth/admin?error=invalid-token"
    assert await pressed(mine, token) == "/auth/admin?done=admin"
    assert (await mine.get("/api/user")).json()["role"] == "admin"
    assert await pressed(theirs, token) == "/auth/admin?error=invalid-token"
    later = make_admin_token(runtime().settings.secret_keys[0])
    assert await pressed(theirs, later) == "/auth/admin?error=invalid-token"
    async with transaction() as session:
        await session.execute(text("update person set role = 'member'"))
    assert await pressed(theirs, token) == "/auth/admin?error=invalid-token"
    assert await pressed(theirs, later) == "/auth/admin?done=admin"
    async with reading() as session:
        acts = await session.scalars(text("select act from audit_entry"))
        assert acts.all() == ["admin.claimed", "admin.claimed"]
