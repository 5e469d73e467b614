"""The contract's small print: paths, methods, types, NUL, origins, caching and the schema itself."""

import re
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from influencer_app.wiring import Runtime
from tests.api.conftest import CHARACTER, PASSWORD
from tests.api.test_access import ASKED, ask, rows_of_mine
from tests.fake_engine import FakeEngine, FakeQueue
from tests.runtime import substitute

AN_ID = "0198c0de-0000-7000-8000-000000000000"
IMAGE, CHARACTERS = "POST /api/generate/image", "POST /api/characters"


@pytest.mark.parametrize(
    ("request_line", "status", "allow"),
    [
        ("PATCH /api/characters/%0A", 404, None),
        ("PATCH /api/characters/not-an-id", 404, None),
        (f"PATCH /api/characters/{AN_ID}%0A", 404, None),
        (f"GET /api/characters/{AN_ID.replace('-', '')}", 404, None),
        ("GET /api/nothing%0A", 404, None),
        ("GET /api/user/", 404, None),
        ("PATCH /api/characters/preview", 405, "GET"),
        ("DELETE /api/characters/preview", 405, "GET"),
        (f"PUT /api/characters/{AN_ID}", 405, "GET, PATCH, DELETE"),
        ("PUT /api/user", 405, "GET, PATCH, DELETE"),
        ("PATCH /api/user/sessions", 405, "GET, DELETE"),
        (f"POST /api/media/{AN_ID}/thumb", 405, "GET, HEAD"),
        ("POST /metrics", 405, "GET"),
        ("DELETE /api/openapi.json", 405, "GET, HEAD"),
        ("TRACE /api/ready", 405, "GET"),
        ("OPTIONS /api/auth/signin", 405, "POST"),
    ],
)
async def test_unknown_paths_and_methods(
    anonymous: httpx2.AsyncClient, request_line: str, status: int, allow: str | None
) -> None:
    method, path = request_line.split(" ")
    answer = await anonymous.request(method, path)
    assert (answer.status_code, answer.headers.get("allow")) == (status, allow)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status


async def test_every_path_answers_each_method_that_it_does_not_have(
    api: FastAPI, anonymous: httpx2.AsyncClient
) -> None:
    methods: dict[str, set[str]] = {}
    for asked in ASKED:
        method, path = asked.request.split(" ")
        methods.setdefault(path, set()).add(method)
    for path, known in methods.items():
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - known:
            there = re.sub(r"{\w+_id}", AN_ID, path.replace("{variant}", "thumb"))
            answer = await anonymous.request(method, there)
            assert answer.status_code == 405, f"{method} {path}"
            assert set(answer.headers["allow"].split(", ")) == known, f"{method} {path}"


@pytest.mark.parametrize(
    "query",
    [
        *("/api/generations?to=0.5", "/api/generations?from=1767225600", "/api/generations?to=2026"),
        *(
            "/api/generations?favourite=1",
            "/api/generations?favourite=yes",
            "/api/generations?favourite=True",
        ),
        *("/api/generations?limit=4.5", "/api/generations?limit=%204", "/api/generations?limit=1_0"),
        *("/api/generations?limit=true", "/api/generations?cursor=AAAA", "/api/generations?limit=%2B4"),
        "/api/generations?cursor=AAAAAAAAAAAAAAAAAAAAAB",
        f"/api/generations?character_id={AN_ID.replace('-', '')}",
        f"/api/generations?character_id=urn:uuid:{AN_ID}",
        *("/api/user/credits/entries?to=0.5", "/api/workspaces?limit=0", "/api/characters?limit=101"),
        f"/api/characters/preview?key={AN_ID}&gender=female&age=28.5",
        f"/api/characters/preview?key={AN_ID}&gender=female&age=true",
        f"/api/characters/preview?key={AN_ID.replace('-', '')}&gender=female&age=28",
    ],
)
async def test_a_query_of_another_type_is_refused(mine: httpx2.AsyncClient, query: str) -> None:
    answer = await mine.get(query)
    assert answer.status_code == 400, query
    assert answer.json()["errors"][0]["field"] in query


@pytest.mark.parametrize(
    "query",
    [
        *("/api/generations?to=2026-01-31", "/api/generations?from=2026-01-31T12:00:00Z"),
        *("/api/generations?from=2026-01-31T12:00:00.5%2B02:00", "/api/generations?to=2026-01-31T12:00:00"),
        *("/api/generations?favourite=true", "/api/generations?favourite=false", "/api/generations?cursor="),
        *(
            "/api/generations?limit=100",
            "/api/generations?limit=4.0",
            f"/api/generations?character_id={AN_ID}",
        ),
        f"/api/characters/preview?key={AN_ID}&gender=female&age=28",
    ],
)
async def test_a_query_in_its_usual_form_is_taken(mine: httpx2.AsyncClient, query: str) -> None:
    assert (await mine.get(query)).status_code == 200, query


