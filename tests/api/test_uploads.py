"""Files over REST: what is read, what is kept, how much, and for how long."""

import asyncio
import errno
import os
import tempfile
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select, text, update
from sqlmodel import col
from structlog.testing import capture_logs

from influencer_app.db.base import now
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.uploads.models import Upload
from influencer_app.errors import Unavailable
from influencer_app.web.middleware.slow_bodies import BodyTimeout
from influencer_app.wiring import Runtime, runtime
from tests import photos
from tests.fake_engine import FakeEngine, FakeQueue
from tests.media.videos import make_video, sound_file, tone
from tests.runtime import substitute
from workers.housekeeping import delete_uploads


async def send(client: httpx2.AsyncClient, data: bytes, name: str = "a.jpg") -> httpx2.Response:
    return await client.post("/api/uploads", files={"file": (name, data, "application/octet-stream")})


async def kept(upload_id: str) -> Upload | None:
    async with reading() as session:
        found: Upload | None = await session.scalar(select(Upload).where(col(Upload.id) == upload_id))
    return found


def settings(monkeypatch: pytest.MonkeyPatch, **changed: int) -> None:
    substitute(monkeypatch, settings=runtime().settings.model_copy(update=changed))


async def test_a_picture_is_kept_without_what_its_camera_wrote(mine: httpx2.AsyncClient) -> None:
    answer = await send(mine, photos.snapshot())
    assert answer.status_code == 201, answer.text
    found = answer.json()
    assert (found["kind"], found["content_type"], found["width"]) == ("picture", "image/jpeg", 1024)
    row = await kept(found["id"])
    assert row is not None
    stored = await runtime().blobs.get(row.key)
    assert stored[:3] == b"\xff\xd8\xff"
    assert b"Secret" not in stored
    assert row.thumb_key is not None
    assert await runtime().blobs.exists(row.thumb_key)


async def test_a_sound_becomes_a_wav(mine: httpx2.AsyncClient) -> None:
    found = (await send(mine, sound_file(tone(1.0), "mp3", "libmp3lame"), "me.mp3")).json()
    assert (found["kind"], found["content_type"]) == ("audio", "audio/wav")
    assert found["seconds"] == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "This is an SVG drawing, not a JPEG, PNG or WebP picture or a WAV",
        ),
        (photos.snapshot() + b"<?php echo 1;", "more than a picture"),
        (b"", "empty"),
        (make_video(64, 64, 0.5), "no audio track"),
    ],
)
async def test_a_file_that_cannot_be_used_is_refused_with_the_reason(
    mine: httpx2.AsyncClient, data: bytes, words: str
) -> None:
    answer = await send(mine, data)
    assert answer.status_code == 400
    (problem,) = answer.json()["errors"]
    assert (problem["field"], words in problem["message"]) == ("file", True), problem
    async with reading() as session:
        assert await session.scalar(text("select count(*) from upload")) == 0


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {"file": "x"}},
        {"data": {"file": "x"}},
        {"files": {"picture": ("a.jpg", photos.snapshot(), "image/jpeg")}},
        {"files": [("file", ("a.jpg", b"1")), ("file", ("b.jpg", b"2"))]},
        {"content": b"--x\r\nbroken", "headers": {"content-type": "multipart/form-data; boundary=x"}},
        {"content": b"x", "headers": {"content-type": "multipart/form-data"}},
    ],
)
async def test_what_is_no_form_with_one_file_is_a_clear_400(
    mine: httpx2.AsyncClient, sent: dict[str, Any]
) -> None:
    answer = await mine.post("/api/uploads", **sent)
    assert answer.status_code == 400, answer.text
    assert answer.json()["detail"]


async def test_too_many_bytes_are_not_read(mine: httpx2.AsyncClient) -> None:
    answer = await send(mine, b"\0" * 26_500_000)
    assert answer.status_code == 413
    answer = await send(mine, b"\0" * 25_500_000)
    assert answer.status_code == 400
    assert answer.json()["detail"] == "At most 25 MB; this file has 25.5 MB."


async def test_nobody_uploads(anonymous: httpx2.AsyncClient) -> None:
    assert (await send(anonymous, photos.snapshot())).status_code == 401


