"""Wires generation on this machine: the engines, face previews, portraits and the finisher."""

import asyncio
from collections.abc import Mapping

from influencer_app.domain.characters.ports import FacePreviewPort, PortraitPort
from influencer_app.domain.generation.ports.engine import EngineConfig, Limits
from influencer_app.domain.generation.ports.finisher import FinisherPort
from influencer_app.domain.generation.ports.speech import VoiceSamplePort
from influencer_app.domain.generation.requests.portraits import Portraits
from influencer_app.integrations.engine.preview import SketchPreviews
from influencer_app.integrations.engine.sketch import SketchEngine
from influencer_app.integrations.engine.voice_samples import SketchVoiceSamples
from influencer_app.integrations.finishing.finisher import MediaFinisher
from influencer_app.integrations.finishing.signing import open_signer
from influencer_app.settings import Settings
from influencer_app.wiring.bindings import Bindings
from influencer_app.wiring.providers import REPLICATE, ProviderAdapters


def bind_engines(
    bindings: Bindings, settings: Settings, providers: Mapping[str, ProviderAdapters], *, has_speech: bool
) -> None:
    """Bind the configuration of the engines; the settings say which one serves new requests."""
    sketch = SketchEngine()
    uses_provider = settings.uses_provider
    engines = EngineConfig(
        default_engine=REPLICATE if uses_provider else sketch.name,
        local_engines={sketch.name: sketch},
        providers=frozenset(providers),
        has_speech=has_speech,
        limits=Limits(
            deadline_seconds=settings.generation_deadline_seconds,
            provider_seconds=settings.provider_deadline_seconds,
            give_up_seconds=settings.provider_give_up_seconds,
            lease_seconds=settings.lease_seconds,
            attempts_max=settings.generation_attempts_max,
            running_max=(
                settings.provider_generations_max if uses_provider else settings.running_generations_max
            ),
            portraits_per_day=settings.portraits_per_day,
        ),
    )
    bindings.bind(EngineConfig).to(engines)
    bindings.bind(FacePreviewPort).to(SketchPreviews())
    bindings.bind(VoiceSamplePort).to(SketchVoiceSamples())
    bindings.bind(PortraitPort).to(Portraits())


async def bind_finisher(bindings: Bindings, settings: Settings, *, is_worker: bool) -> None:
    """Bind the finisher. A worker reads its certificate at once, before there is anything to sign.

    Raises ``NotConfigured`` when the operator's certificate cannot be used.
    """
    finisher = MediaFinisher(settings.product_name, lambda: open_signer(settings))
    if is_worker:
        await asyncio.to_thread(lambda: finisher.signer)
    bindings.bind(FinisherPort).to(finisher)
