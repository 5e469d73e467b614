"""A model's look at what was asked for and at what came of it, where one is configured."""

from uuid import UUID

from influencer_app.db.transaction import transaction
from influencer_app.domain.generation import looks
from influencer_app.domain.generation.ports import FinishedFile
from influencer_app.domain.generation.schemas import FrozenRequest
from influencer_app.domain.safety.verdicts import refusal
from influencer_app.errors import Unavailable
from influencer_app.wiring import runtime


async def words_may_be_used(generation_id: UUID, request: FrozenRequest) -> bool:
    """Whether the words are fine, or nobody looks; where they are not, the generation has failed."""
    moderation = runtime().moderation
    if moderation is None:
        return True
    text = "\n".join(filter(None, (request.drawn_prompt, request.script)))
    try:
        verdict = await moderation.check_text(text)
    except Unavailable as error:
        refused, note, code = error.sentence, None, error.code
    else:
        refused = refusal(verdict) if verdict.flagged else ""
        note, code = verdict.note, "policy-refused"
    async with transaction() as session:
        if not refused:
            await looks.record_looked(session, generation_id, note)
        else:
            await looks.record_unwanted(session, generation_id, code, refused)
    return not refused


async def reason_against(file: FinishedFile) -> tuple[str, str] | None:
    """Code and sentence when this picture, or a film's poster, may not be shown; None when it may."""
    own = runtime()
    if own.moderation is None or not own.settings.moderate_pictures:
        return None
    try:
        verdict = await own.moderation.check_picture(file.preview, "image/webp")
    except Unavailable as error:
        return error.code, error.sentence
    return ("policy-refused", refusal(verdict, "picture")) if verdict.flagged else None
