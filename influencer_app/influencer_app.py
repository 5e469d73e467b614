"""Composition root of the web process: pages, the API and the middleware around both."""

from functools import partial
from pathlib import Path

import reflex as rx
from redis.exceptions import RedisError

from influencer_app.api.app import make_api
from influencer_app.api.problems import DATABASE_AWAY
from influencer_app.identity import find_actor_by_cookie
from influencer_app.logs import configure_logs
from influencer_app.settings import settings
from influencer_app.web.access import close_setvar
from influencer_app.web.build.origins import own_origins, same_origin
from influencer_app.web.figures import figures, fixed
from influencer_app.web.layout.head import head
from influencer_app.web.layout.page import add_pages
from influencer_app.web.layout.trouble import never_reload_by_script, note_broken_page, tell_trouble
from influencer_app.web.live.lifespan import lifespan
from influencer_app.web.middleware import Edge
from influencer_app.web.pages import PAGES
from influencer_app.web.pages.lost.page import lost
from influencer_app.web.reflex_compat.locks import use_cancel_safe_locks
from influencer_app.web.shell.connection import boundary, connection_note

known = settings()
configure_logs(known.log_level, known.log_format)


async def is_signed_in(cookie_header: str) -> bool:
    """For the guard of the pages."""
    return await find_actor_by_cookie(cookie_header) is not None


edge = Edge(
    build=Path(__file__).resolve().parents[1] / ".web" / "build",
    is_signed_in=is_signed_in,
    figures=partial(figures, known.operator_contact),
    fixed=fixed(known),
    away=(*DATABASE_AWAY, RedisError),
    base_url=known.base_url,
    product=known.product_name,
    https=known.base_url.startswith("https://"),
    body_bytes_below={"/api/uploads": 26_000_000, "/api/characters/*/references": 16_000_000},
)

app = rx.App(
    toaster=None,
    html_lang="en",
    backend_exception_handler=tell_trouble,
    frontend_exception_handler=note_broken_page,
    head_components=head(),
    app_wraps={
        (55, "ErrorBoundary"): lambda _stateful: boundary(),
        (5, "Connection"): lambda stateful: connection_note() if stateful else None,
    },
    api_transformer=[make_api(), edge],
)
never_reload_by_script()
use_cancel_safe_locks(app)
if app.sio is not None:
    app.sio.eio.cors_allowed_origins = same_origin(own_origins(known.base_url, known.port))

app.register_lifespan_task(lifespan)
add_pages(app, PAGES, known.product_name)
if known.environment == "development":
    from influencer_app.web.pages.styleguide.page import PAGE as STYLEGUIDE

    add_pages(app, (STYLEGUIDE,), known.product_name)
app.add_page(lost, route="404", title=f"Not found · {known.product_name}")
close_setvar()
