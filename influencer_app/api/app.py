"""The REST edge as one FastAPI application; the composition root mounts the pages beside it."""

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from starlette.routing import Mount

from influencer_app.api.access import public
from influencer_app.api.nowhere import Nowhere
from influencer_app.api.observe import Observed
from influencer_app.api.origin import SameOrigin
from influencer_app.api.problems import install_problems
from influencer_app.api.reference import reference_page
from influencer_app.api.routes import (
    auth,
    characters,
    generations,
    health,
    media,
    references,
    uploads,
    user,
    webhooks,
)
from influencer_app.api.schema import ANY_PROBLEM, Api
from influencer_app.settings import settings

BODY_BYTES = 1_000_000


def make_api() -> FastAPI:
    """All routes. It has no lifespan of its own: the runtime is opened by the web process."""
    api = Api(
        title=f"{settings().product_name} API",
        version="1",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        responses=ANY_PROBLEM,
    )
    api.add_middleware(SameOrigin)
    api.add_middleware(Observed)
    install_problems(api)
    for routes in (auth, user, generations, characters, references, uploads, media, webhooks, health):
        api.include_router(routes.router, max_body_size=BODY_BYTES)

    @api.get("/api/docs", include_in_schema=False, response_class=HTMLResponse)
    @public
    async def docs() -> str:
        return reference_page(api.openapi())

    api.router.routes.append(Mount("/api", Nowhere(api.router.routes)))
    return api
