"""Configures Reflex. Everything an operator may change comes from the settings."""

import os

import reflex as rx
from reflex_components_radix.plugin import RadixThemesPlugin

from influencer_app.settings import settings
from influencer_app.web.allowed_origins import allowed_origins
from influencer_app.web.site_build.plugin import SitePlugin

known = settings()
os.environ.setdefault("REFLEX_REDIS_MAX_CONNECTIONS", str(known.redis_connections_max))

config = rx.Config(
    app_name="influencer_app",
    redis_url=known.redis_url or None,
    cors_allowed_origins=allowed_origins(known.base_url, known.port),
    trusted_proxy_hops=known.trusted_proxy_hops,
    telemetry_enabled=False,
    show_built_with_reflex=False,
    frontend_compression_formats=["gzip", "brotli"],
    frontend_lazy_bundled_libraries=True,
    disable_plugins=[rx.plugins.SitemapPlugin],
    plugins=[
        rx.plugins.TailwindV4Plugin(config={"plugins": []}),
        RadixThemesPlugin(enabled=False),
        SitePlugin(),
    ],
)
