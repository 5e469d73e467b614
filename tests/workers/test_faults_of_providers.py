"""Each fault of a provider at each kind: how it ends, its outputs, its price, and nothing left running."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from sqlalchemy import update

from influencer_app.app_services.uploads import store_upload
from influencer_app.db.transaction import transaction
from influencer_app.domain.characters.schemas import NewCharacter
from influencer_app.domain.characters.service import create_character
from influencer_app.domain.credits.service import grant
from influencer_app.domain.generation.models.provider_job import ProviderJob
from influencer_app.domain.generation.requests.videos import start_avatar, start_video
from influencer_app.domain.generation.schemas import (
    GenerationDetail,
    NewAvatar,
    NewVideo,
)
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import (
    AnswerLost,
    AppError,
    OutputGone,
    ProviderFailed,
    ProviderRefused,
    ResultNotAllowed,
    ResultTooLarge,
    StorageFull,
    Unavailable,
)
from influencer_app.integrations.uploads.decoder import read_file
from influencer_app.wiring import runtime
from tests.fake_engine import BODIES, FakeQueue
from tests.fake_provider import FakeProvider
from tests.media.videos import make_video, sound_file, tone
from tests.support import new_person
from tests.workers.test_provider import accepted, ask, books, later, open_jobs, poll, read

SOUND = sound_file(tone(2.0))


@dataclass(frozen=True)
class Fault:
    """What goes wrong, how it ends, how many outputs come (None: all), and which creates were made."""

    name: str
    faults: tuple[str, ...] = ()
    status: str = "succeeded"
    outputs: int | None = None
    code: str | None = None
    created: int = 1
    ending: Any = None
    sets_only: bool = False
    polls: int = 4


def succeed(count: int | None = None) -> Any:
    return lambda place, name: place.succeed(name, count)


def end(status: str, error: str = "") -> Any:
    return lambda place, name: place.tell(name, status, error=error)


def removed(place: FakeProvider, name: str) -> None:
    place.succeed(name)
    place.tell(name, "succeeded", removed=True)


def gone(place: FakeProvider, name: str) -> None:
    place.succeed(name)
    place.gone.update(place.runs[name].told.outputs)


def one_gone(place: FakeProvider, name: str) -> None:
    place.succeed(name)
    place.gone.add(place.runs[name].told.outputs[0])


def refused(error: Exception, many: int | None = None) -> Any:
    """The first ``many`` outputs, or all, are at an address that is not allowed, too large and so on."""

    def refuse(place: FakeProvider, name: str) -> None:
        place.succeed(name)
        place.refused.update(dict.fromkeys(place.runs[name].told.outputs[:many], error))

    return refuse


FAULTS = [
    Fault("none", ending=succeed()),
    Fault("asked for a pause", ("busy", "busy"), ending=succeed()),
    Fault("create fails", ("down", "down"), ending=succeed()),
    Fault("answer lost, created", ("lost after",), ending=succeed()),
    Fault("answer lost, not created", ("lost before",), ending=succeed()),
    Fault("list is down while a lost create is looked for", ("lost after", "list down"), ending=succeed()),
    Fault("files fail at first", ("fetch down",), ending=succeed()),
    Fault("fewer than asked", ending=succeed(1), outputs=1, code="held-back", sets_only=True),
    Fault("more than asked", ending=succeed(4)),
    Fault("nothing with success", ending=succeed(0), status="failed", outputs=0, code="no-output"),
    Fault("all flagged", (), "failed", 0, "flagged", ending=end("failed", "NSFW content detected")),
    Fault("no face", (), "failed", 0, "no-face", ending=end("failed", "no face landmark found")),
    Fault("fails", (), "failed", 0, "provider-failed", ending=end("failed", "boom")),
    Fault("stopped there", (), "failed", 0, "provider-stopped", ending=end("canceled")),
    Fault("data removed", ending=removed, status="failed", outputs=0, code="output-gone"),
    Fault("files gone", ending=gone, status="failed", outputs=0, code="output-gone"),
    Fault("one file gone", ending=one_gone, outputs=1, code="output-gone", sets_only=True),
    Fault(
        "one refused",
        ending=refused(ResultTooLarge("400 MB."), 1),
        outputs=1,
        code="result-too-large",
        sets_only=True,
    ),
    Fault("its own address fails for ever", ("look down",) * 99, ending=succeed()),
    *(
        Fault(error.code, (), "failed", 0, error.code, ending=refused(error), polls=1)
        for error in (ResultNotAllowed("Elsewhere."), ResultTooLarge("400 MB."), ProviderRefused("No."))
    ),
]


async def a_picture(owner: Actor, queue: FakeQueue, remote: FakeProvider) -> GenerationDetail:
    """A finished one, for the films."""
    made = await ask(owner, count=1)
    await queue.run()
    remote.succeed(remote.ids[-1])
    await poll(queue)
    return await read(owner, made)


async def image(owner: Actor, queue: FakeQueue, remote: FakeProvider) -> GenerationDetail:
    return await ask(owner)


async def character_image(owner: Actor, queue: FakeQueue, remote: FakeProvider) -> GenerationDetail:
    async with transaction() as session:
        who = await create_character(session, owner, NewCharacter(name="Bo", age=30, gender="male"))
    await queue.run()
    remote.succeed(remote.ids[-1])
    await poll(queue)
    return await ask(owner, character_id=who.id)


async def video(owner: Actor, queue: FakeQueue, remote: FakeProvider) -> GenerationDetail:
    picture = await a_picture(owner, queue, remote)
    async with transaction() as session:
        return await start_video(session, owner, NewVideo(output_id=picture.outputs[0].id))


async def avatar(owner: Actor, queue: FakeQueue, remote: FakeProvider) -> GenerationDetail:
    picture = await a_picture(owner, queue, remote)
    sound = await store_upload(owner, read_file(SOUND))
    async with transaction() as session:
        new = NewAvatar(output_id=picture.outputs[0].id, upload_id=sound.id)
        return await start_avatar(session, owner, new)


Begin = Callable[[Actor, FakeQueue, FakeProvider], Awaitable[GenerationDetail]]
KINDS: dict[Begin, int] = {image: 2, character_image: 2, video: 1, avatar: 1}
TABLE = [
    pytest.param(begin, fault, id=f"{begin.__name__}, {fault.name}")
    for begin, count in KINDS.items()
    for fault in FAULTS
    if count > 1 or not fault.sets_only
]


@pytest_asyncio.fixture
async def rich(remote: FakeProvider) -> Actor:
    """Somebody whose credits do for films."""
    actor = await new_person("rich@example.com", "studio")
    async with transaction() as session:
        await grant(session, actor.workspace_id, 1000, key=uuid4().hex)
    return actor


@pytest.mark.parametrize(("begin", "fault"), TABLE)
async def test_every_fault_ends_well_and_the_books_are_right(
    remote: FakeProvider, rich: Actor, queue: FakeQueue, begin: Begin, fault: Fault
) -> None:
    remote.film = make_video(320, 240, 0.5)
    own = await begin(rich, queue, remote)
    before, reserved = await books(rich)
    first = len(remote.ids)
    remote.faults = list(fault.faults)
    await queue.run()
    for _ in range(8):
        if await accepted(own.id):
            break
        await later(timedelta(seconds=60))
        await BODIES["provider.poll"]()
        await queue.run()
    await poll(queue)
    assert len(remote.ids) - first == fault.created
    name = remote.ids[first]
    remote.tell(name, "processing", progress=0.5)
    await poll(queue)
    half = await read(rich, own)
    assert half.status == "rendering"
    assert 0.4 < half.progress < 0.6
    fault.ending(remote, name)
    for _ in range(fault.polls):
        await poll(queue)
    done = await read(rich, own)
    wanted = KINDS[begin]
    outputs = wanted if fault.outputs is None else fault.outputs
    assert (done.status, len(done.outputs)) == (fault.status, outputs)
    assert (done.error.code if done.error else None) == fault.code
    assert await books(rich) == (before + reserved - reserved * outputs // wanted, 0)
    assert await open_jobs() == 0
    assert remote.running() == []
    assert all(step.status != "running" for step in done.steps)


async def wait_and_try(queue: FakeQueue, wait: timedelta) -> None:
    """Calls have failed for ``wait`` longer, and everything is due again."""
    async with transaction() as session:
        await session.execute(update(ProviderJob).values(failing_since=ProviderJob.failing_since - wait))
    await later(timedelta(seconds=60))
    await runtime().redis.flushall()
    await BODIES["provider.poll"]()
    await queue.run()


NOT_FOUND = "The provider no longer has this prediction."
FOREVER = [
    pytest.param(
        "create", ProviderFailed("503"), "provider-unavailable", "Replicate has not", id="create 503"
    ),
    pytest.param("create", AnswerLost("500"), "provider-unavailable", "Replicate has not", id="create 500"),
    pytest.param("poll", ProviderFailed("500"), "provider-unavailable", "Replicate has not", id="poll 500"),
    pytest.param("poll", OutputGone(NOT_FOUND), "output-gone", NOT_FOUND, id="poll 404"),
    pytest.param("files", ProviderFailed("500"), "provider-unavailable", "Replicate has not", id="files 500"),
]


@pytest.mark.parametrize("begin", KINDS)
@pytest.mark.parametrize(("stage", "error", "code", "words"), FOREVER)
async def test_what_fails_for_ever_is_given_up_after_a_few_minutes(
    remote: FakeProvider,
    rich: Actor,
    queue: FakeQueue,
    begin: Begin,
    stage: str,
    error: Exception,
    code: str,
    words: str,
) -> None:
    remote.film = make_video(320, 240, 0.5)
    own = await begin(rich, queue, remote)
    before, reserved = await books(rich)
    if stage == "create":
        remote.always = error
    await queue.run()
    if stage == "files":
        remote.succeed(remote.ids[-1])
        remote.faults = ["fetch down"] * 40
    if stage == "poll":
        remote.always = error
    await wait_and_try(queue, timedelta(seconds=100))
    await wait_and_try(queue, timedelta(seconds=100))
    assert (await read(rich, own)).status not in ("failed", "succeeded")
    for _ in range(6):
        await wait_and_try(queue, timedelta(seconds=100))
    done = await read(rich, own)
    assert done.error is not None
    assert (done.status, done.error.code, done.outputs) == ("failed", code, [])
    assert words in done.error.message
    assert await books(rich) == (before + reserved, 0)
    remote.always, remote.faults = None, []
    for _ in range(4):
        await poll(queue)
        await later(timedelta(seconds=60))
    assert await open_jobs() == 0
    assert remote.running() == []


@pytest.mark.parametrize("begin", KINDS)
@pytest.mark.parametrize("error", [StorageFull(), Unavailable("The store is away.")], ids=lambda e: e.code)
@pytest.mark.parametrize("lasting", [False, True])
async def test_results_wait_for_space_and_are_given_up_with_the_reason(
    remote: FakeProvider,
    rich: Actor,
    queue: FakeQueue,
    monkeypatch: pytest.MonkeyPatch,
    begin: Begin,
    error: AppError,
    lasting: bool,
) -> None:
    async def refuse(*_: Any) -> None:
        raise error

    remote.film = make_video(320, 240, 0.5)
    own = await begin(rich, queue, remote)
    before, reserved = await books(rich)
    await queue.run()
    remote.succeed(remote.ids[-1])
    with monkeypatch.context() as full:
        full.setattr(runtime().blobs, "put", refuse)
        await poll(queue)
        for _ in range(6 if lasting else 1):
            await wait_and_try(queue, timedelta(seconds=100))
    await poll(queue)
    done = await read(rich, own)
    if lasting:
        assert done.error is not None
        assert (done.status, done.error.code) == ("failed", error.code)
        assert error.sentence in done.error.message
        assert await books(rich) == (before + reserved, 0)
    else:
        assert (done.status, len(done.outputs)) == ("succeeded", KINDS[begin])
    assert await open_jobs() == 0