@pytest.mark.parametrize(
    ("request_line", "field", "value"),
    [
        *((IMAGE, "count", value) for value in (True, "4", 1.5, None, [1])),
        *((IMAGE, "seed", value) for value in (True, "7", 0.5)),
        *((IMAGE, "enhance_prompt", value) for value in (1, "true", "yes", None)),
        *((IMAGE, "prompt", value) for value in (7, True, None, ["x"])),
        *((IMAGE, "character_id", value) for value in (7, AN_ID.replace("-", ""), f"{{{AN_ID}}}")),
        *(("POST /api/generate/video", "motion", value) for value in (True, "5", 5.5)),
        *(("POST /api/generate/video", "fps", value) for value in (True, "24")),
        *((CHARACTERS, "age", value) for value in (True, "28", 28.5, None)),
        *((CHARACTERS, "name", value) for value in (7, None)),
    ],
)
async def test_a_field_of_another_type_is_refused(
    mine: httpx2.AsyncClient, request_line: str, field: str, value: Any
) -> None:
    method, path = request_line.split(" ")
    body = {"/api/generate/image": {"prompt": "x"}, "/api/characters": CHARACTER}.get(
        path, {"output_id": AN_ID}
    )
    answer = await mine.request(method, path, json={**body, field: value})
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]


async def test_an_integer_may_be_written_as_json_schema_says(mine: httpx2.AsyncClient) -> None:
    answer = await mine.post("/api/generate/image", json={"prompt": "x", "count": 2.0})
    assert (answer.status_code, answer.json()["count"]) == (202, 2)


def texts(value: Any) -> Iterator[dict[str, Any]]:
    """The body once for each of its texts, with a NUL in it."""
    for name, text in value.items():
        if isinstance(text, str):
            yield {**value, name: f"{text}\0"}


NOT_SET_UP = ("/api/auth/google", "/api/auth/openid")
"""Not there without keys, whatever they are asked."""


