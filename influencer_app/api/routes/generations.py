"""Routes that start, list and change generations."""

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

import structlog
from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, StringConstraints
from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.api.access import Editor, SignedIn
from influencer_app.api.key_scopes import scope
from influencer_app.api.pagination import Cursor, Limit
from influencer_app.api.schema import problems
from influencer_app.app_services.rate_limits import limit_generate_calls
from influencer_app.db.idempotency import claim_key, fingerprint, store_response
from influencer_app.db.pages import Page
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.billing.queries import get_plan
from influencer_app.domain.billing.schemas import PlanDetail, PriceDetail
from influencer_app.domain.gallery import service as gallery
from influencer_app.domain.generation import queries
from influencer_app.domain.generation.requests import cancellation, confirmation, images, videos
from influencer_app.domain.generation.requests.model_choice import list_current_prices
from influencer_app.domain.generation.schemas import (
    GenerationDetail,
    GenerationFilter,
    Kind,
    NewAvatar,
    NewImage,
    NewVideo,
    Status,
)
from influencer_app.domain.strict import Id, Moment, QueryFlag
from influencer_app.domain.text import OneLine
from influencer_app.domain.workspaces.schemas import Actor

router = APIRouter(prefix="/api", tags=["generation"])
REFUSED = problems(402, 409, 429)
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        pattern="^[!-~]([ -~]*[!-~])?$",
        description="Any text of your own, such as a UUID. A repeated request with it starts nothing anew.",
    ),
]
Search = Annotated[str, StringConstraints(max_length=200), OneLine]


async def _told_in_the_log(generation_id: UUID) -> UUID:
    structlog.contextvars.bind_contextvars(generation_id=str(generation_id))
    return generation_id


GenerationId = Annotated[UUID, Depends(_told_in_the_log)]


class Prices(BaseModel):
    """Credits per output, and the limits of the caller's plan."""

    prices: list[PriceDetail]
    plan: PlanDetail


@router.get("/generate/prices")
@scope("read")
async def get_prices(actor: SignedIn) -> Prices:
    """Prices by kind, and your plan."""
    async with reading(actor) as session:
        return Prices(
            prices=await list_current_prices(session), plan=await get_plan(session, actor.workspace_id)
        )


@router.post("/generate/image", status_code=202, response_model=GenerationDetail, responses=REFUSED)
@scope("generate")
async def generate_image(actor: Editor, new: NewImage, request: Request, key: Key = None) -> Response:
    """Generate one to four pictures. Repeating an ``Idempotency-Key`` and body returns the same response."""
    return await _generate(actor, new, request, key, lambda session: images.start_image(session, actor, new))


@router.post("/generate/video", status_code=202, response_model=GenerationDetail, responses=REFUSED)
@scope("generate")
async def generate_video(actor: Editor, new: NewVideo, request: Request, key: Key = None) -> Response:
    """Generate a clip from one of your pictures; ``motion`` 1 to 10. Idempotent like pictures."""
    return await _generate(actor, new, request, key, lambda session: videos.start_video(session, actor, new))


@router.post("/generate/avatar", status_code=202, response_model=GenerationDetail, responses=REFUSED)
@scope("generate")
async def generate_avatar(actor: Editor, new: NewAvatar, request: Request, key: Key = None) -> Response:
    """Generate a talking video from a picture or character and a script. Idempotent like pictures."""
    return await _generate(actor, new, request, key, lambda session: videos.start_avatar(session, actor, new))


async def _generate(
    actor: Actor,
    new: BaseModel,
    request: Request,
    key: str | None,
    start: Callable[[AsyncSession], Awaitable[GenerationDetail]],
) -> Response:
    await limit_generate_calls(actor)
    print_of_request = fingerprint(request.url.path, new.model_dump_json())
    async with transaction(actor) as session:
        if key is not None:
            known = await claim_key(session, actor, key, print_of_request)
            if known is not None:
                return JSONResponse(known.body, known.status)
        made = await start(session)
        structlog.contextvars.bind_contextvars(generation_id=str(made.id))
        body = made.model_dump(mode="json")
        if key is not None:
            await store_response(session, actor, key, 202, body)
    return JSONResponse(body, 202)


@router.get("/generations")
@scope("read")
async def list_generations(
    actor: SignedIn,
    kind: Annotated[Kind | None, Query(alias="type")] = None,
    status: Status | None = None,
    character_id: Id | None = None,
    q: Search | None = None,
    favourite: QueryFlag | None = None,
    since: Annotated[Moment | None, Query(alias="from")] = None,
    to: Moment | None = None,
    cursor: Cursor = None,
    limit: Limit = 24,
) -> Page[GenerationDetail]:
    """Your generations, newest first."""
    asked = GenerationFilter(
        type=kind,
        status=status,
        character_id=character_id,
        q=q,
        favourite=favourite,
        from_=since,
        to=to,
    )
    async with reading(actor) as session:
        return await queries.list_generations(session, actor, asked, cursor, limit)


@router.get("/generations/{generation_id}")
@scope("read")
async def get_generation(actor: SignedIn, generation_id: GenerationId) -> GenerationDetail:
    """One of your own."""
    async with reading(actor) as session:
        return await queries.get_generation(session, actor, generation_id)


@router.post("/generations/{generation_id}/cancel", responses=problems(409))
@scope("generate")
async def cancel_generation(actor: Editor, generation_id: GenerationId) -> GenerationDetail:
    """Cancel a generation; credits for undelivered outputs are returned."""
    async with transaction(actor) as session:
        return await cancellation.cancel_generation(session, actor, generation_id)


@router.post("/generations/{generation_id}/confirm", responses=problems(402, 409))
async def confirm_generation(actor: Editor, generation_id: GenerationId) -> GenerationDetail:
    """Go on at the price in `credits_required`, with a talking video that is longer than was estimated."""
    async with transaction(actor) as session:
        return await confirmation.confirm_generation(session, actor, generation_id)


@router.delete("/generations/{generation_id}", status_code=204)
@scope("manage")
async def delete_generation(actor: Editor, generation_id: GenerationId) -> None:
    """Delete a generation and its files."""
    async with transaction(actor) as session:
        await gallery.delete_generation(session, actor, generation_id)


@router.post("/outputs/{output_id}/favourite", status_code=204)
@scope("manage")
async def add_favourite(actor: Editor, output_id: UUID) -> None:
    """Add an output to your favourites."""
    async with transaction(actor) as session:
        await gallery.set_favourite(session, actor, output_id, True)


@router.delete("/outputs/{output_id}/favourite", status_code=204)
@scope("manage")
async def remove_favourite(actor: Editor, output_id: UUID) -> None:
    """Remove an output from your favourites."""
    async with transaction(actor) as session:
        await gallery.set_favourite(session, actor, output_id, False)
