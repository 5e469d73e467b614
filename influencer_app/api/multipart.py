"""Reads multipart uploads, after authentication, within limits."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.datastructures import UploadFile

from influencer_app.app_services.rate_limits import limit_uploads
from influencer_app.db.transaction import transaction
from influencer_app.domain.uploads.service import check_room
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import InvalidInput, StorageFull
from influencer_app.wiring import runtime

FIELDS_MAX, FIELD_BYTES = 4, 1_000
FORM_BYTES = 1_000_000
"""Maximum size of the fields beside the file, in bytes."""


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
    storage is full, ``StorageFull`` if the server's is, ``InvalidInput`` without a file.
    """
    app = runtime()
    await limit_uploads(actor)
    async with transaction(actor) as session:
        await check_room(session, actor, app.settings.upload_megabytes * 1_000_000)
    with _spooling():
        async with request.form(max_files=1, max_fields=FIELDS_MAX, max_part_size=FIELD_BYTES) as form:
            file = form.get("file")
            if not isinstance(file, UploadFile):
                raise InvalidInput.at("file", "Send a form (multipart/form-data) with the file as “file”.")
            fields = {name: value for name, value in form.items() if isinstance(value, str)}
            return Form(await file.read(), fields)


@contextmanager
def _spooling() -> Iterator[None]:
    """A large file waits in the folder for temporary files, which may be full."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise StorageFull from error
