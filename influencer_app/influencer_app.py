"""Composition root of the web process: pages, the API and the middleware around both."""

from pathlib import Path

import reflex as rx
from fastapi import FastAPI

from influencer_app.settings import settings
from influencer_app.web.build.origins import own_origins, same_origin
from influencer_app.web.layout.connection import boundary, connection_note
from influencer_app.web.layout.head import head
from influencer_app.web.layout.page import add_pages
from influencer_app.web.middleware import Edge
from influencer_app.web.pages import PAGES
from influencer_app.web.pages.lost.page import lost

known = settings()

api = FastAPI()


@api.get("/api/health")
async def health() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


edge = Edge(
    build=Path(__file__).resolve().parents[1] / ".web" / "build",
    https=known.base_url.startswith("https://"),
    body_bytes_below={"/api/uploads": 26_000_000},
)

app = rx.App(
    toaster=None,
    html_lang="en",
    head_components=head(),
    app_wraps={
        (55, "ErrorBoundary"): lambda _stateful: boundary(),
        (5, "Connection"): lambda stateful: connection_note() if stateful else None,
    },
    api_transformer=[api, edge],
)
if app.sio is not None:
    app.sio.eio.cors_allowed_origins = same_origin(own_origins(known.base_url, known.port))

add_pages(app, PAGES, known.product_name)
if known.environment == "development":
    from influencer_app.web.pages.kit.page import PAGE as KIT

    add_pages(app, (KIT,), known.product_name)
app.add_page(lost, route="404", title=f"Not found · {known.product_name}")
