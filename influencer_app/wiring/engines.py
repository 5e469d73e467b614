"""Wires generation on this machine: the engines, face previews, portraits and the finisher."""

import asyncio

from influencer_app.domain.characters.ports import FacePreviewPort, PortraitPort
from influencer_app.domain.generation.ports.engine import EngineConfig, FinisherPort, Limits, LocalEngine
from influencer_app.domain.generation.ports.provider import ProviderPort
from influencer_app.domain.generation.ports.speech import SpeechPort
from influencer_app.domain.generation.requests.portraits import Portraits
from influencer_app.integrations.engine.preview import SketchPreviews
from influencer_app.integrations.engine.sketch import SketchEngine
from influencer_app.integrations.finishing.finisher import MediaFinisher
from influencer_app.integrations.finishing.signing import open_signer
from influencer_app.settings import Settings
from influencer_app.wiring.bindings import Bindings


def bind_engines(bindings: Bindings, settings: Settings) -> None:
    """Bind the local engine and what the domain has to know of it.

    The provider and the speech port have to be bound before.
    """
    engine = SketchEngine()
    bound = bindings.ports()
    provider, speech = bound.find(ProviderPort), bound.find(SpeechPort)
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
    bindings.bind(LocalEngine).to(engine)
    bindings.bind(EngineConfig).to(engines)
    bindings.bind(FacePreviewPort).to(SketchPreviews())
    bindings.bind(PortraitPort).to(Portraits())


async def bind_finisher(bindings: Bindings, settings: Settings, *, is_worker: bool) -> None:
    """Bind the finisher. A worker reads its certificate at once, before there is anything to sign.

    Raises ``NotConfigured`` when the operator's certificate cannot be used.
    """
    finisher = MediaFinisher(settings.product_name, lambda: open_signer(settings))
    if is_worker:
        await asyncio.to_thread(lambda: finisher.signer)
    bindings.bind(FinisherPort).to(finisher)
