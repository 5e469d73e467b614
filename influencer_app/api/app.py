"""Builds the REST API as one FastAPI application, mounted beside the pages."""

from collections.abc import Iterator

from fastapi import APIRouter, Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import HTMLResponse
from fastapi.routing import iter_route_contexts

from influencer_app.api.access import public
from influencer_app.api.caching import NoStore
from influencer_app.api.key_scopes import refuse_keys
from influencer_app.api.not_found import KnownPaths
from influencer_app.api.origin import SameOrigin
from influencer_app.api.problems import install_problems
from influencer_app.api.reference import reference_page
from influencer_app.api.request_logging import RequestLogging
from influencer_app.api.schema import Api
from influencer_app.discovery import import_all
from influencer_app.settings import settings

BODY_BYTES = 1_000_000
METHODS = ("GET", "POST", "PATCH", "PUT", "DELETE")

OFTEN = ("media", "user", "generations")
"""Asked for most: routers are tried in turn, each of their routes by a regular expression."""


def find_routers() -> list[APIRouter]:
    """The ``router`` of every module in ``routes``; a module without one raises ``AttributeError``."""
    _, *modules = import_all("influencer_app.api.routes")
    found = {module.__name__.rpartition(".")[2]: module.router for module in modules}
    return [found.pop(name) for name in OFTEN] + list(found.values())


def make_api() -> FastAPI:
    """Builds the application. It has no lifespan: the web process opens the runtime."""
    api = Api(
        title=f"{settings().product_name} API",
        version="1",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(refuse_keys)],
    )
    install_problems(api)
    for router in find_routers():
        api.include_router(router, max_body_size=BODY_BYTES)

    @api.get("/api/docs", include_in_schema=False, response_class=HTMLResponse)
    @public
    async def docs() -> str:
        return reference_page(api.openapi(), settings().base_url)

    # The last one sees a request first.
    api.add_middleware(KnownPaths, routes=list(_paths(api)))
    api.add_middleware(SameOrigin)
    api.add_middleware(NoStore)
    api.add_middleware(RequestLogging)
    if origins := settings().admitted_origins:
        api.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=METHODS,
            allow_headers=("Authorization", "Content-Type", "Idempotency-Key", "X-Workspace"),
            expose_headers=("Retry-After",),
        )
    return api


def _paths(api: FastAPI) -> Iterator[tuple[str, set[str]]]:
    """Every path with its methods."""
    for route in iter_route_contexts(api.routes):
        yield route.path or "", set(route.methods or ())
