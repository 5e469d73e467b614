"""A face while its traits are chosen."""

import asyncio
import io
from typing import Any

import httpx2
import pytest
from PIL import Image

from influencer_app.api.routes.characters import PREVIEWS_PER_MINUTE
from influencer_app.domain.characters.schemas import Appearance
from influencer_app.errors import RateLimited
from influencer_app.integrations.engine.preview import WAITING_MAX, SketchPreviews
from influencer_app.wiring import Runtime

PATH = "/api/characters/preview"
KEY = "0198c0de-0000-7000-8000-000000000007"
TRAITS = {"key": KEY, "age": "28", "gender": "female", "hair_style": "short", "skin_tone": "deep"}


async def test_the_same_traits_are_the_same_face_for_everybody(
    mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient
) -> None:
    first = await mine.get(PATH, params=TRAITS)
    assert (first.status_code, first.headers["content-type"]) == (200, "image/webp")
    assert first.headers["cache-control"] == "private, max-age=86400"
    with Image.open(io.BytesIO(first.content)) as picture:
        assert picture.size == (192, 240)
    assert (await theirs.get(PATH, params=TRAITS)).content == first.content
    for change in ({"skin_tone": "fair"}, {"key": KEY[:-1] + "8"}, {"style": "neon"}):
        assert (await mine.get(PATH, params={**TRAITS, **change})).content != first.content


async def test_nobody_is_drawn_for_nobody(anonymous: httpx2.AsyncClient) -> None:
    assert (await anonymous.get(PATH, params=TRAITS)).status_code == 401


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"age": "17"}, "age"),
        ({"age": "101"}, "age"),
        ({"age": ""}, "age"),
        ({"key": "me"}, "key"),
        ({"gender": "robot"}, "gender"),
        ({"style": "oil"}, "style"),
        ({"hair_style": "x" * 61}, "hair_style"),
        ({"body_type": "a child"}, "body_type"),
        ({"persona": "calm"}, "persona"),
    ],
)
async def test_traits_that_cannot_be(mine: httpx2.AsyncClient, change: dict[str, Any], field: str) -> None:
    answer = await mine.get(PATH, params={**TRAITS, **change})
    assert answer.status_code == 400
    assert [one["field"] for one in answer.json()["errors"]] == [field]


async def test_so_many_a_minute(mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient, app: Runtime) -> None:
    person = (await mine.get("/api/user")).json()["id"]
    for _ in range(PREVIEWS_PER_MINUTE):
        await app.limits.hit("preview", person, PREVIEWS_PER_MINUTE, 60)
    refused = await mine.get(PATH, params=TRAITS)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 60
    assert (await theirs.get(PATH, params=TRAITS)).status_code == 200


async def test_one_is_drawn_at_a_time_and_few_wait() -> None:
    previews = SketchPreviews()
    appearance = Appearance(key=KEY, age=28, gender="female", hair_style="short")
    asked = [asyncio.create_task(previews.render(appearance, "realistic")) for _ in range(WAITING_MAX)]
    await asyncio.sleep(0)
    with pytest.raises(RateLimited):
        await previews.render(appearance, "realistic")
    assert len(set(await asyncio.gather(*asked))) == 1
    assert await previews.render(appearance, "realistic")


async def test_the_preview_is_in_the_reference(anonymous: httpx2.AsyncClient) -> None:
    schema = (await anonymous.get("/api/openapi.json")).json()["paths"][PATH]["get"]
    assert "image/webp" in schema["responses"]["200"]["content"]
    asked = {one["name"] for one in schema["parameters"]}
    assert {*TRAITS, "style", "eye_color", "body_type"} <= asked
