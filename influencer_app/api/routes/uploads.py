"""Route for uploads."""

from fastapi import APIRouter, Request

from influencer_app.api.access import Editor
from influencer_app.api.key_scopes import scope
from influencer_app.api.multipart import FORM_BYTES, form_schema, read_form
from influencer_app.api.schema import problems
from influencer_app.app_services.uploads import store_upload
from influencer_app.domain.uploads.schemas import UploadDetail
from influencer_app.domain.uploads.service import upload_detail
from influencer_app.media.audio import SIZE_MAX
from influencer_app.wiring import runtime

router = APIRouter(prefix="/api/uploads", tags=["uploads"])


@router.post(
    "",
    status_code=201,
    max_body_size=SIZE_MAX + FORM_BYTES,
    openapi_extra=form_schema(),
    responses=problems(409, 429),
)
@scope("generate")
async def upload(actor: Editor, request: Request) -> UploadDetail:
    """A picture (JPEG, PNG, WebP) or a sound (WAV, MP3, M4A, Ogg, WebM, FLAC), kept for 24 hours.

    It is re-encoded: upright, without metadata; audio as WAV at normal loudness.
    """
    form = await read_form(request, actor)
    row = await store_upload(actor, await runtime().upload_decoder.decode(form.data))
    return upload_detail(row)
