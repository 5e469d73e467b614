"""The web process's API and middleware without pages, and a bare FastAPI route at ``/bare``."""

from pathlib import Path

from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from influencer_app.api.app import make_api
from influencer_app.logs import configure_logs
from influencer_app.settings import settings
from influencer_app.web.edge import Edge
from influencer_app.wiring import close_runtime, open_runtime

configure_logs(settings().log_level, settings().log_format)
bare = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
site = Edge(build=Path("no-build"))(make_api())


@bare.get("/bare")
async def hello() -> dict[str, str]:
    """What FastAPI alone costs."""
    return {"status": "ok"}


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """See ASGI."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["path"] == "/bare":
        await bare(scope, receive, send)
    else:
        await site(scope, receive, send)


async def _live(receive: Receive, send: Send) -> None:
    await receive()
    await open_runtime(settings(), "web")
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await close_runtime()
    await send({"type": "lifespan.shutdown.complete"})
