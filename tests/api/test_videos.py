"""Clips and talking films over REST: who may ask, what is refused, and what it costs."""

from typing import Any

import httpx2
import pytest

from tests.api.conftest import CHARACTER
from tests.fake_engine import FakeEngine, FakeQueue
from tests.media.videos import make_video


async def drawn(client: httpx2.AsyncClient, queue: FakeQueue) -> str:
    answer = await client.post("/api/generate/image", json={"prompt": "on the beach"})
    await queue.run()
    found = (await client.get(f"/api/generations/{answer.json()['id']}")).json()
    output: str = found["outputs"][0]["id"]
    return output


async def available(client: httpx2.AsyncClient) -> int:
    answer = (await client.get("/api/user/credits")).json()
    found: int = answer["available"]
    return found


async def test_a_clip_and_a_talking_film_from_the_request_to_the_bytes(
    mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await drawn(mine, queue)
    fake_engine.data = make_video(320, 240, 1.0)
    for kind, asked, price in (
        ("video", {"motion": 7}, 20),
        ("avatar", {"script": "Hello.", "voice": "de"}, 15),
    ):
        before = await available(mine)
        answer = await mine.post(f"/api/generate/{kind}", json={"output_id": own, **asked})
        assert answer.status_code == 202, answer.text
        await queue.run()
        done = (await mine.get(f"/api/generations/{answer.json()['id']}")).json()
        assert (done["type"], done["status"], done["credits_used"]) == (kind, "succeeded", price)
        assert await available(mine) == before - price
        url = done["outputs"][0]["url"]
        bytes_ = await mine.get(url)
        assert (bytes_.headers["content-type"], bytes_.content[4:8]) == ("video/mp4", b"ftyp")
        assert (await theirs.get(url)).status_code == 404


@pytest.mark.parametrize("kind", ["video", "avatar"])
async def test_only_the_owner_makes_films_of_a_picture(
    mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient, anonymous: httpx2.AsyncClient,
    queue: FakeQueue, fake_engine: FakeEngine, kind: str,
) -> None:  # fmt: skip
    more = {"script": "Hello."} if kind == "avatar" else {}
    asked = {"output_id": await drawn(mine, queue), **more}
    assert (await anonymous.post(f"/api/generate/{kind}", json=asked)).status_code == 401
    assert (await theirs.post(f"/api/generate/{kind}", json=asked)).status_code == 404


@pytest.mark.parametrize(
    ("asked", "field", "words"),
    [
        ({"script": "a" * 601}, "script", "600"),
        ({"script": "Hello.", "voice": "ja"}, "voice", "de-lena"),
        ({"script": ""}, "", "script"),
        ({"script": "Hello.", "voice": "a" * 81}, "voice", "80"),
    ],
)
async def test_what_cannot_be_said_is_refused_before_it_is_paid(
    mine: httpx2.AsyncClient,
    queue: FakeQueue,
    fake_engine: FakeEngine,
    asked: dict[str, Any],
    field: str,
    words: str,
) -> None:
    own = await drawn(mine, queue)
    before = await available(mine)
    answer = await mine.post("/api/generate/avatar", json={"output_id": own, **asked})
    assert answer.status_code == 400
    (problem,) = answer.json()["errors"]
    assert field in problem["field"]
    assert words in problem["message"]
    assert await available(mine) == before


async def test_a_character_without_a_portrait_does_not_speak_yet(
    mine: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    who = (await mine.post("/api/characters", json=CHARACTER)).json()["id"]
    answer = await mine.post("/api/generate/avatar", json={"character_id": who, "script": "Hello."})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/conflict")