async def test_nul_in_any_text_breaks_nothing(
    mine: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    places = await rows_of_mine(mine, queue)
    for asked in ASKED:
        method, path = asked.request.split(" ")
        for body in texts(asked.body or {}):
            answer = await mine.request(method, path.format(**places), json=body)
            assert answer.status_code in (400, 401, 409), f"{asked.request} {body}"
        for form in texts(asked.form or {}):
            answer = await mine.request(method, path.format(**places), data=form)
            assert answer.status_code == 303, f"{asked.request} {form}"
    schema = (await mine.get("/api/openapi.json")).json()
    for path, operations in schema["paths"].items():
        for one in operations.get("get", {}).get("parameters", ()):
            if one["in"] == "query":
                answer = await mine.get(path.format(**places), params={one["name"]: "a\0b"})
                refused = (400, 404) if path.startswith(NOT_SET_UP) else (400,)
                assert answer.status_code in refused, f"{path} {one['name']}"
    assert (await mine.get(f"/api/characters/{AN_ID}%00")).status_code == 404


@pytest.mark.parametrize(
    ("public_url", "host", "origin", "status"),
    [
        ("https://muse.example", "muse.example", "https://muse.example", 401),
        ("https://muse.example", "muse.example", "http://muse.example", 403),
        ("https://muse.example", "inner:3000", "https://muse.example", 401),
        ("https://muse.example", "inner:3000", "http://inner:3000", 403),
        ("https://muse.example", "localhost:3000", "http://localhost:3000", 401),
        ("https://muse.example", "muse.example", "https://muse.example:8443", 403),
        ("http://muse.example", "muse.example", "https://muse.example", 403),
        ("", "muse.example", "https://muse.example", 401),
        ("", "192.0.2.7:3000", "http://192.0.2.7:3000", 401),
        ("", "muse.example", "http://other.example", 403),
        ("", "muse.example", "null", 403),
        ("", "muse.example", "https://[", 403),
    ],
)
async def test_the_scheme_of_an_origin_counts(
    anonymous: httpx2.AsyncClient,
    app: Runtime,
    monkeypatch: pytest.MonkeyPatch,
    public_url: str,
    host: str,
    origin: str,
    status: int,
) -> None:
    substitute(monkeypatch, settings=app.settings.model_copy(update={"public_url": public_url}))
    headers = {"host": host, "origin": origin}
    body = {"email": "nobody@example.com", "password": PASSWORD}
    answer = await anonymous.post("/api/auth/signin", json=body, headers=headers)
    assert answer.status_code == status


async def test_every_answer_says_how_long_it_may_be_kept(
    mine: httpx2.AsyncClient, anonymous: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    places = await rows_of_mine(mine, queue)
    for asked in ASKED:
        for client in (anonymous, mine):
            answer = await ask(client, asked, places)
            kept = answer.headers["cache-control"]
            if answer.headers.get("content-type", "").endswith("json"):
                assert kept == "no-store", asked.request
    for path in ("/api/openapi.json", "/api/nothing"):
        assert (await anonymous.get(path)).headers["cache-control"] == "no-store"


def test_the_schema_says_what_is_taken(api: FastAPI) -> None:
    schema = api.openapi()
    models = schema["components"]["schemas"]
    listed = {one["name"]: one for one in schema["paths"]["/api/generations"]["get"]["parameters"]}
    assert listed["cursor"]["schema"]["pattern"] == "^([A-Za-z0-9_-]{21}[AQgw])?$"
    assert (listed["limit"]["schema"]["minimum"], listed["limit"]["schema"]["maximum"]) == (1, 100)
    assert listed["X-Workspace"]["schema"] | {"title": ""} == {
        "type": "string",
        "format": "uuid",
        "title": "",
        "description": "The id of the workspace to work in; without it your personal one.",
    }
    started = {one["name"]: one for one in schema["paths"]["/api/generate/image"]["post"]["parameters"]}
    assert started["Idempotency-Key"]["schema"]["maxLength"] == 255
    for name in ("NewCharacter", "CharacterChange"):
        age = models[name]["properties"]["age"]
        age = age["anyOf"][0] if "anyOf" in age else age
        assert (age["minimum"], age["maximum"]) == (18, 100)
    signed_up = models["NewPerson"]["properties"]
    assert (signed_up["password"]["minLength"], signed_up["password"]["maxLength"]) == (10, 200)
    assert "@" in signed_up["email"]["pattern"]
    assert len(models["NewAvatar"]["allOf"]) == 2


def test_the_schema_says_what_is_answered(api: FastAPI) -> None:
    paths = api.openapi()["paths"]
    for kind in ("image", "video", "avatar"):
        found = set(paths[f"/api/generate/{kind}"]["post"]["responses"])
        assert found == {"202", "400", "401", "402", "403", "404", "409", "413", "429", "503"}
    assert set(paths["/api/user"]["get"]["responses"]) == {"200", "400", "401", "404", "503"}
    assert "409" in paths["/api/generations/{generation_id}/cancel"]["post"]["responses"]
    everything = [one for operations in paths.values() for one in operations.values()]
    assert not any({"422", "default"} & set(one["responses"]) for one in everything)


@pytest.mark.parametrize(
    ("request_line", "body", "message"),
    [
        (IMAGE, {}, "Prompt is required."),
        (IMAGE, {"prompt": "  "}, "Prompt is required."),
        (IMAGE, {"prompt": "x", "negative_prompt": "x" * 1043}, "at most 1,000 characters"),
        (IMAGE, {"prompt": "x", "seed": -1}, "Seed must be 0 or more."),
        (IMAGE, {"prompt": "x", "count": 9}, "Count must be 4 or less."),
        (IMAGE, {"prompt": "x", "count": "4"}, "Count must be a whole number."),
        (IMAGE, {"prompt": "x", "size": "big"}, "Size is not a known field."),
        (
            IMAGE,
            {"prompt": "x", "aspect_ratio": "5:7"},
            "Aspect ratio must be 1:1, 4:5, 2:3, 3:4, 9:16 or 16:9.",
        ),
        (IMAGE, {"prompt": "a\0b"}, "Prompt can’t contain control characters."),
        (IMAGE, {"prompt": "x", "character_id": "me"}, "Character must be an id."),
        ("POST /api/generate/video", {"output_id": None}, "Picture is required."),
        (CHARACTERS, {**CHARACTER, "age": 17}, "Characters are adults: 18 or older."),
        (CHARACTERS, {**CHARACTER, "age": 101}, "Age must be 100 or less."),
    ],
)
async def test_a_refusal_names_the_field(
    mine: httpx2.AsyncClient, request_line: str, body: dict[str, Any], message: str
) -> None:
    answer = await mine.request(*request_line.split(" "), json=body)
    problem = answer.json()
    assert message in problem["detail"]
    assert problem["errors"][0]["message"] == problem["detail"]
