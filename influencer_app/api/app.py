"""The REST edge as one FastAPI application; the composition root mounts the pages beside it."""

from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse

from influencer_app.api.access import public
from influencer_app.api.observe import Observed
from influencer_app.api.origin import SameOrigin
from influencer_app.api.problems import install_problems
from influencer_app.api.reference import reference_page
from influencer_app.api.routes import auth, characters, generations, health, media, user
from influencer_app.settings import settings


def make_api() -> FastAPI:
    """All routes. It has no lifespan of its own: the runtime is opened by the web process."""
    api = FastAPI(
        title=f"{settings().product_name} API",
        version="1",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    api.add_middleware(SameOrigin)
    api.add_middleware(Observed)
    install_problems(api)
    under_api = APIRouter(prefix="/api")
    for routes in (auth, user, generations, characters, media):
        under_api.include_router(routes.router)
    api.include_router(under_api)
    api.include_router(health.router)

    @api.get("/api/docs", include_in_schema=False, response_class=HTMLResponse)
    @public
    async def docs() -> str:
        return reference_page(api.openapi())

    return api
