"""Builds adapters from settings; the only importer of integrations.

Call ``open_runtime`` once a process, after any fork and inside the loop that will use it.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from redis.asyncio import Redis

from influencer_app.db.base import now
from influencer_app.db.engine import make_engine
from influencer_app.db.transaction import Database, install
from influencer_app.domain.accounts.ports import PasswordPort, RateLimitPort, SessionCache
from influencer_app.domain.billing.queries import PlanAllowance
from influencer_app.domain.characters.ports import FacePreviewPort, PortraitPort
from influencer_app.domain.credits.ports import AllowancePort
from influencer_app.domain.files.ports import BlobStore
from influencer_app.domain.generation.ports.engine import (
    EngineConfig,
    FinisherPort,
    Limits,
    LocalEngine,
    PromptPort,
    ProviderLimiter,
)
from influencer_app.domain.generation.ports.provider import DownloadPort, ProviderPort, WebhookProbe
from influencer_app.domain.generation.ports.speech import SpeechPort, Voice
from influencer_app.domain.generation.requests.portraits import Portraits
from influencer_app.domain.safety.ports import ModerationPort
from influencer_app.domain.uploads.ports import UploadDecoder
from influencer_app.integrations.engine.preview import SketchPreviews
from influencer_app.integrations.engine.sketch import SketchEngine
from influencer_app.integrations.finishing.finisher import MediaFinisher
from influencer_app.integrations.finishing.signing import open_signer
from influencer_app.integrations.jobs.celery import CeleryJobs
from influencer_app.integrations.limits.provider_limiter import RedisProviderLimiter
from influencer_app.integrations.limits.redis import RedisLimits
from influencer_app.integrations.live.redis import RedisEvents
from influencer_app.integrations.passwords.bcrypt import BcryptPasswords
from influencer_app.integrations.prompts.rules import RulePrompts
from influencer_app.integrations.replicate.webhook_probe import RedisWebhookProbe
from influencer_app.integrations.sessions.redis import RedisSessions
from influencer_app.integrations.speech import select_speech
from influencer_app.integrations.speech.replicate import ReplicateSpeech
from influencer_app.integrations.storage import open_store
from influencer_app.integrations.uploads.decoder import MediaUploadDecoder
from influencer_app.settings import Settings
from influencer_app.sketch import TRAITS as SKETCH_TRAITS
from influencer_app.sketch.palette import EYES, HAIR, SKIN

if TYPE_CHECKING:
    from influencer_app.integrations.openai.factory import OpenAIAdapters
    from influencer_app.integrations.replicate.factory import ReplicateAdapters

TRAITS: Mapping[str, tuple[str, ...]] = SKETCH_TRAITS
"""The words for each trait that the offline engine knows, for forms."""

SHADES: Mapping[str, Mapping[str, str]] = {"skin_tone": SKIN, "hair_color": HAIR, "eye_color": EYES}
"""The colours (hex) that the words of some traits stand for."""


@dataclass(frozen=True, slots=True)
class Runtime:
    """Everything a process of ours works with."""

    settings: Settings
    database: Database
    redis: Redis
    events: RedisEvents
    jobs: CeleryJobs
    passwords: PasswordPort
    sessions: SessionCache
    limits: RateLimitPort
    blobs: BlobStore
    engine: LocalEngine
    previews: FacePreviewPort
    prompts: PromptPort
    moderation: ModerationPort | None
    speech: SpeechPort | None
    openai: "OpenAIAdapters | None"
    finisher: FinisherPort
    engines: EngineConfig
    limiter: ProviderLimiter
    provider: ProviderPort | None = None
    downloader: DownloadPort | None = None
    upload_decoder: UploadDecoder = field(default_factory=MediaUploadDecoder)
    webhook_probe: WebhookProbe | None = None
    webhook_secrets: tuple[str, ...] = ()

    @property
    def voices(self) -> tuple[Voice, ...]:
        """The voices that talking videos can have here; the first is the default."""
        return self.speech.voices() if self.speech else self.engine.voices


class _Current:
    runtime: Runtime | None = None


async def open_runtime(settings: Settings, role: str = "tool") -> Runtime:
    """Make all adapters, and this process's database known. Nothing is connected before its first use.

    ``role`` (web, worker) tells the processes apart in the metrics.
    """
    redis = Redis.from_url(settings.redis_url, socket_connect_timeout=3, health_check_interval=30)
    jobs = CeleryJobs(settings.redis_url)
    events = RedisEvents(redis)
    openai = _with_openai(settings, redis)
    away = _with_replicate(settings) if settings.uses_provider else None
    provider, downloader = (away.provider, away.downloader) if away else (None, None)
    engine = SketchEngine()
    finisher = MediaFinisher(settings.product_name, lambda: open_signer(settings))
    if role == "worker":
        await asyncio.to_thread(lambda: finisher.signer)  # now, and not when something is to be finished
    speech = select_speech(settings, _voices(settings, openai, provider, downloader), now().date())
    engines = EngineConfig(
        engine=provider.name if provider else engine.name,
        model=engine.model,
        source_type=engine.source_type,
        local_engine=engine.name,
        kinds=engine.kinds,
        clip_seconds=engine.clip_seconds,
        clip_fps=engine.clip_fps,
        voices=() if speech or provider else engine.voices,
        limits=Limits(
            deadline_seconds=settings.generation_deadline_seconds,
            provider_seconds=settings.provider_deadline_seconds,
            lease_seconds=settings.lease_seconds,
            attempts_max=settings.generation_attempts_max,
            running_max=(settings.provider_generations_max if provider else settings.running_generations_max),
            portraits_per_day=settings.portraits_per_day,
        ),
    )
    database = Database(
        make_engine(settings.database_url, settings.database_pool_size, role),
        jobs=jobs,
        events=events,
        ports={
            AllowancePort: PlanAllowance(),
            PortraitPort: Portraits(),
            EngineConfig: engines,
        },
    )
    made = Runtime(
        settings=settings,
        database=database,
        redis=redis,
        events=events,
        jobs=jobs,
        passwords=BcryptPasswords(settings.bcrypt_rounds),
        sessions=RedisSessions(redis),
        limits=RedisLimits(redis),
        blobs=open_store(settings),
        engine=engine,
        previews=SketchPreviews(),
        prompts=openai.prompts if openai else RulePrompts(),
        moderation=openai.moderation if openai else None,
        speech=speech,
        openai=openai,
        finisher=finisher,
        engines=engines,
        limiter=RedisProviderLimiter(redis, settings.provider_creates_per_minute),
        provider=provider,
        downloader=downloader,
        webhook_probe=RedisWebhookProbe(redis, away.webhook_url) if away and away.webhook_url else None,
        webhook_secrets=away.webhook_secrets if away else (),
    )
    install(database)
    _Current.runtime = made
    return made


async def close_runtime() -> None:
    """Close what is open; nothing happens when nothing is."""
    made, _Current.runtime = _Current.runtime, None
    install(None)
    if made is not None:
        await made.database.close()
        if made.provider is not None and made.downloader is not None:
            await made.provider.aclose()
            await made.downloader.aclose()
        if made.openai is not None:
            await made.openai.client.close()
        await made.redis.aclose()
        made.jobs.close()


def runtime() -> Runtime:
    """This process's runtime; an error before ``open_runtime``."""
    if _Current.runtime is None:
        raise RuntimeError("The runtime is used before it was opened.")
    return _Current.runtime


def _with_openai(settings: Settings, redis: Redis) -> "OpenAIAdapters | None":
    if not settings.openai_api_key.get_secret_value():
        return None
    from influencer_app.integrations.openai.factory import (  # noqa: PLC0415 - its package takes a second
        build_adapters,
    )

    return build_adapters(settings, redis)


def _with_replicate(settings: Settings) -> "ReplicateAdapters":
    from influencer_app.integrations.replicate.factory import (  # noqa: PLC0415 - its package takes a second
        build_adapters,
    )

    return build_adapters(settings)


def _voices(
    settings: Settings,
    openai: "OpenAIAdapters | None",
    provider: ProviderPort | None,
    downloader: DownloadPort | None,
) -> dict[str, SpeechPort]:
    """Who could speak here, by provider."""
    found: dict[str, SpeechPort] = {}
    if openai is not None:
        found["openai"] = openai.speech
    if provider is not None and downloader is not None:
        found["replicate"] = ReplicateSpeech(provider, downloader, settings.replicate_speech_model)
    return found
