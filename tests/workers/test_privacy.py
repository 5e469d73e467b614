"""Exports and erasures, to the last table and file."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from influencer_app.app_services.uploads import store_upload
from influencer_app.db.base import now
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.models import Person
from influencer_app.domain.accounts.service import open_session
from influencer_app.domain.credits.service import grant
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import NewImage
from influencer_app.domain.privacy import erasures, exports
from influencer_app.domain.privacy.events import ExportChanged
from influencer_app.domain.privacy.models import DataExport, Erasure
from influencer_app.domain.privacy.registry import RULES
from influencer_app.domain.privacy.rules import Not, Within
from influencer_app.domain.privacy.workspace_deletion import delete_workspace
from influencer_app.domain.workspaces.models import Membership, Workspace
from influencer_app.domain.workspaces.queries import find_actor
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.domain.workspaces.service import remove_member
from influencer_app.errors import Conflict, InvalidInput, NotFound, RateLimited, StorageFull
from influencer_app.integrations.sessions.redis import ENDED, ENDED_TTL_SECONDS
from influencer_app.integrations.uploads.decoder import read_face
from influencer_app.wiring import Runtime, runtime
from tests import photos
from tests.fake_engine import BODIES, FakeEngine, FakeQueue
from tests.privacy_rows import EMAIL, NAME, SECRET, Somebody, somebody
from tests.support import every_row, in_workspace, new_person, new_team


def files(app: Runtime) -> set[str]:
    """What lies in the blob folder."""
    folder = app.settings.data_dir / "media"
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


async def in_redis(app: Runtime) -> str:
    """Every key with its value."""
    found: list[bytes] = []
    async for key in app.redis.scan_iter():
        if await app.redis.type(key) == b"string" and await app.redis.get(key) == ENDED:
            assert await app.redis.ttl(key) <= ENDED_TTL_SECONDS  # a session that has just ended
            continue
        kind = await app.redis.type(key)
        found.append(key)
        if kind == b"string":
            found.append(await app.redis.get(key))
        elif kind == b"set":
            found += await app.redis.smembers(key)
        elif kind == b"zset":
            found += await app.redis.zrange(key, 0, -1)
    return b"\n".join(found).decode(errors="replace")


async def exported(person: Actor, queue: FakeQueue) -> zipfile.ZipFile:
    async with transaction() as session:
        asked = await exports.start_export(session, person)
    await queue.run()
    async with reading() as session:
        row = await exports.get_export_file(session, person, asked.id)
    return zipfile.ZipFile(io.BytesIO(await runtime().blobs.get(row.key)))


def rows(found: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads(found.read(f"data/{name}.json"))
    return read


async def test_an_export_holds_every_table_and_file_of_a_person_and_nothing_of_others(
    app: Runtime, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    one = await somebody(queue)
    found = await exported(one.own, queue)
    assert found.testzip() is None
    names = found.namelist()
    ruled = [rule for rule in RULES if not isinstance(rule.export, Not)]
    for rule in ruled:
        if isinstance(rule.export, Within):
            parents = rows(found, str(rule.export.parent.__tablename__))
            assert any(parent[rule.name] for parent in parents), rule.name
        elif rule.name != "erasure":
            assert rows(found, rule.name), rule.name
    assert rows(found, "person")[0]["email"] == EMAIL
    everything = "".join(found.read(name).decode() for name in names if name.endswith(".json"))
    for hidden in ("password_hash", "lease_holder", "colleague@example.com", "other@example.com"):
        assert hidden not in everything
    assert {one["consent_text"][:4] for one in rows(found, "reference_image")} == {"I am"}
    requests = {made["request"]["prompt"] for made in rows(found, "generation")}
    assert {SECRET, "a harbour"} < requests
    for folder in ("media", "references", "uploads"):
        assert any(name.startswith(f"{folder}/") for name in names), folder
    pictures = [name for name in names if name.startswith("media/")]
    assert {name.split("/")[1].split(".")[0] for name in pictures} == {
        asset["id"] for asset in rows(found, "asset")
    }
    assert found.read(pictures[0])[:3] == b"\xff\xd8\xff"
    shared = str(one.shared.workspace_id)
    assert {made["person_id"] for made in rows(found, "generation") if made["workspace_id"] == shared} == {
        str(one.own.person_id)
    }
    assert all(line["workspace_id"] != shared for line in rows(found, "credit_account"))
    assert not any(SECRET in name for name in names)
    mails = [mail async for mail in _mails(EMAIL)]
    assert "export_ready" in mails
    assert any(isinstance(event, ExportChanged) for event in queue.events)


async def _mails(address: str) -> Any:
    async with reading() as session:
        found = await session.scalars(text("select template from mail where address = :to"), {"to": address})
        for one in found:
            yield one


async def test_one_export_at_a_time_and_three_a_day(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    async with transaction() as session:
        first = await exports.start_export(session, owner)
    with pytest.raises(Conflict):
        async with transaction() as session:
            await exports.start_export(session, owner)
    for _ in range(2):
        await queue.run()
        async with transaction() as session:
            await exports.start_export(session, owner)
    await queue.run()
    with pytest.raises(RateLimited) as refused:
        async with transaction() as session:
            await exports.start_export(session, owner)
    assert 86_000 < refused.value.retry_after <= 86_400
    async with reading() as session:
        assert (await exports.get_export(session, owner, first.id)).status == "ready"


async def test_an_export_that_expired_is_gone_with_its_file(
    app: Runtime, owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    async with transaction() as session:
        asked = await exports.start_export(session, owner)
    await queue.run()
    assert files(app) == {f"exports/{asked.id}.zip"}
    async with transaction() as session:
        (await session.get_one(DataExport, asked.id)).expires_at = now() - timedelta(seconds=1)
    with pytest.raises(NotFound):
        async with reading() as session:
            await exports.get_export_file(session, owner, asked.id)
    await BODIES["privacy.recover"]()
    await queue.run()
    assert files(app) == set()


async def test_an_export_of_a_worker_that_died_is_written_by_another(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    async with transaction() as session:
        asked = await exports.start_export(session, owner)
    queue.jobs.clear()
    async with transaction() as session:
        assert await exports.claim_export(session, asked.id, "io@gone/1") is not None
    await BODIES["privacy.recover"]()
    assert queue.jobs == []
    async with transaction() as session:
        (await session.get_one(DataExport, asked.id)).lease_until = now() - timedelta(seconds=1)
        assert not await exports.record_progress(session, asked.id, "io@other/2", 0.5)
    await BODIES["privacy.recover"]()
    await queue.run()
    async with transaction() as session:
        assert (await exports.get_export(session, owner, asked.id)).status == "ready"
        assert not await exports.record_written(session, asked.id, "io@gone/1", 1)


async def test_a_store_without_space_is_tried_again_and_given_up_after_five_times(
    app: Runtime, owner: Actor, queue: FakeQueue, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> int:
        raise StorageFull

    monkeypatch.setattr(runtime().blobs, "put_stream", full, raising=True)
    async with transaction() as session:
        asked = await exports.start_export(session, owner)
    for _ in range(exports.ATTEMPTS_MAX + 1):
        await queue.run()
        await BODIES["privacy.recover"]()
    await queue.run()
    async with reading() as session:
        assert (await exports.get_export(session, owner, asked.id)).status == "failed"
    async with transaction() as session:
        await exports.start_export(session, owner)


async def test_a_file_that_is_missing_is_listed_and_ends_nothing(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    upload = await store_upload(owner, read_face(photos.snapshot()))
    await runtime().blobs.delete(upload.key)
    found = await exported(owner, queue)
    assert found.testzip() is None
    assert json.loads(found.read("missing.json")) == [{"file": f"uploads/{upload.id}.jpg"}]


async def test_nothing_is_left_of_an_erased_account(
    app: Runtime, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    one = await somebody(queue)
    await exported(one.own, queue)
    before, stored = await every_row(), files(app)
    kept = set(await _shared_files(one))
    for rule in RULES:
        if not isinstance(rule.erase, Not):
            assert any(row.startswith(f"{rule.name} ") for row in before), f"nothing in {rule.name}"
    assert any(SECRET in row for row in before)
    assert kept < stored
    assert str(one.own.workspace_id) in await in_redis(app)

    async with transaction() as session:
        await erasures.schedule_erasure(session, one.own, grace=timedelta())
    assert EMAIL in "".join(await every_row())
    await _run_all(queue)

    left = await every_row()
    for row in left:
        name = row.split(" ")[0]
        traces = one.traces if name != "ledger_entry" else [EMAIL, NAME, SECRET]
        assert not [trace for trace in traces if trace in row], row
        if str(one.own.person_id) in row:
            assert name in {"ledger_entry", "reservation", "generation", "output", "asset"}, row
            assert name == "ledger_entry" or str(one.shared.workspace_id) in row, row
    assert files(app) == kept
    redis = await in_redis(app)
    assert not [trace for trace in [*one.traces, str(one.own.person_id)] if trace in redis]
    assert str(one.shared.workspace_id) in redis
    before_lines = {row for row in before if row.startswith("ledger_entry ")}
    assert before_lines <= left


async def _run_all(queue: FakeQueue) -> None:
    """Until nothing is erased any more: what waits for something is due at once."""
    for _ in range(20):
        await queue.run()
        async with transaction() as session:
            waiting = await session.scalar(text("select count(*) from erasure"))
            await session.execute(text("update erasure set due_at = now() where due_at < now() + '1 day'"))
        if not waiting:
            return
        await BODIES["privacy.recover"]()
    raise AssertionError("it does not end")


async def _shared_files(one: Somebody) -> list[str]:
    async with reading() as session:
        found = await session.execute(
            text(
                "select original_key, preview_key, thumb_key, captions_key, unmarked_key from asset"
                " where workspace_id = :own"
            ),
            {"own": one.shared.workspace_id},
        )
        return [key for row in found for key in row if key]


async def test_an_erased_account_is_out_at_once_and_its_address_free(
    app: Runtime, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await new_person(EMAIL)
    async with transaction() as session:
        session_id = await open_session(session, own.person_id, "a browser", 1)
        actor = await find_actor(session, session_id, timedelta(days=1))
        assert actor is not None
        await erasures.schedule_erasure(session, actor, grace=timedelta())
    await app.sessions.put(actor)
    (job,) = [job for job in queue.jobs if job.name == "privacy.erase"]
    await BODIES[job.name](**job.arguments())
    assert await app.sessions.get(session_id) is None
    async with reading() as session:
        assert await find_actor(session, session_id, timedelta(days=1)) is None
    await new_person(EMAIL)


async def test_an_account_is_erased_after_a_week_and_kept_by_one_click_before(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    async with transaction() as session:
        asked = await erasures.schedule_erasure(session, owner)
        again = await erasures.schedule_erasure(session, owner)
    assert timedelta(days=6, hours=23) < asked.erase_at - now() <= timedelta(days=7)
    assert again.erase_at == asked.erase_at
    await BODIES["privacy.recover"]()
    await queue.run()
    async with transaction() as session:
        assert await session.get(Person, owner.person_id) is not None
        assert await erasures.cancel_erasure(session, owner)
        assert not await erasures.cancel_erasure(session, owner)
        assert await erasures.find_erase_at(session, owner.person_id) is None
        await erasures.schedule_erasure(session, owner)
        await session.execute(text("update erasure set due_at = now()"))
    await BODIES["privacy.recover"]()
    await _run_all(queue)
    async with reading() as session:
        assert await session.get(Person, owner.person_id) is None


async def test_begun_erasing_is_not_undone(owner: Actor, queue: FakeQueue, fake_engine: FakeEngine) -> None:
    async with transaction() as session:
        await erasures.schedule_erasure(session, owner, grace=timedelta())
        await session.execute(text("update erasure set started_at = now()"))
    with pytest.raises(Conflict):
        async with transaction() as session:
            await erasures.cancel_erasure(session, owner)


async def test_the_last_owner_of_a_shared_workspace_is_told_its_name(
    owner: Actor, stranger: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    team = await new_team(owner, name="Studio North", viewer=stranger)
    await new_team(owner, name="Nobody else")
    with pytest.raises(Conflict, match="Studio North"):
        async with transaction() as session:
            await erasures.schedule_erasure(session, owner)
    async with transaction() as session:
        member = await session.get_one(Membership, (team.workspace_id, stranger.person_id))
        member.role = "owner"
        await session.flush()
        await erasures.schedule_erasure(session, owner, grace=timedelta(seconds=1))
        await remove_member(session, team.workspace_id, stranger.person_id)
        session.add(Membership(workspace_id=team.workspace_id, person_id=stranger.person_id, role="viewer"))
        await session.flush()
        await session.execute(text("update erasure set due_at = now()"))
    await BODIES["privacy.recover"]()
    await _run_all(queue)
    async with reading() as session:
        assert await session.get(Workspace, team.workspace_id) is not None
        left = await session.get_one(Membership, (team.workspace_id, stranger.person_id))
    assert left.role == "owner"


async def test_a_deleted_workspace_is_lost_at_once_and_then_erased(
    app: Runtime, owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    one = await somebody(queue)
    stored = files(app)
    async with transaction() as session:
        await session.execute(text("update provider_job set status = 'open'"))
        await delete_workspace(session, in_workspace(one.own, one.alone.workspace_id), f" {SECRET} alone ")
    async with reading() as session:
        found = await session.scalars(
            text("select person_id from membership where workspace_id = :own"),
            {"own": one.alone.workspace_id},
        )
        assert found.all() == []
    await queue.run()
    async with transaction() as session:
        assert await session.get(Workspace, one.alone.workspace_id) is not None  # a provider still works
        await session.execute(text("update provider_job set status = 'ended'"))
    await _run_all(queue)
    alone = str(one.alone.workspace_id)
    assert {row.split(" ")[0] for row in await every_row() if alone in row} == {"ledger_entry"}
    assert files(app) < stored
    assert any(str(one.own.workspace_id) in row and "generation " in row for row in await every_row())


async def test_running_jobs_of_a_deleted_workspace_are_cancelled_and_refunded(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:

    team = await new_team(owner)
    async with transaction() as session:
        await grant(session, team.workspace_id, 10, key="x")
        await start_image(session, team, NewImage(prompt="on the beach"))
        await delete_workspace(session, team)
    queue.jobs = [job for job in queue.jobs if job.name == "privacy.erase"]
    await _run_all(queue)
    async with reading() as session:
        kinds = await session.scalars(
            text("select kind from ledger_entry where workspace_id = :own order by id"),
            {"own": team.workspace_id},
        )
        assert list(kinds) == ["grant", "reserve", "release"]


async def test_only_a_shared_workspace_is_deleted_and_only_by_its_name(owner: Actor) -> None:
    team = await new_team(owner, name="Studio North")
    with pytest.raises(Conflict):
        async with transaction() as session:
            await delete_workspace(session, owner)
    with pytest.raises(InvalidInput):
        async with transaction() as session:
            await delete_workspace(session, team, "studio south")
    async with reading() as session:
        assert (await session.get_one(Workspace, team.workspace_id)).deleted_at is None


async def test_the_handle_of_a_deleted_workspace_stays_taken_for_a_while(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    team = await new_team(owner, name="Studio North")
    async with transaction() as session:
        (await session.get_one(Workspace, team.workspace_id)).handle = "north"
        await session.flush()
        await delete_workspace(session, team)
    await queue.run()
    async with transaction() as session:
        row = await session.get_one(Workspace, team.workspace_id)
        assert (row.handle, row.name) == ("north", "")
        waiting = (await session.execute(text("select due_at from erasure"))).scalar_one()
        assert timedelta(days=29) < waiting - now() <= timedelta(days=30)
        row.deleted_at = now() - timedelta(days=31)
        await session.flush()
        await session.execute(text("update erasure set due_at = now()"))
    await BODIES["privacy.recover"]()
    await queue.run()
    async with reading() as session:
        assert await session.get(Workspace, team.workspace_id) is None


async def test_an_erasure_of_a_worker_that_died_goes_on(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    team = await new_team(owner)
    async with transaction() as session:
        await delete_workspace(session, team)
    queue.jobs.clear()
    async with transaction() as session:
        (erasure_id,) = (await session.execute(text("select id from erasure"))).scalars()
        assert await erasures.claim_erasure(session, erasure_id, "io@gone/1") is not None
    async with transaction() as session:
        assert await erasures.claim_erasure(session, erasure_id, "io@other/2") is None
        (await session.get_one(Erasure, erasure_id)).lease_until = now() - timedelta(seconds=1)
    await BODIES["privacy.recover"]()
    await queue.run()
    async with transaction() as session:
        assert await erasures.renew_erasure(session, erasure_id, "io@gone/1") is None
        assert await session.get(Workspace, team.workspace_id) is None
