"""Files and rows that are no longer needed go; what cannot go now holds up nothing else."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text, update
from sqlmodel import col

from influencer_app.db import idempotency
from influencer_app.db.base import new_id, now
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.service import open_session
from influencer_app.domain.files.deletions import (
    BACKOFF_FIRST,
    BACKOFF_MAX,
    PendingDeletion,
    backoff,
    list_pending_deletions,
    record_deletion_failed,
    schedule_file_deletion,
)
from influencer_app.domain.files.models import FileDeletion
from influencer_app.domain.files.ports import BlobStore
from influencer_app.domain.webhook_inbox.models import WebhookEvent
from influencer_app.domain.webhook_inbox.service import (
    claim_event,
    delete_old_events,
    receive_event,
    record_processed,
)
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import Unavailable
from influencer_app.integrations.storage.local import LocalBlobs
from influencer_app.settings import Settings
from influencer_app.wiring import Runtime
from tests.fake_engine import BODIES
from tests.runtime import substitute
from workers import housekeeping


async def schedule(*keys: str) -> None:
    async with transaction() as session:
        await schedule_file_deletion(session, keys)


async def scheduled() -> dict[str, int]:
    """The keys that are still to be deleted, with their failed attempts."""
    async with reading() as session:
        rows = await session.execute(select(col(FileDeletion.key), col(FileDeletion.attempts)))
        return {row.key: row.attempts for row in rows}


async def make_due() -> None:
    async with transaction() as session:
        await session.execute(update(FileDeletion).values(next_attempt_at=now()))


async def store_files(blobs: LocalBlobs, *keys: str) -> None:
    for key in keys:
        await blobs.put(key, b"bytes", "text/plain")


class BrokenBlobs(LocalBlobs):
    """A store that cannot delete some of its files."""

    undeletable: frozenset[str] = frozenset()

    async def delete(self, key: str) -> None:
        if key in self.undeletable:
            raise Unavailable(f"{key} cannot be deleted.")
        await super().delete(key)


@pytest.fixture
def blobs(app: Runtime, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> BrokenBlobs:
    """The store of the runtime."""
    made = BrokenBlobs(settings.data_dir / "media")
    substitute(monkeypatch, {BlobStore: made})
    return made


async def test_a_file_that_cannot_be_deleted_holds_up_no_other(blobs: BrokenBlobs) -> None:
    await store_files(blobs, "raw/a", "raw/b", "raw/c")
    blobs.undeletable = frozenset({"raw/b"})
    await schedule("raw/a", "raw/b", "raw/c", "Not a key")
    await BODIES["housekeeping.delete_files"]()
    assert not await blobs.exists("raw/a")
    assert not await blobs.exists("raw/c")
    assert await scheduled() == {"raw/b": 1, "Not a key": 1}


async def test_a_failed_deletion_waits_and_is_tried_again(blobs: BrokenBlobs) -> None:
    await store_files(blobs, "raw/a", "raw/b")
    blobs.undeletable = frozenset({"raw/b"})
    await schedule("raw/a", "raw/b")
    await BODIES["housekeeping.delete_files"]()
    await BODIES["housekeeping.delete_files"]()
    assert await scheduled() == {"raw/b": 1}
    async with reading() as session:
        row = await session.get_one(FileDeletion, "raw/b")
    assert timedelta(0) < row.next_attempt_at - now() <= BACKOFF_FIRST
    blobs.undeletable = frozenset()
    await make_due()
    await BODIES["housekeeping.delete_files"]()
    assert await scheduled() == {}
    assert not await blobs.exists("raw/b")


async def test_a_store_that_does_not_answer_is_asked_for_one_batch_alone(
    blobs: BrokenBlobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "FILES_AT_ONCE", 2)
    keys = [f"raw/{number}" for number in range(6)]
    blobs.undeletable = frozenset(keys)
    await schedule(*keys)
    await BODIES["housekeeping.delete_files"]()
    assert sorted((await scheduled()).values()) == [0, 0, 0, 0, 1, 1]
    await BODIES["housekeeping.delete_files"]()
    assert sorted((await scheduled()).values()) == [0, 0, 1, 1, 1, 1]


async def test_an_outcome_that_another_worker_recorded_counts_once(app: Runtime) -> None:
    await schedule("raw/a")
    async with transaction() as session:
        (pending,) = await list_pending_deletions(session)
        await record_deletion_failed(session, pending)
        await record_deletion_failed(session, pending)
    assert await scheduled() == {"raw/a": 1}


async def test_scheduling_a_key_again_keeps_its_backoff(app: Runtime) -> None:
    await schedule("raw/a", "raw/a")
    async with transaction() as session:
        await record_deletion_failed(session, PendingDeletion("raw/a", 0))
    await schedule("raw/a")
    assert await scheduled() == {"raw/a": 1}


def test_pauses_double_up_to_a_day() -> None:
    assert [backoff(attempts) for attempts in range(3)] == [BACKOFF_FIRST * factor for factor in (1, 2, 4)]
    assert backoff(10_000) == BACKOFF_MAX


async def add_old_rows(owner: Actor) -> None:
    """An old row and a fresh one in each table that is pruned."""
    async with transaction() as session:
        for key in ("old", "fresh"):
            await idempotency.claim_key(session, owner, key, "0" * 64)
            await receive_event(session, "replicate", key, "prediction")
        await open_session(session, owner.person_id, "old", -8)
        await open_session(session, owner.person_id, "fresh", 30)
        await session.execute(
            text("update idempotency_record set created_at = now() - interval '25 hours' where key = 'old'")
        )
        await session.execute(
            text("update webhook_event set received_at = now() - interval '31 days' where event_id = 'old'")
        )


async def remaining() -> tuple[list[str], list[str], list[str]]:
    async with reading() as session:
        keys = await session.scalars(text("select key from idempotency_record"))
        events = await session.scalars(text("select event_id from webhook_event"))
        sessions = await session.scalars(text("select user_agent from sign_in_session"))
        return list(keys), list(events), list(sessions)


async def test_old_rows_are_deleted_and_others_stay(owner: Actor) -> None:
    await add_old_rows(owner)
    await BODIES["housekeeping.delete_old_rows"]()
    assert await remaining() == (["fresh"], ["fresh"], ["fresh"])


async def test_old_rows_go_in_batches(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housekeeping, "ROWS_PER_BATCH", 2)
    monkeypatch.setattr(housekeeping, "BATCHES_MAX", 2)
    async with transaction() as session:
        for number in range(5):
            await receive_event(session, "replicate", str(number), "prediction")
        await session.execute(update(WebhookEvent).values(received_at=now() - timedelta(days=31)))
    await BODIES["housekeeping.delete_old_rows"]()
    assert len((await remaining())[1]) == 1
    await BODIES["housekeeping.delete_old_rows"]()
    assert (await remaining())[1] == []


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (
            "select key from idempotency_record where created_at < now() order by created_at",
            "ix_idempotency_record_created_at",
        ),
        (
            "select id from sign_in_session where least(expires_at, revoked_at) < now()"
            " order by least(expires_at, revoked_at)",
            "ix_sign_in_session_ended",
        ),
        (
            "select event_id from webhook_event where received_at < now() order by received_at",
            "ix_webhook_event_received_at",
        ),
        (
            "select key from file_deletion where next_attempt_at <= now() order by next_attempt_at",
            "ix_file_deletion_next_attempt_at",
        ),
    ],
)
async def test_what_is_to_go_is_found_by_an_index(app: Runtime, query: str, index: str) -> None:
    async with transaction() as session:
        await session.execute(text("set local enable_seqscan = off"))
        await session.execute(text("set local enable_sort = off"))
        plan = await session.scalars(text(f"explain {query} limit 10"))
        assert index in "\n".join(plan)


async def test_an_event_is_stored_and_processed_once(app: Runtime) -> None:
    async with transaction() as session:
        assert await receive_event(session, "replicate", "e1", "p1")
        assert not await receive_event(session, "replicate", "e1", "p1")
        assert await receive_event(session, "stripe", "e1", "p1")
        event = await claim_event(session, "replicate", "e1")
        assert event is not None
        assert await record_processed(session, event)
        assert not await record_processed(session, event)
    async with reading() as session:
        open_events = await session.scalars(
            select(col(WebhookEvent.provider)).where(col(WebhookEvent.processed_at).is_(None))
        )
        assert list(open_events) == ["stripe"]


async def test_no_more_events_go_than_asked_for(app: Runtime) -> None:
    async with transaction() as session:
        for _ in range(3):
            await receive_event(session, "replicate", str(new_id()), "p1")
        assert await delete_old_events(session, now() + timedelta(seconds=1), 2) == 2
        assert await delete_old_events(session, now() + timedelta(seconds=1), 2) == 1
