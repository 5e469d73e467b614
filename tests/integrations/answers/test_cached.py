"""Tests of the cache for what models answer."""

from dataclasses import dataclass, field
from uuid import UUID

import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs

from influencer_app.db.base import new_id
from influencer_app.domain.answers import Question
from influencer_app.domain.generation.ports.prompts import Enhanced
from influencer_app.domain.generation.ports.speech import SpeechAudio, Voice
from influencer_app.domain.safety.ports import Verdict
from influencer_app.errors import Unavailable
from influencer_app.integrations.answers import redis as redis_answers
from influencer_app.integrations.answers.cached import CachedModeration, CachedPrompts, CachedSpeech
from influencer_app.integrations.answers.redis import BYTES_MAX, TTL_SECONDS, RedisAnswers
from influencer_app.wiring import Runtime

OURS, THEIRS = new_id(), new_id()


@dataclass
class Model:
    """All three ports; counts what it is asked, and fails while ``down``."""

    identity: str = "vendor/model"
    name: str = "vendor"
    down: bool = False
    asked: list[str] = field(default_factory=list)

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        if self.down:
            raise Unavailable("It is down.")

    async def enhance(self, prompt: str, style: str) -> Enhanced:
        self.asked.append(prompt)
        if self.down:
            return Enhanced(prompt, "", note="It is down.")
        return Enhanced(f"{prompt}, {style} light", f"{style} light")

    async def check_text(self, text: str) -> Verdict:
        self.asked.append(text)
        if self.down:
            return Verdict(False, note="It is down.")
        return Verdict("kill" in text, ("violence",) if "kill" in text else ())

    async def check_picture(self, data: bytes, content_type: str) -> Verdict:
        self._ask(content_type)
        return Verdict(True, ("sexual",))

    async def synthesize(self, script: str, voice: str) -> SpeechAudio:
        self._ask(script)
        return SpeechAudio(b"RIFF\n\x00" + script.encode(), 1.5, f"{voice} speaks.")

    def voices(self) -> tuple[Voice, ...]:
        return ()


@pytest.fixture
def model() -> Model:
    return Model()


@pytest.fixture
def answers(app: Runtime) -> RedisAnswers:
    return RedisAnswers(app.redis)


async def test_a_prompt_is_enhanced_once_a_day(model: Model, answers: RedisAnswers, app: Runtime) -> None:
    prompts = CachedPrompts(model, answers, OURS)
    first = await prompts.enhance("a beach", "anime")
    assert await prompts.enhance("a beach", "anime") == first
    assert len(model.asked) == 1
    (key,) = [key async for key in app.redis.scan_iter("answer:*")]
    assert str(OURS) in key.decode()
    assert b"beach" not in key
    assert TTL_SECONDS - 5 <= await app.redis.ttl(key) <= TTL_SECONDS
    await prompts.enhance("a beach", "editorial")
    await prompts.enhance("a lake", "anime")
    await CachedPrompts(model, answers, THEIRS).enhance("a beach", "anime")
    await CachedPrompts(Model("vendor/other"), answers, OURS).enhance("a beach", "anime")
    assert len(model.asked) == 4


async def test_verdicts_are_kept(model: Model, answers: RedisAnswers) -> None:
    moderation = CachedModeration(model, answers, OURS)
    for _ in range(2):
        assert await moderation.check_text("they kill") == Verdict(True, ("violence",))
        assert await moderation.check_text("a calm sea") == Verdict(False)
        assert await moderation.check_picture(b"pixels", "image/webp") == Verdict(True, ("sexual",))
    assert model.asked == ["they kill", "a calm sea", "image/webp"]
    await moderation.check_picture(b"other pixels", "image/webp")
    assert len(model.asked) == 4


async def test_speech_is_kept_by_voice(model: Model, answers: RedisAnswers) -> None:
    speech = CachedSpeech(model, answers, OURS)
    first = await speech.synthesize("Hello", "coral")
    assert await speech.synthesize("Hello", "coral") == first
    assert len(model.asked) == 1
    await speech.synthesize("Hello", "ash")
    assert len(model.asked) == 2


async def test_only_answers_are_kept(model: Model, answers: RedisAnswers) -> None:
    model.down = True
    prompts = CachedPrompts(model, answers, OURS)
    moderation, speech = CachedModeration(model, answers, OURS), CachedSpeech(model, answers, OURS)
    assert (await prompts.enhance("a beach", "anime")).note
    assert (await moderation.check_text("they kill")).note
    with pytest.raises(Unavailable):
        await speech.synthesize("Hello", "coral")
    with pytest.raises(Unavailable):
        await moderation.check_picture(b"", "image/webp")
    model.down = False
    assert (await prompts.enhance("a beach", "anime")).note is None
    assert (await moderation.check_text("they kill")).flagged
    assert (await speech.synthesize("Hello", "coral")).seconds == 1.5


async def test_the_oldest_make_room(
    answers: RedisAnswers, app: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(BYTES_MAX, "speech", 8_000)
    asked = [Question.of(OURS, "speech", str(number)) for number in range(12)]
    for question in (*asked, asked[-1]):
        await answers.put(question, b"x" * 1_000)
    kept = [await answers.get(question) is not None for question in asked]
    assert kept == [False] * 4 + [True] * 8
    assert await app.redis.get("answers:speech:bytes") == b"8000"
    await answers.put(large := Question.of(OURS, "speech", "large"), b"x" * 1_001)
    assert await answers.get(large) is None


async def test_what_has_expired_takes_no_room(
    answers: RedisAnswers, app: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    await answers.put(Question.of(OURS, "prompt", "old"), b"x" * 100)
    ((old, _),) = await app.redis.zrange("answers:prompt", 0, -1, withscores=True)
    await app.redis.zadd("answers:prompt", {old: 1.0})
    await answers.put(Question.of(OURS, "prompt", "new"), b"x" * 10)
    assert await app.redis.get("answers:prompt:bytes") == b"10"


async def test_without_redis_each_question_is_asked(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    prompts = CachedPrompts(model, RedisAnswers(Redis(host="127.0.0.1", port=1)), OURS)
    with capture_logs() as logs:
        assert (await prompts.enhance("a beach", "anime")).added
    assert {line["event"] for line in logs} == {"answer_cache_unavailable"}
    assert redis_answers.TIMEOUT_SECONDS <= 1


@pytest.mark.parametrize("workspace_id", [OURS, None])
async def test_what_is_computed_here_is_not_kept(app: Runtime, workspace_id: UUID | None) -> None:
    models = app.models_for(workspace_id)
    assert models.prompts is app.prompts
    assert (models.moderation, models.speech) == (None, None)
