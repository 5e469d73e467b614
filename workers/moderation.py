"""Moderates prompts and outputs, where a moderation model is configured."""

from uuid import UUID

from influencer_app.db.transaction import transaction
from influencer_app.domain.generation.execution import moderation
from influencer_app.domain.generation.ports.finisher import FinishedFile
from influencer_app.domain.generation.ports.prompts import Enhanced
from influencer_app.domain.generation.schemas import FrozenRequest
from influencer_app.domain.safety.verdicts import refusal
from influencer_app.errors import AppError, Unavailable
from influencer_app.wiring import runtime

NOT_USED = "The model's words were not used, because moderation held them back."


async def moderate_prompt(generation_id: UUID, request: FrozenRequest) -> bool:
    """Moderates the prompt. False if it was rejected, which fails the generation."""
    moderator = runtime().models_for(request.workspace_id).moderation
    if moderator is None:
        return True
    text = "\n".join(filter(None, (request.effective_prompt, request.script)))
    try:
        verdict = await moderator.check_text(text)
    except Unavailable as error:
        refused, note, code = error.sentence, None, error.code
    else:
        refused = refusal(verdict) if verdict.flagged else ""
        note, code = verdict.note, "policy-refused"
    async with transaction() as session:
        if not refused:
            await moderation.record_moderation_passed(session, generation_id, note)
        else:
            await moderation.record_moderation_rejected(session, generation_id, code, refused)
    return not refused


async def moderate_additions(request: FrozenRequest, enhanced: Enhanced) -> Enhanced:
    """Moderates the words that a model has added; what would be refused of a person is not used."""
    moderator = runtime().models_for(request.workspace_id).moderation
    if moderator is None or not enhanced.added:
        return enhanced
    try:
        flagged = (await moderator.check_text(enhanced.text)).flagged
    except Unavailable:
        flagged = True
    return Enhanced(text=request.prompt, added="", note=NOT_USED) if flagged else enhanced


async def moderate_output(file: FinishedFile, workspace_id: UUID | None) -> tuple[str, str] | None:
    """Moderates a picture or a video's poster. Code and sentence if rejected, else None."""
    app = runtime()
    moderator = app.models_for(workspace_id).moderation
    if moderator is None or not app.settings.moderate_pictures:
        return None
    try:
        verdict = await moderator.check_picture(file.preview, "image/webp")
    except AppError as error:
        return error.code, error.sentence
    return ("policy-refused", refusal(verdict, "picture")) if verdict.flagged else None
