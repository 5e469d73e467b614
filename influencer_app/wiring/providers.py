"""Wires the providers that run models for us, by name."""

from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Final

from redis.asyncio import Redis

from influencer_app.domain.generation.ports.limiter import ProviderLimiter
from influencer_app.domain.generation.ports.provider import DownloadPort, ProviderPort, WebhookProbe
from influencer_app.domain.model_catalog.ports import ModelAdapters
from influencer_app.integrations.limits.provider_limiter import RedisProviderLimiter
from influencer_app.integrations.replicate.supported import ReplicateModels
from influencer_app.integrations.replicate.webhook_probe import RedisWebhookProbe
from influencer_app.settings import Settings
from influencer_app.wiring.bindings import Bindings

REPLICATE: Final = "replicate"


@dataclass(frozen=True, slots=True)
class ProviderAdapters:
    """The adapters of one provider: its API, the download of its files, and its webhooks.

    ``webhook_probe`` is None where its webhooks cannot arrive; jobs are polled then.
    """

    provider: ProviderPort
    downloader: DownloadPort
    webhook_probe: WebhookProbe | None = None
    webhook_secrets: tuple[str, ...] = ()


def open_providers(
    settings: Settings, redis: Redis, resources: AsyncExitStack
) -> Mapping[str, ProviderAdapters]:
    """Return every provider with credentials, also one that serves no new requests: its jobs may still run.

    ``resources`` closes their clients.
    """
    if not settings.has_provider:
        return {}
    from influencer_app.integrations.replicate.factory import (  # noqa: PLC0415 - its package takes a second
        build_adapters,
    )

    replicate = build_adapters(settings)
    resources.push_async_callback(replicate.provider.aclose)
    resources.push_async_callback(replicate.downloader.aclose)
    return {
        REPLICATE: ProviderAdapters(
            provider=replicate.provider,
            downloader=replicate.downloader,
            webhook_probe=RedisWebhookProbe(redis, replicate.webhook_url) if replicate.webhook_url else None,
            webhook_secrets=replicate.webhook_secrets,
        )
    }


def bind_limiter(bindings: Bindings, settings: Settings, redis: Redis) -> None:
    """Bind the limiter that all workers share for calls to providers, and which models can be driven."""
    bindings.bind(ModelAdapters).to(ReplicateModels())
    bindings.bind(ProviderLimiter).to(RedisProviderLimiter(redis, settings.provider_creates_per_minute))
