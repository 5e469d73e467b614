"""Composition root of the web process: pages, the API and the middleware around both."""

from functools import partial
from pathlib import Path

import reflex as rx
from redis.exceptions import RedisError

from influencer_app.api.app import make_api
from influencer_app.api.problems import DATABASE_AWAY
from influencer_app.app_services.sign_in import authenticate_cookie
from influencer_app.logs import configure_logs
from influencer_app.settings import settings
from influencer_app.web.access import close_setvar
from influencer_app.web.allowed_origins import allowed_origins, same_origin
from influencer_app.web.edge import Edge
from influencer_app.web.layout.error_notice import (
    disable_auto_reload,
    handle_backend_error,
    log_frontend_error,
)
from influencer_app.web.layout.head import head
from influencer_app.web.layout.page import add_pages
from influencer_app.web.live.lifespan import lifespan
from influencer_app.web.pages import find_pages
from influencer_app.web.pages.errors.page import not_found
from influencer_app.web.public_site.facts import fixed_values, load_site_values
from influencer_app.web.reflex_compat.locks import use_cancel_safe_locks
from influencer_app.web.reflex_compat.sockets import use_owned_sockets
from influencer_app.web.shell.connection import boundary, connection_note
from influencer_app.web.socket_rules import socket_rules

known = settings()
configure_logs(known.log_level, known.log_format)


async def is_signed_in(cookie_header: str) -> bool:
    """Authenticates a cookie for the page guard."""
    return await authenticate_cookie(cookie_header) is not None


edge = Edge(
    build=Path(__file__).resolve().parents[1] / ".web" / "build",
    is_signed_in=is_signed_in,
    site_values=partial(load_site_values, known.operator_contact),
    fixed_values=fixed_values(known),
    unavailable=(*DATABASE_AWAY, RedisError),
    base_url=known.base_url,
    product=known.product_name,
    https=known.base_url.startswith("https://"),
    body_bytes_below={"/api/uploads": 26_000_000, "/api/characters/*/references": 16_000_000},
    body_idle_seconds=known.upload_idle_seconds,
    body_seconds=known.upload_seconds_max,
)

app = rx.App(
    toaster=None,
    html_lang="en",
    backend_exception_handler=handle_backend_error,
    frontend_exception_handler=log_frontend_error,
    head_components=head(),
    app_wraps={
        (55, "ErrorBoundary"): lambda _stateful: boundary(),
        (5, "Connection"): lambda stateful: connection_note() if stateful else None,
    },
    api_transformer=[make_api(), edge],
)
disable_auto_reload()
use_cancel_safe_locks(app)
use_owned_sockets(app, socket_rules(known))
if app.sio is not None:
    app.sio.eio.cors_allowed_origins = same_origin(allowed_origins(known.base_url, known.port))

app.register_lifespan_task(lifespan)
add_pages(app, find_pages(development=known.environment == "development"), known.product_name)
app.add_page(not_found, route="404", title=f"Not found · {known.product_name}")
close_setvar()
