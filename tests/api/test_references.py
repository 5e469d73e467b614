"""Real faces of characters over REST: the statement, what is refused, who sees them, and how they go."""

from typing import Any

import httpx2
import pytest
from PIL import Image
from sqlalchemy import text

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.characters.models import Character
from influencer_app.domain.characters.references import REFERENCES_MAX, STATEMENT
from influencer_app.domain.generation.requests.references import DIGITAL_CAPTURE, reference_images
from influencer_app.wiring import runtime
from tests import photos
from tests.api.conftest import CHARACTER
from tests.fake_engine import FakeEngine, FakeQueue


async def invent(client: httpx2.AsyncClient, queue: FakeQueue) -> str:
    own: str = (await client.post("/api/characters", json=CHARACTER)).json()["id"]
    await queue.run()
    return f"/api/characters/{own}/references"


async def give(
    client: httpx2.AsyncClient, at: str, image: Image.Image | None = None, consent: str | None = "true"
) -> httpx2.Response:
    file = {"file": ("me.jpg", photos.jpeg(image) if image else photos.snapshot(), "image/jpeg")}
    return await client.post(at, files=file, data={} if consent is None else {"consent": consent})


def nudged(pixels: int) -> Image.Image:
    """The portrait again, a little to the side, so that it is another file."""
    return photos.portrait().crop((pixels, 0, 1024, 1024))


async def rows() -> int:
    async with reading() as session:
        found: int = await session.scalar(
            text("select (select count(*) from reference_image) + (select count(*) from upload)")
        )
    return found


async def files() -> list[str]:
    async with reading() as session:
        return [
            key
            for row in await session.execute(text("select key, thumb_key from reference_image"))
            for key in row
        ]


async def test_a_face_with_its_statement(
    mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient, anonymous: httpx2.AsyncClient,
    queue: FakeQueue, fake_engine: FakeEngine,
) -> None:  # fmt: skip
    at = await invent(mine, queue)
    answer = await give(mine, at)
    assert answer.status_code == 201, answer.text
    face = answer.json()
    assert (face["consent_text"], face["width"]) == (STATEMENT, 1024)
    assert (await mine.get(at)).json() == [face]
    picture = await mine.get(face["url"])
    assert (picture.headers["content-type"], b"Secret" in picture.content) == ("image/jpeg", False)
    assert (await mine.get(face["thumb_url"])).headers["content-type"] == "image/webp"
    for url in (face["url"], face["thumb_url"], at):
        assert (await theirs.get(url)).status_code == 404
        assert (await anonymous.get(url)).status_code == 401
    assert (await give(theirs, at)).status_code == 404
    assert await rows() == 1


@pytest.mark.parametrize("consent", [None, "", "false", "True", "yes"])
async def test_without_the_statement_nothing_is_kept(
    mine: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine, consent: str | None
) -> None:
    answer = await give(mine, await invent(mine, queue), consent=consent)
    (problem,) = answer.json()["errors"]
    assert (answer.status_code, problem["field"]) == (400, "consent")
    assert STATEMENT in problem["message"]
    assert await rows() == 0


@pytest.mark.parametrize(
    ("image", "words"),
    [
        (photos.wall(), "No face"),
        (photos.two_people(), "More than one"),
        (photos.portrait().resize((300, 300)), "small"),
    ],
)
async def test_a_picture_that_is_no_portrait_is_refused_with_the_reason(
    mine: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine, image: Image.Image, words: str
) -> None:
    answer = await give(mine, await invent(mine, queue), image)
    (problem,) = answer.json()["errors"]
    assert (answer.status_code, problem["field"]) == (400, "file")
    assert words in problem["message"]
    assert await rows() == 0


async def test_as_many_as_a_model_takes_and_none_twice(
    mine: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    at = await invent(mine, queue)
    assert (await give(mine, at)).status_code == 201
    again = await give(mine, at)
    assert (again.status_code, "already" in again.json()["detail"]) == (409, True)
    for number in range(1, REFERENCES_MAX):
        assert (await give(mine, at, nudged(number * 8))).status_code == 201
    assert (await give(mine, at, nudged(100))).status_code == 409
    await queue.run()
    assert await rows() == REFERENCES_MAX
    assert all([await runtime().blobs.exists(key) for key in await files()])


async def test_withdrawn_is_gone_with_its_files(
    mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    at = await invent(mine, queue)
    other = await invent(mine, queue)
    face = (await give(mine, at)).json()
    keys = await files()
    assert (await theirs.delete(f"{at}/{face['id']}")).status_code == 404
    assert (await mine.delete(f"{other}/{face['id']}")).status_code == 404
    assert (await mine.delete(f"{at}/{face['id']}")).status_code == 204
    await queue.run()
    assert [await runtime().blobs.exists(key) for key in keys] == [False, False]
    assert (await mine.get(face["url"])).status_code == 404
    assert (await mine.get(at)).json() == []


async def test_the_faces_go_with_their_character(
    mine: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    at = await invent(mine, queue)
    await give(mine, at)
    keys = await files()
    assert (await mine.delete(at.removesuffix("/references"))).status_code == 204
    await queue.run()
    assert [await runtime().blobs.exists(key) for key in keys] == [False, False]
    assert await rows() == 0


async def test_a_model_gets_the_real_faces_before_the_portrait(
    mine: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    at = await invent(mine, queue)
    await give(mine, at)
    async with transaction() as session:
        character: Any = await session.get(Character, at.split("/")[3])
        (face,) = await reference_images(session, character)
    assert face.source_type == DIGITAL_CAPTURE
    assert face.key == (await files())[0]
