"""Builds the REST API as one FastAPI application, mounted beside the pages."""

from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse
from starlette.routing import Mount

from influencer_app.api.access import public
from influencer_app.api.not_found import NotFoundRoutes
from influencer_app.api.origin import SameOrigin
from influencer_app.api.problems import install_problems
from influencer_app.api.reference import reference_page
from influencer_app.api.request_logging import RequestLogging
from influencer_app.api.schema import ANY_PROBLEM, Api
from influencer_app.discovery import import_all
from influencer_app.settings import settings

BODY_BYTES = 1_000_000


def find_routers() -> list[APIRouter]:
    """The ``router`` of every module in ``routes``; a module without one raises ``AttributeError``."""
    _, *modules = import_all("influencer_app.api.routes")
    return [module.router for module in modules]


def make_api() -> FastAPI:
    """Builds the application. It has no lifespan: the web process opens the runtime."""
    api = Api(
        title=f"{settings().product_name} API",
        version="1",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        responses=ANY_PROBLEM,
    )
    api.add_middleware(SameOrigin)
    api.add_middleware(RequestLogging)
    install_problems(api)
    for router in find_routers():
        api.include_router(router, max_body_size=BODY_BYTES)

    @api.get("/api/docs", include_in_schema=False, response_class=HTMLResponse)
    @public
    async def docs() -> str:
        return reference_page(api.openapi())

    api.router.routes.append(Mount("/api", NotFoundRoutes(api.router.routes)))
    return api
