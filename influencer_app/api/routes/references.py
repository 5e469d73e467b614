"""Routes of reference images."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response

from influencer_app.api.access import Editor, Person, SignedIn
from influencer_app.api.key_scopes import scope
from influencer_app.api.multipart import FORM_BYTES, form_schema, read_form
from influencer_app.api.schema import FILE, problems
from influencer_app.app_services.uploads import discard_upload, store_upload
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.characters import references
from influencer_app.domain.characters.schemas import ReferenceImageDetail
from influencer_app.domain.files.ports import BlobMissing
from influencer_app.errors import NotFound
from influencer_app.media.sanitize import SIZE_MAX
from influencer_app.wiring import runtime

router = APIRouter(prefix="/api/characters/{character_id}/references", tags=["characters"])
CONSENT = form_schema(consent={"const": "true", "description": references.STATEMENT})


@router.get("")
@scope("read")
async def list_references(actor: SignedIn, character_id: UUID) -> list[ReferenceImageDetail]:
    """Your character's reference images, oldest first."""
    async with reading(actor) as session:
        return await references.list_references(session, actor, character_id)


@router.post(
    "",
    status_code=201,
    max_body_size=SIZE_MAX + FORM_BYTES,
    openapi_extra=CONSENT,
    responses=problems(409, 429),
)
@scope("manage")
async def add_reference(actor: Editor, character_id: UUID, request: Request) -> ReferenceImageDetail:
    """Add a photo of a real face; ``consent=true`` states that you may use it.

    400 without consent, and with the reason if the photo has no face, several, or a face too small.
    """
    async with reading(actor) as session:
        await references.check_place(session, actor, character_id)
    form = await read_form(request, actor)
    consent = form.fields.get("consent") == "true"
    references.check_consent(consent=consent)
    row = await store_upload(actor, await runtime().upload_decoder.decode_face(form.data))
    try:
        async with transaction(actor) as session:
            return await references.add_reference(session, actor, character_id, row.id, consent=consent)
    except BaseException:
        await discard_upload(actor, row)
        raise


@router.delete("/{reference_id}", status_code=204)
@scope("manage")
async def withdraw_reference(actor: Editor, character_id: UUID, reference_id: UUID) -> None:
    """Remove a reference image and its files. Outputs made with it stay."""
    async with transaction(actor) as session:
        await references.withdraw_reference(session, actor, character_id, reference_id)


@router.get("/{reference_id}/{variant}", response_class=Response, responses=FILE)
@scope("read")
async def get_face(
    viewer: Person, character_id: UUID, reference_id: UUID, variant: Literal["face", "thumb"]
) -> Response:
    """The photo, for members of its workspace, whichever they have open."""
    async with reading(viewer) as session:
        row = await references.get_reference(session, viewer, character_id, reference_id)
    key, kind = (row.key, "image/jpeg") if variant == "face" else (row.thumb_key, "image/webp")
    try:
        data = await runtime().blobs.get(key)
    except BlobMissing as error:
        raise NotFound("This face") from error
    headers = {
        "Cache-Control": "private, no-cache",
        "Vary": "Cookie, Authorization",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(data, media_type=kind, headers=headers)