async def test_so_many_an_hour(mine: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    settings(monkeypatch, uploads_per_hour=2)
    found = [(await send(mine, sound_file(tone(0.5)))).status_code for _ in range(3)]
    assert found == [201, 201, 429]


async def test_so_much_room(
    mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings(monkeypatch, upload_megabytes=1)
    assert (await send(mine, sound_file(tone(25.0)))).status_code == 201
    full = await send(mine, sound_file(tone(0.5)))
    assert (full.status_code, "1 MB" in full.json()["detail"]) == (409, True)
    assert (await send(theirs, sound_file(tone(0.5)))).status_code == 201


async def test_after_a_day_it_goes_with_its_files(
    mine: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    gone, stays = [(await send(mine, photos.snapshot())).json()["id"] for _ in range(2)]
    row = await kept(gone)
    assert row is not None
    async with transaction() as session:
        await session.execute(update(Upload).where(col(Upload.id) == gone).values(expires_at=now()))
    await delete_uploads.run()
    await queue.run()
    assert await kept(gone) is None
    assert await kept(stays) is not None
    assert row.thumb_key is not None
    assert [await runtime().blobs.exists(key) for key in (row.key, row.thumb_key)] == [False, False]


async def test_a_store_that_does_not_answer_leaves_nothing_behind(
    mine: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(key: str, data: bytes, content_type: str) -> None:
        raise Unavailable("The storage does not answer.")

    monkeypatch.setattr(runtime().blobs, "put", away)
    assert (await send(mine, photos.snapshot())).status_code == 503
    async with reading() as session:
        assert await session.scalar(text("select count(*) from upload")) == 0


async def test_a_talking_film_to_a_sound_that_was_uploaded(
    mine: httpx2.AsyncClient,
    theirs: httpx2.AsyncClient,
    app: Runtime,
    queue: FakeQueue,
    fake_engine: FakeEngine,
) -> None:
    made = (await mine.post("/api/generate/image", json={"prompt": "on the beach"})).json()["id"]
    await queue.run()
    own = (await mine.get(f"/api/generations/{made}")).json()["outputs"][0]["id"]
    sound = (await send(mine, sound_file(tone(16.0)))).json()["id"]
    foreign = (await send(theirs, sound_file(tone(1.0)))).json()["id"]
    picture = (await send(mine, photos.snapshot())).json()["id"]
    fake_engine.data = make_video(320, 240, 1.0)
    for upload, status in ((sound, 202), (foreign, 404), (picture, 400)):
        answer = await mine.post("/api/generate/avatar", json={"output_id": own, "upload_id": upload})
        assert answer.status_code == status, answer.text
    await queue.run()
    (done,) = (await mine.get("/api/generations?type=avatar")).json()["items"]
    assert (done["status"], done["credits_used"]) == ("succeeded", 30)


def half_an_upload(client: httpx2.AsyncClient) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The scope and the first half of a request with a file, as the person of ``client``."""
    request = client.build_request("POST", "/api/uploads", files={"file": ("a.jpg", photos.snapshot())})
    body = request.read()
    headers = [(name.lower(), value) for name, value in request.headers.raw]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/api/uploads",
        "raw_path": b"/api/uploads",
        "query_string": b"",
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("localhost", 3000),
    }
    return scope, [{"type": "http.request", "body": body[: len(body) // 2], "more_body": True}]


async def test_a_client_that_leaves_in_the_middle_is_no_error(api: FastAPI, mine: httpx2.AsyncClient) -> None:
    scope, messages = half_an_upload(mine)
    messages.append({"type": "http.disconnect"})
    errors = await counted_errors(mine)
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    async def send_back(message: dict[str, Any]) -> None:
        sent.append(message)

    with capture_logs() as logs:
        await api(scope, receive, send_back)
    assert [(each["event"], each.get("status")) for each in logs] == [("request", 499)]
    assert await counted_errors(mine) == errors


async def test_an_upload_that_stops_half_way_is_ended(api: FastAPI, mine: httpx2.AsyncClient) -> None:
    scope, messages = half_an_upload(mine)
    errors = await counted_errors(mine)
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if messages:
            return messages.pop(0)
        await asyncio.Event().wait()
        raise AssertionError

    async def send_back(message: dict[str, Any]) -> None:
        sent.append(message)

    await BodyTimeout(api, 0.1, 60)(scope, receive, send_back)
    assert [message.get("status") for message in sent] == [408, None]
    assert await counted_errors(mine) == errors


async def counted_errors(client: httpx2.AsyncClient) -> bytes:
    lines = (await client.get("/metrics")).content.splitlines()
    return b"\n".join(line for line in lines if line.startswith(b"evermuse_http_errors_total{"))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
async def test_a_full_disk_is_told_and_passes(
    mine: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    with monkeypatch.context() as full:

        def refuse(*_: Any) -> int:
            raise OSError(number, os.strerror(number))

        full.setattr("influencer_app.integrations.storage.local._write", refuse)
        answer = await send(mine, photos.snapshot())
        assert (answer.status_code, answer.json()["type"]) == (503, "/problems/storage-full")
        assert "out of space" in answer.json()["detail"]
    async with reading() as session:
        assert await session.scalar(select(func.count()).select_from(Upload)) == 0
    assert (await send(mine, photos.snapshot())).status_code == 201


async def test_a_full_folder_for_temporary_files_is_told(
    mine: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "write", refuse)
    answer = await send(mine, photos.snapshot())
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/storage-full")
