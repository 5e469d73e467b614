"""Voices can be heard before anything is paid."""

import httpx2

from influencer_app.wiring import runtime


async def test_a_sample_of_a_voice_is_free(mine: httpx2.AsyncClient) -> None:
    for voice in ("en-ava", "DE-jonas", "default"):
        answer = await mine.get(f"/api/voices/{voice}/sample")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "audio/wav")
        assert answer.content.startswith(b"RIFF")
    assert (await mine.get("/api/user/credits")).json()["available"] == 80


async def test_an_unknown_voice_does_not_exist(mine: httpx2.AsyncClient) -> None:
    assert (await mine.get("/api/voices/nobody/sample")).status_code == 404
    assert len(runtime().voices) == 24
