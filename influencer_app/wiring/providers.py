"""Wires the provider that runs models for us."""

from contextlib import AsyncExitStack

from redis.asyncio import Redis

from influencer_app.domain.generation.ports.engine import ProviderLimiter
from influencer_app.domain.generation.ports.provider import DownloadPort, ProviderPort, WebhookProbe
from influencer_app.integrations.limits.provider_limiter import RedisProviderLimiter
from influencer_app.integrations.replicate.webhook_probe import RedisWebhookProbe
from influencer_app.settings import Settings
from influencer_app.wiring.bindings import Bindings


def bind_provider(
    bindings: Bindings, settings: Settings, redis: Redis, resources: AsyncExitStack
) -> tuple[str, ...]:
    """Bind the ports of the provider, if one is used; returns the secrets of its webhooks.

    ``WebhookProbe`` stays unbound where webhooks cannot arrive; jobs are polled then. ``resources`` closes
    the provider's clients.
    """
    bindings.bind(ProviderLimiter).to(RedisProviderLimiter(redis, settings.provider_creates_per_minute))
    if not settings.uses_provider:
        return ()
    from influencer_app.integrations.replicate.factory import (  # noqa: PLC0415 - its package takes a second
        build_adapters,
    )

    replicate = build_adapters(settings)
    resources.push_async_callback(replicate.provider.aclose)
    resources.push_async_callback(replicate.downloader.aclose)
    bindings.bind(ProviderPort).to(replicate.provider)
    bindings.bind(DownloadPort).to(replicate.downloader)
    if replicate.webhook_url:
        bindings.bind(WebhookProbe).to(RedisWebhookProbe(redis, replicate.webhook_url))
    return replicate.webhook_secrets
