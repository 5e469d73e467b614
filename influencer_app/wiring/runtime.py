"""Opens and closes what a process works with, and gives the edges access to it."""

from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from redis.asyncio import Redis

from influencer_app.db.engine import StatementLimits, make_engine
from influencer_app.db.ports import Ports
from influencer_app.db.transaction import Database, install
from influencer_app.domain.accounts.ports import PasswordPort, RateLimitPort
from influencer_app.domain.answers import AnswerCache
from influencer_app.domain.billing.ports import PaymentPort
from influencer_app.domain.characters.ports import FacePreviewPort
from influencer_app.domain.files.ports import BlobStore
from influencer_app.domain.generation.ports.engine import EngineConfig, LocalEngine
from influencer_app.domain.generation.ports.finisher import FinisherPort
from influencer_app.domain.generation.ports.limiter import ProviderLimiter
from influencer_app.domain.generation.ports.prompts import PromptPort
from influencer_app.domain.generation.ports.speech import SpeechPort, Voice
from influencer_app.domain.mail.ports import MailRenderer, MailSender
from influencer_app.domain.safety.ports import ModerationPort
from influencer_app.domain.uploads.ports import UploadDecoder
from influencer_app.domain.workspaces.ports import SessionCache
from influencer_app.integrations.jobs.celery import CeleryJobs
from influencer_app.integrations.live.redis import RedisEvents
from influencer_app.settings import Settings
from influencer_app.wiring.accounts import bind_accounts, bind_places
from influencer_app.wiring.answers import WorkspaceModels, bind_answers, models_for
from influencer_app.wiring.bindings import Bindings
from influencer_app.wiring.engines import bind_engines, bind_finisher
from influencer_app.wiring.files import bind_files
from influencer_app.wiring.identity_providers import bind_identity_providers
from influencer_app.wiring.mail import bind_mail
from influencer_app.wiring.openai import bind_prompts_and_moderation, open_openai
from influencer_app.wiring.payments import bind_payments
from influencer_app.wiring.providers import REPLICATE, ProviderAdapters, bind_limiter, open_providers
from influencer_app.wiring.redis import open_redis
from influencer_app.wiring.speech import bind_speech
from influencer_app.wiring.webhooks import bind_webhooks

PortT = TypeVar("PortT")


@dataclass(frozen=True, slots=True)
class Runtime:
    """What a process works with. ``providers`` are by name; all other adapters are in ``ports``.

    The properties read ``ports``, like ``db.outbox.port`` in the domain, so there is one registry. Those
    that may be ``None`` depend on keys that an installation need not have.
    """

    settings: Settings
    redis: Redis
    jobs: CeleryJobs
    events: RedisEvents
    database: Database
    ports: Ports
    providers: Mapping[str, ProviderAdapters]
    resources: AsyncExitStack = field(repr=False)

    def port(self, kind: type[PortT]) -> PortT:
        """The adapter of a port. Raises ``KeyError`` when none is wired."""
        return self.ports[kind]

    @property
    def passwords(self) -> PasswordPort:
        return self.ports[PasswordPort]

    @property
    def sessions(self) -> SessionCache:
        return self.ports[SessionCache]

    @property
    def limits(self) -> RateLimitPort:
        return self.ports[RateLimitPort]

    @property
    def blobs(self) -> BlobStore:
        return self.ports[BlobStore]

    @property
    def mail_renderer(self) -> MailRenderer:
        return self.ports[MailRenderer]

    @property
    def mail_sender(self) -> MailSender:
        return self.ports[MailSender]

    @property
    def upload_decoder(self) -> UploadDecoder:
        return self.ports[UploadDecoder]

    @property
    def previews(self) -> FacePreviewPort:
        return self.ports[FacePreviewPort]

    @property
    def prompts(self) -> PromptPort:
        return self.ports[PromptPort]

    @property
    def moderation(self) -> ModerationPort | None:
        return self.ports.find(ModerationPort)

    @property
    def payments(self) -> PaymentPort | None:
        return self.ports.find(PaymentPort)

    @property
    def speech(self) -> SpeechPort | None:
        return self.ports.find(SpeechPort)

    @property
    def answers(self) -> AnswerCache:
        return self.ports[AnswerCache]

    def models_for(self, workspace_id: UUID | None) -> WorkspaceModels:
        """Prompts, moderation and speech for a workspace, with its answers of the last day kept."""
        return models_for(self.ports, workspace_id)

    @property
    def finisher(self) -> FinisherPort:
        return self.ports[FinisherPort]

    @property
    def limiter(self) -> ProviderLimiter:
        return self.ports[ProviderLimiter]

    @property
    def engine_config(self) -> EngineConfig:
        return self.ports[EngineConfig]

    @property
    def engines(self) -> Mapping[str, LocalEngine]:
        """The engines that run on this machine, by name."""
        return self.engine_config.local_engines

    @property
    def voices(self) -> tuple[Voice, ...]:
        """The voices that talking videos can have here; the first is the default."""
        if self.speech:
            return self.speech.voices()
        return tuple(voice for engine in self.engines.values() for voice in engine.voices)


