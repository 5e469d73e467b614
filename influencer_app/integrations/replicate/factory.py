"""Builds the Replicate adapters from the settings."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from influencer_app.integrations.replicate.downloader import Downloader
from influencer_app.integrations.replicate.provider import ReplicateProvider
from influencer_app.settings import Settings

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class ReplicateAdapters:
    """The provider, its downloader, and its webhook URL (None when webhooks are off)."""

    provider: ReplicateProvider
    downloader: Downloader
    webhook_url: str | None
    webhook_secrets: tuple[str, ...]


def build_adapters(settings: Settings) -> ReplicateAdapters:
    """Build the adapters; nothing connects before the first call. Plain http is allowed on loopback."""
    base = urlsplit(settings.replicate_base_url)
    emulated = base.hostname in LOOPBACK
    hosts = tuple(host.strip() for host in settings.output_hosts.split(",") if host.strip())
    setting = settings.replicate_webhook_secret.get_secret_value()
    secrets = tuple(part.strip() for part in setting.split(",") if part.strip())
    webhooks_enabled = bool(secrets) and (settings.base_url.startswith("https://") or emulated)
    return ReplicateAdapters(
        provider=ReplicateProvider(
            settings.replicate_api_token.get_secret_value(), settings.replicate_base_url
        ),
        downloader=Downloader(hosts, base.netloc if emulated else ""),
        webhook_url=f"{settings.base_url}/api/webhooks/replicate" if webhooks_enabled else None,
        webhook_secrets=secrets,
    )
