"""The ledger as a file for spreadsheets."""

import csv
import io
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse

from influencer_app.api.access import SignedIn, signed_in_to
from influencer_app.db.pages import LIMIT_MAX
from influencer_app.db.transaction import reading
from influencer_app.domain.credits.queries import list_entries
from influencer_app.domain.credits.schemas import Bucket, EntryDetail, EntryFilter, EntryKind
from influencer_app.domain.strict import Id, Moment
from influencer_app.domain.workspaces.schemas import Actor

router = APIRouter(prefix="/api/user", tags=["user"])

COLUMNS = (
    *("created_at", "kind", "bucket", "amount", "settled", "balance_after"),
    *("generation_id", "person_id", "reason", "id"),
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
CSV: dict[int | str, dict[str, object]] = {
    200: {"description": "comma-separated, newest first", "content": {"text/csv": {}}}
}


async def downloader(
    request: Request,
    actor: SignedIn,
    workspace: Annotated[Id | None, Query(description="Like `X-Workspace`, for a link.")] = None,
) -> Actor:
    """The person in the workspace that a link names. Raises ``NotAMember``."""
    return actor if workspace is None else await signed_in_to(request, str(workspace))


@router.get("/credits/entries.csv", response_class=StreamingResponse, responses=CSV)
async def download_credit_entries(
    actor: Annotated[Actor, Depends(downloader)],
    kind: EntryKind | None = None,
    bucket: Bucket | None = None,
    since: Annotated[Moment | None, Query(alias="from")] = None,
    to: Moment | None = None,
) -> StreamingResponse:
    """Your whole ledger, or what the filters leave of it, as CSV."""
    asked = EntryFilter(kind=kind, bucket=bucket, from_=since, to=to)
    headers = {"Content-Disposition": 'attachment; filename="ledger.csv"', "Cache-Control": "no-store"}
    return StreamingResponse(_rows(actor, asked), media_type="text/csv; charset=utf-8", headers=headers)


async def _rows(actor: Actor, asked: EntryFilter) -> AsyncIterator[str]:
    """A page at a time, so that a ledger of any length needs little memory and holds no connection."""
    yield _csv([COLUMNS])
    cursor: str | None = None
    while True:
        async with reading(actor) as session:
            page = await list_entries(session, actor, cursor, LIMIT_MAX, asked)
        yield _csv([_cells(entry) for entry in page.items])
        cursor = page.next_cursor
        if cursor is None:
            return


def _cells(entry: EntryDetail) -> tuple[str, ...]:
    row = entry.model_dump(mode="json")
    cells = {name: "" if row[name] is None else str(row[name]) for name in COLUMNS}
    if cells["reason"].startswith(FORMULA):  # a spreadsheet would calculate it
        cells["reason"] = f"'{cells['reason']}"
    return tuple(cells[name] for name in COLUMNS)


def _csv(rows: list[tuple[str, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
