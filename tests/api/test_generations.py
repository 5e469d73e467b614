import asyncio
import io
from typing import Any

import httpx2
import pytest
from PIL import Image

from influencer_app.wiring import runtime
from tests.api.conftest import CHARACTER
from tests.fake_engine import FakeEngine, FakeQueue


@pytest.mark.parametrize(
    ("body", "price"),
    [({"prompt": "x", "count": 2, "expected_credits": 5}, 10), ({"prompt": "x", "expected_credits": 0}, 5)],
)
async def test_another_price_than_expected_is_refused(
    mine: httpx2.AsyncClient, fake_engine: FakeEngine, body: dict[str, object], price: int
) -> None:
    refused = await mine.post("/api/generate/image", json=body)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/price_changed")
    assert refused.json()["credits_required"] == price
    assert (await mine.get("/api/user/credits")).json()["available"] == 80
    made = await mine.post("/api/generate/image", json={**body, "expected_credits": price})
    assert made.status_code == 202
    assert made.json()["credits_reserved"] == price


async def start(client: httpx2.AsyncClient, **asked: Any) -> dict[str, Any]:
    answer = await client.post("/api/generate/image", json={"prompt": "on the beach", **asked})
    assert answer.status_code == 202, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_from_the_request_to_the_bytes(
    mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await start(mine, aspect_ratio="4:5")
    assert own["status"] == "submitted"
    assert (await mine.get("/api/user/credits")).json()["reserved"] == 5
    await queue.run()
    done = (await mine.get(f"/api/generations/{own['id']}")).json()
    assert (done["status"], done["progress"], done["credits_used"]) == ("succeeded", 1.0, 5)
    output = done["outputs"][0]
    for kind, size in (("url", (896, 1120)), ("preview_url", (819, 1024)), ("thumb_url", (307, 384))):
        answer = await mine.get(output[kind])
        assert answer.status_code == 200
        with Image.open(io.BytesIO(answer.content)) as picture:
            assert picture.size == size
            assert answer.headers["content-type"] == Image.MIME[str(picture.format)]
        assert (await theirs.get(output[kind])).status_code == 404
    assert b"algorithmicMedia" in (await mine.get(output["url"])).content
    entries = (await mine.get("/api/user/credits/entries")).json()["items"]
    assert [entry["kind"] for entry in entries] == ["settle", "reserve", "reset"]
    assert (await mine.delete(f"/api/generations/{own['id']}")).status_code == 204
    await queue.run()
    assert (await mine.get(output["url"])).status_code == 404


async def test_ranges_and_revalidation_of_a_file(
    mine: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await start(mine)
    await queue.run()
    url = (await mine.get(f"/api/generations/{own['id']}")).json()["outputs"][0]["url"]
    whole = await mine.get(url)
    size = len(whole.content)
    for asked, first, last in (
        ("bytes=0-9", 0, 9),
        ("bytes=10-", 10, size - 1),
        ("bytes=-5", size - 5, size - 1),
    ):
        part = await mine.get(url, headers={"range": asked})
        assert part.status_code == 206
        assert part.headers["content-range"] == f"bytes {first}-{last}/{size}"
        assert part.content == whole.content[first : last + 1]
    assert (await mine.get(url, headers={"range": f"bytes={size}-"})).status_code == 416
    assert (await mine.get(url, headers={"range": "lines=1-2"})).status_code == 200
    again = await mine.get(url, headers={"if-none-match": whole.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = await mine.head(url)
    assert (head.headers["content-length"], head.content) == (str(size), b"")


async def test_what_the_browser_has_costs_one_statement_and_no_file(
    mine: httpx2.AsyncClient,
    theirs: httpx2.AsyncClient,
    anonymous: httpx2.AsyncClient,
    queue: FakeQueue,
    fake_engine: FakeEngine,
    statements: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = await start(mine)
    await queue.run()
    output = (await mine.get(f"/api/generations/{own['id']}")).json()["outputs"][0]
    tag = {"if-none-match": (await mine.get(output["thumb_url"])).headers["etag"]}
    monkeypatch.setattr(type(runtime().blobs), "get", None)
    statements.clear()
    assert (await mine.get(output["thumb_url"], headers=tag)).status_code == 304
    assert [one for one in statements if "prompt" in one or "membership" not in one] == []
    assert len(statements) == 1
    for other in (theirs, anonymous):
        assert (await other.get(output["thumb_url"], headers=tag)).status_code == 404
    captions = output["thumb_url"].replace("/thumb", "/captions")
    tag = {"if-none-match": tag["if-none-match"].replace("thumb", "captions")}
    assert (await mine.get(captions, headers=tag)).status_code == 404


async def test_frequent_answers_need_few_statements(
    mine: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine, statements: list[str]
) -> None:
    await start(mine, count=2)
    await queue.run()
    for path, most in (("/api/user/credits", 1), ("/api/generations", 3)):
        statements.clear()
        assert (await mine.get(path)).status_code == 200
        assert len(statements) == most


async def test_a_download_is_named_by_character_prompt_and_seed(
    mine: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    character = (await mine.post("/api/characters", json={**CHARACTER, "name": "Zoe\u0308"})).json()
    own = await start(mine, prompt="a café at dusk", character_id=character["id"], seed=42)
    fake_engine.note = "Can't draw: dusk."
    await queue.run()
    done = (await mine.get(f"/api/generations/{own['id']}")).json()
    assert done["note"] == "Can't draw: dusk."
    for url, plain, name in (
        ("url", "Zoe-a-cafe-at-dusk-42.jpg", "Zo%C3%AB-a-caf%C3%A9-at-dusk-42.jpg"),
        ("preview_url", "Zoe-a-cafe-at-dusk-42-preview.webp", "Zo%C3%AB-a-caf%C3%A9-at-dusk-42-preview.webp"),
    ):
        answer = await mine.get(done["outputs"][0][url])
        told = f"inline; filename=\"{plain}\"; filename*=UTF-8''{name}"
        assert answer.headers["content-disposition"] == told


async def test_names_that_nobody_sees_are_refused_and_directions_dropped(mine: httpx2.AsyncClient) -> None:
    for name in ("\u200b", "\u3164", "\u202e\u2066"):
        answer = await mine.post("/api/characters", json={**CHARACTER, "name": name})
        assert [problem["field"] for problem in answer.json()["errors"]] == ["name"]
        assert (await mine.patch("/api/user", json={"name": name})).status_code == 400
        assert (await mine.post("/api/generate/image", json={"prompt": name})).status_code == 400
    made = await mine.post("/api/characters", json={**CHARACTER, "name": "\u202eaiM"})
    assert made.json()["name"] == "aiM"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "prompt"),
        ({"prompt": "  "}, "prompt"),
        ({"prompt": "x" * 10_000}, "prompt"),
        ({"prompt": "x", "count": 0}, "count"),
        ({"prompt": "x", "count": 9}, "count"),
        ({"prompt": "x", "count": "two"}, "count"),
        ({"prompt": "x", "aspect_ratio": "5:7"}, "aspect_ratio"),
        ({"prompt": "x", "seed": -1}, "seed"),
        ({"prompt": "x", "seed": 2147483648}, "seed"),
        ({"prompt": "x", "negative_prompt": "x" * 1001}, "negative_prompt"),
        ({"prompt": "x", "style": "oil"}, "style"),
        ({"prompt": "x", "character_id": "me"}, "character_id"),
        ({"prompt": "x", "size": "big"}, "size"),
        ({"prompt": "a nude teenager"}, "prompt"),
    ],
)
async def test_a_request_that_cannot_be_costs_nothing(
    mine: httpx2.AsyncClient, body: dict[str, Any], field: str
) -> None:
    answer = await mine.post("/api/generate/image", json=body)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == field
    assert (await mine.get("/api/user/credits")).json()["available"] == 80
    assert (await mine.get("/api/generations")).json() == {"items": [], "next_cursor": None}


async def test_malformed_json_is_told_as_such(mine: httpx2.AsyncClient) -> None:
    headers = {"content-type": "application/json"}
    for content in (b"{", b"", b"\xff\xfe", b"[1, 2]"):
        answer = await mine.post("/api/generate/image", content=content, headers=headers)
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"
        assert "Traceback" not in answer.text


async def test_fifty_at_once_are_accepted_sixteen_times(mine: httpx2.AsyncClient) -> None:
    async def one() -> int:
        return (await mine.post("/api/generate/image", json={"prompt": "on the beach"})).status_code

    codes = await asyncio.gather(*(one() for _ in range(50)))
    assert (codes.count(202), codes.count(402)) == (16, 34)
    answer = await mine.post("/api/generate/image", json={"prompt": "on the beach"})
    assert (answer.json()["required"], answer.json()["available"]) == (5, 0)


async def test_too_many_calls_have_to_wait(mine: httpx2.AsyncClient) -> None:
    codes = [(await mine.post("/api/generate/image", json={})).status_code for _ in range(3)]
    assert codes == [400] * 3
    answers = [await mine.post("/api/generate/image", json={"prompt": "x", "count": 4}) for _ in range(121)]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) >= 1


async def test_the_same_key_and_body_give_the_same_answer(
    mine: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    headers = {"idempotency-key": "k-1"}
    body = {"prompt": "on the beach"}
    twins = await asyncio.gather(
        *(mine.post("/api/generate/image", json=body, headers=headers) for _ in range(5))
    )
    assert [twin.status_code for twin in twins] == [202] * 5
    assert all(twin.json() == twins[0].json() for twin in twins)
    await queue.run()
    later = await mine.post("/api/generate/image", json=body, headers=headers)
    assert later.json() == twins[0].json()
    assert (await mine.get("/api/user/credits")).json()["available"] == 75
    other = await mine.post("/api/generate/image", json={"prompt": "a cafe"}, headers=headers)
    assert other.status_code == 409


async def test_a_refused_request_leaves_its_key_free(mine: httpx2.AsyncClient) -> None:
    headers = {"idempotency-key": "k-2"}
    missing = {"prompt": "x", "character_id": "0198c0de-0000-7000-8000-000000000000"}
    assert (await mine.post("/api/generate/image", json=missing, headers=headers)).status_code == 404
    assert (await mine.post("/api/generate/image", json={"prompt": "x"}, headers=headers)).status_code == 202


async def test_cancel_gives_back_and_happens_once(mine: httpx2.AsyncClient) -> None:
    own = await start(mine, count=2)
    ended = await mine.post(f"/api/generations/{own['id']}/cancel")
    assert (ended.status_code, ended.json()["status"]) == (200, "canceled")
    assert (await mine.get("/api/user/credits")).json()["available"] == 80
    assert (await mine.post(f"/api/generations/{own['id']}/cancel")).status_code == 409


async def test_pages_of_the_list(mine: httpx2.AsyncClient) -> None:
    made = [(await start(mine, prompt=f"number {number}"))["id"] for number in range(5)]
    first = (await mine.get("/api/generations?limit=3")).json()
    rest = (await mine.get("/api/generations", params={"limit": 3, "cursor": first["next_cursor"]})).json()
    assert [item["id"] for item in first["items"] + rest["items"]] == made[::-1]
    assert rest["next_cursor"] is None
    for query in ("limit=0", "limit=101", "cursor=junk", "status=lost", "type=song", "from=yesterday"):
        assert (await mine.get(f"/api/generations?{query}")).status_code == 400


async def test_characters_from_the_first_to_the_last(
    mine: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    made = await mine.post("/api/characters", json=CHARACTER)
    assert made.status_code == 201
    own = made.json()["id"]
    await queue.run()
    found = (await mine.get(f"/api/characters/{own}")).json()
    assert (await mine.get(found["portrait_url"])).status_code == 200
    assert (await start(mine, character_id=own, count=2))["credits_reserved"] == 16
    changed = await mine.patch(f"/api/characters/{own}", json={"name": "Mia"})
    assert changed.json()["name"] == "Mia"
    assert (await mine.patch(f"/api/characters/{own}", json={"age": 17})).status_code == 400
    assert (await mine.get("/api/characters")).json()["items"][0]["name"] == "Mia"
    assert (await mine.delete(f"/api/characters/{own}")).status_code == 204
    assert (await mine.get(f"/api/characters/{own}")).status_code == 404


@pytest.mark.parametrize(
    "change", [{"age": 17}, {"age": 12}, {"name": ""}, {"gender": "robot"}, {"style": "oil"}]
)
async def test_a_character_that_cannot_be(mine: httpx2.AsyncClient, change: dict[str, Any]) -> None:
    answer = await mine.post("/api/characters", json={**CHARACTER, **change})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == next(iter(change))


async def test_prices_and_what_the_plan_allows(mine: httpx2.AsyncClient) -> None:
    found = (await mine.get("/api/generate/prices")).json()
    assert {price["kind"]: price["credits"] for price in found["prices"]} == {
        "image": 5,
        "character_image": 8,
        "video": 20,
        "avatar": 15,
    }
    assert (found["plan"]["daily_credits"], found["plan"]["watermark"]) == (80, True)
