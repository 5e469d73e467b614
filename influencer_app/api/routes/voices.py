"""Routes for voices."""

from fastapi import APIRouter, Response

from influencer_app.api.access import SignedIn
from influencer_app.api.key_scopes import scope
from influencer_app.api.schema import FILE
from influencer_app.domain.generation.ports.speech import SAMPLES, VoiceSamplePort
from influencer_app.errors import NotFound
from influencer_app.wiring import runtime

router = APIRouter(prefix="/api/voices", tags=["voices"])
SAMPLES_PER_MINUTE = 30
DEFAULT = "default"


@router.get("/{voice}/sample", response_class=Response, responses=FILE)
@scope("read")
async def get_voice_sample(actor: SignedIn, voice: str) -> Response:
    """A sentence in this voice as WAV, free of charge; ``default`` is the first voice."""
    app = runtime()
    chosen = next((one for one in app.voices if voice.casefold() in (one.id.casefold(), DEFAULT)), None)
    if chosen is None:
        raise NotFound("This voice")
    await app.limits.hit("voice_sample", str(actor.person_id), SAMPLES_PER_MINUTE, 60)
    speech = app.models_for(actor.workspace_id).speech
    if speech is None:
        wav = await app.port(VoiceSamplePort).speak(chosen)
    else:
        text = SAMPLES.get(chosen.languages[0], SAMPLES["en"])
        wav = (await speech.synthesize(text, chosen.id)).wav
    headers = {"Cache-Control": "private, max-age=86400", "Vary": "Cookie, Authorization"}
    return Response(wav, media_type="audio/wav", headers=headers)
