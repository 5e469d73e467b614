"""Serves media files, with access checked per viewer."""

import re
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Request, Response

from influencer_app.api.access import MaybePerson, public
from influencer_app.api.key_scopes import scope
from influencer_app.api.schema import FILE
from influencer_app.db.transaction import reading
from influencer_app.domain.files.ports import BlobMissing
from influencer_app.domain.gallery.file_names import ascii_name
from influencer_app.domain.gallery.queries import check_asset, get_asset
from influencer_app.domain.gallery.schemas import Variant
from influencer_app.errors import NotFound
from influencer_app.wiring import runtime

router = APIRouter(prefix="/api/media", tags=["media"])
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@router.get("/{asset_id}/{variant}", response_class=Response, responses=FILE)
@router.head("/{asset_id}/{variant}", include_in_schema=False)
@public
@scope("read")
async def get_file(asset_id: UUID, variant: Variant, request: Request, viewer: MaybePerson) -> Response:
    """The file, or part of it for a ``Range``. For members of its workspace, others get a 404."""
    tag = f'"{asset_id.hex}-{variant}"'  # what is finished stays as it is, so its name will do
    headers = {
        "ETag": tag,
        "Cache-Control": "private, no-cache",
        "Vary": "Cookie, Authorization",
        "X-Content-Type-Options": "nosniff",
    }
    if tag in request.headers.get("if-none-match", ""):
        async with reading(viewer) as session:
            await check_asset(session, viewer, asset_id, variant)
        return Response(status_code=304, headers=headers)
    async with reading(viewer) as session:
        file = await get_asset(session, viewer, asset_id, variant)
    if variant not in file.keys:
        raise NotFound("This file")
    ending = ("" if variant == "original" else f"-{variant}") + f".{_ending(file.content_types[variant])}"
    headers |= {"Accept-Ranges": "bytes", "Content-Disposition": _disposition(file.name, ending)}
    key, kind = file.keys[variant], file.content_types[variant]
    asked = RANGE.fullmatch(_range(request, tag))
    try:
        if request.method == "HEAD":
            headers["Content-Length"] = str(await runtime().blobs.size(key))
            return Response(media_type=kind, headers=headers)
        if asked is None or asked.groups() == ("", ""):
            return Response(await runtime().blobs.get(key), media_type=kind, headers=headers)
        size = await runtime().blobs.size(key)
        start, end = _span(asked[1], asked[2], size)
        if start >= end:
            return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{size}"})
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
        return Response(await runtime().blobs.read(key, start, end), 206, headers, kind)
    except BlobMissing as error:
        raise NotFound("This file") from error


def _disposition(name: str, ending: str) -> str:
    """Shown in the page, saved under ``name``; in both forms of RFC 6266."""
    known = f"{ascii_name(name)}{ending}"
    return f"inline; filename=\"{known}\"; filename*=UTF-8''{quote(name + ending, safe='')}"


def _range(request: Request, tag: str) -> str:
    """The requested range; None if ``If-Range`` names another version."""
    if request.headers.get("if-range", tag) != tag:
        return ""
    return request.headers.get("range", "").strip()


def _span(first: str, last: str, size: int) -> tuple[int, int]:
    """Start and end (exclusive) of a byte range (RFC 9110, 14.1.2)."""
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(size, int(last) + 1 if last else size)


def _ending(content_type: str) -> str:
    return content_type.split("/")[1].replace("jpeg", "jpg")
