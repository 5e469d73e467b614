"""Tests of moderation by OpenAI."""

import pytest
from openai import AsyncOpenAI
from structlog.testing import capture_logs

from influencer_app.domain.safety.ports import Verdict
from influencer_app.errors import InvalidInput, Unavailable
from influencer_app.integrations.moderation.openai import SKIPPED_NOTE, OpenAIModeration
from tests.doubles.openai.app import Emulator

MODEL = "omni-moderation-latest"
FAULTS = ("rate_limited", "used_up", "server_error", "not_json", "empty_answer", "cut_off")


@pytest.fixture
def moderation(client: AsyncOpenAI, vendor: Emulator) -> OpenAIModeration:
    return OpenAIModeration(client, MODEL, "allow")


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("a walk by the sea", ()),
        ("they kill somebody", ("violence",)),
        ("gore everywhere", ("violence",)),
        ("lolita", ("sexual", "sexual/minors")),
        ("bully them, then kill", ("harassment", "violence")),
    ],
)
async def test_text_is_moderated(
    moderation: OpenAIModeration, vendor: Emulator, text: str, categories: tuple[str, ...]
) -> None:
    verdict = await moderation.check_text(text)
    assert verdict == Verdict(flagged=bool(categories), categories=categories)
    assert vendor.asked("moderations") == [{"model": MODEL, "input": text}]


@pytest.mark.parametrize("kind", ["image/jpeg", "image/png", "image/webp"])
async def test_picture_is_moderated(moderation: OpenAIModeration, kind: str) -> None:
    assert await moderation.check_picture(b"\xff\xd8 harmless", kind) == Verdict(flagged=False)
    flagged = await moderation.check_picture(b"\xff\xd8 flag:sexual", kind)
    assert flagged == Verdict(flagged=True, categories=("sexual",))


@pytest.mark.parametrize(("kind", "size"), [("image/svg+xml", 10), ("image/jpeg", 20_000_001)])
async def test_unsupported_picture_is_not_sent(
    moderation: OpenAIModeration, vendor: Emulator, kind: str, size: int
) -> None:
    with pytest.raises(InvalidInput):
        await moderation.check_picture(bytes(size), kind)
    assert vendor.calls == []


@pytest.mark.parametrize("kind", FAULTS)
async def test_work_continues_without_moderation_with_a_note(
    moderation: OpenAIModeration, vendor: Emulator, kind: str
) -> None:
    vendor.fault("moderations", kind)
    with capture_logs() as logs:
        verdict = await moderation.check_text("they kill somebody")
    assert verdict == Verdict(flagged=False, note=SKIPPED_NOTE)
    assert [line["event"] for line in logs if line["log_level"] == "warning"] == ["moderation_unavailable"]
    assert "kill" not in str(logs)


@pytest.mark.parametrize("kind", FAULTS)
async def test_operator_can_refuse_work_without_moderation(
    client: AsyncOpenAI, vendor: Emulator, kind: str
) -> None:
    vendor.fault("moderations", kind)
    with pytest.raises(Unavailable, match="cannot be checked right now"):
        await OpenAIModeration(client, MODEL, "refuse").check_text("a walk")
