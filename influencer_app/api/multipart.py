"""Reads multipart uploads, after authentication, and stores them."""

from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.datastructures import UploadFile

from influencer_app.db.transaction import transaction
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.uploads.models import Upload
from influencer_app.domain.uploads.schemas import ReadFile
from influencer_app.domain.uploads.service import add_upload, check_room, delete_upload
from influencer_app.errors import InvalidInput
from influencer_app.wiring import runtime

FIELDS_MAX, FIELD_BYTES = 4, 1_000
FORM_BYTES = 1_000_000
"""Maximum size of the fields beside the file, in bytes."""

HOUR = 3600


@dataclass(frozen=True, slots=True)
class Form:
    """An uploaded file and its form fields."""

    data: bytes
    fields: dict[str, str]


def form_schema(**fields: dict[str, Any]) -> dict[str, Any]:
    """``openapi_extra`` of a route that takes a form of ``file`` and ``fields``."""
    properties = {"file": {"type": "string", "format": "binary"}, **fields}
    schema = {"type": "object", "required": list(properties), "properties": properties}
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}


async def read_form(request: Request, actor: Actor) -> Form:
    """Reads the request body as a form; nothing is read before.

    Raises ``RateLimited`` above the hourly upload limit, ``Conflict`` if the actor's
    storage is full, ``InvalidInput`` without a file.
    """
    app = runtime()
    await app.limits.hit("upload", str(actor.person_id), app.settings.uploads_per_hour, HOUR)
    async with transaction(actor) as session:
        await check_room(session, actor, app.settings.upload_megabytes * 1_000_000)
    async with request.form(max_files=1, max_fields=FIELDS_MAX, max_part_size=FIELD_BYTES) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise InvalidInput.at("file", "Send a form (multipart/form-data) with the file as “file”.")
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        return Form(await file.read(), fields)


async def keep(actor: Actor, file: ReadFile) -> Upload:
    """Stores an upload for a day; the row is committed before the bytes."""
    blobs = runtime().blobs
    async with transaction(actor) as session:
        row = await add_upload(session, actor, file)
    try:
        await blobs.put(row.key, file.data, file.content_type)
        if row.thumb_key:
            await blobs.put(row.thumb_key, file.thumb, "image/webp")
    except BaseException:
        await drop(actor, row)
        raise
    return row


async def drop(actor: Actor, row: Upload) -> None:
    """Deletes an upload that is not needed after all."""
    async with transaction(actor) as session:
        await delete_upload(session, actor, row.id)