class _Current:
    runtime: Runtime | None = None


async def open_runtime(settings: Settings, role: str = "tool") -> Runtime:
    """Build all adapters and install this process's database. Nothing is connected before its first use.

    ``role`` (web, worker) distinguishes the processes in the metrics. When a step fails, everything that was
    opened before it is closed again. Raises ``NotConfigured`` for settings that an adapter refuses.
    """
    async with AsyncExitStack() as resources:
        jobs = CeleryJobs(settings.redis_url)
        resources.callback(jobs.close)
        redis = open_redis(settings.redis_url)
        resources.push_async_callback(redis.aclose)
        listener = open_redis(settings.redis_url, answer_seconds=None)
        resources.push_async_callback(listener.aclose)
        events = RedisEvents(redis, listener)
        bindings = Bindings()
        openai = open_openai(settings, resources)
        providers = open_providers(settings, redis, resources)
        await bind_finisher(bindings, settings, is_worker=role == "worker")
        speaker = providers.get(REPLICATE) if settings.uses_provider else None
        has_speech = bind_speech(bindings, settings, openai, speaker)
        bind_engines(bindings, settings, providers, has_speech=has_speech)
        bind_limiter(bindings, settings, redis)
        bind_prompts_and_moderation(bindings, openai)
        bind_answers(bindings, redis)
        bind_accounts(bindings, settings, redis)
        bind_places(bindings, settings, resources)
        bind_identity_providers(bindings, settings, redis)
        bind_files(bindings, settings)
        bind_mail(bindings, settings)
        bind_payments(bindings, settings, resources)
        bind_webhooks(bindings, settings, resources)
        ports = bindings.ports()
        limits = statement_limits(settings, role)
        engine = make_engine(
            settings.database_url,
            settings.database_pool_size,
            role,
            limits,
            prepared=settings.database_prepared_statements,
        )
        stall = settings.database_stall_seconds if role == "web" else None
        database = Database(engine, jobs=jobs, events=events, ports=ports, stall_seconds=stall)
        resources.push_async_callback(database.close)
        opened = Runtime(settings, redis, jobs, events, database, ports, providers, resources.pop_all())
    install(database)
    _Current.runtime = opened
    return opened


def statement_limits(settings: Settings, role: str) -> StatementLimits | None:
    """How long statements may take: short for pages, longer for workers, without an end for tools."""
    seconds = {"web": settings.web_statement_seconds, "worker": settings.worker_statement_seconds}.get(
        role, 0
    )
    return StatementLimits(statement=seconds, lock=seconds / 2) if seconds else None


async def close_runtime() -> None:
    """Close everything in reverse order of opening; does nothing when nothing is open."""
    opened, _Current.runtime = _Current.runtime, None
    install(None)
    if opened is not None:
        await opened.resources.aclose()


def runtime() -> Runtime:
    """This process's runtime. Raises ``RuntimeError`` before ``open_runtime``."""
    if _Current.runtime is None:
        raise RuntimeError("The runtime is used before it was opened.")
    return _Current.runtime
