"""Routes of one's own data: export, erase, keep."""

from collections.abc import AsyncIterator
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from influencer_app.api.access import RecentlyAuthenticated, SignedIn
from influencer_app.api.schema import problems
from influencer_app.app_services import own_data
from influencer_app.db.transaction import reading
from influencer_app.domain.files.ports import BlobMissing
from influencer_app.domain.privacy import exports
from influencer_app.domain.privacy.schemas import EraseRequest, ErasureDetail, ExportDetail
from influencer_app.errors import NotFound
from influencer_app.wiring import runtime

router = APIRouter(prefix="/api/user", tags=["own data"])
PIECE = 1 << 20


@router.post("/exports", status_code=202, responses=problems(409, 429))
async def start_export(actor: SignedIn) -> ExportDetail:
    """Have everything of yours written into a zip. One at a time (409), three a day (429)."""
    return await own_data.start_export(actor)


@router.get("/exports/{export_id}")
async def get_export(actor: SignedIn, export_id: UUID) -> ExportDetail:
    """One of your exports; ready, it has a `url` until it expires."""
    async with reading(actor) as session:
        return await exports.get_export(session, actor, export_id)


@router.get(
    "/exports/{export_id}/file",
    response_class=StreamingResponse,
    responses={200: {"description": "the zip", "content": {"application/zip": {}}}, **problems(403)},
)
async def get_export_file(actor: RecentlyAuthenticated, export_id: UUID) -> StreamingResponse:
    """The zip."""
    async with reading(actor) as session:
        row = await exports.get_export_file(session, actor, export_id)
    try:
        size = await runtime().blobs.size(row.key)
    except BlobMissing as error:
        raise NotFound("This export") from error
    headers = {
        "Content-Length": str(size),
        "Content-Disposition": f'attachment; filename="export-{row.created_at:%Y-%m-%d}.zip"',
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return StreamingResponse(_pieces(row.key, size), media_type="application/zip", headers=headers)


@router.delete("", status_code=202, responses=problems(409, 413, 429))
async def erase_user(actor: RecentlyAuthenticated, asked: EraseRequest) -> ErasureDetail:
    """Have your account erased in seven days, with everything in it.

    Needs the password, if there is one, and a recent authentication. 409 while you are the last
    owner of a workspace that has other members.
    """
    return await own_data.erase_account(actor, asked.password)


@router.post("/restore", status_code=204, responses=problems(409))
async def keep_user(actor: SignedIn) -> None:
    """Keep your account after all. 409 once the erasing has begun."""
    await own_data.keep_account(actor)


async def _pieces(key: str, size: int) -> AsyncIterator[bytes]:
    for start in range(0, size, PIECE):
        yield await runtime().blobs.read(key, start, start + PIECE)
