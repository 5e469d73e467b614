"""Voices as a select offers them."""

from collections.abc import Iterable

from influencer_app.domain.generation.ports.speech import Voice
from influencer_app.wiring import runtime

CHOOSE = "Choose for me"
LANGUAGES = {
    **{"ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "en": "English", "es": "Spanish"},
    **{"fi": "Finnish", "fr": "French", "hi": "Hindi", "it": "Italian", "ja": "Japanese", "ko": "Korean"},
    **{"nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ru": "Russian"},
    **{"sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese"},
}
MANY = "any language"
LISTED_MAX = 2


def voice_choices(voices: Iterable[Voice]) -> list[tuple[str, str]]:
    """Ids and labels such as "Ava · English", after the choice of none; empty without voices."""
    labels = [(one.id, voice_label(one)) for one in voices]
    return [("", CHOOSE), *labels] if labels else []


def voice_name(voice_id: str) -> str:
    """The label of a voice by its id; of one that is not here any more, the id."""
    known = (one for one in runtime().voices if one.id.casefold() == voice_id.casefold())
    return next((voice_label(one) for one in known), voice_id)


def voice_label(voice: Voice) -> str:
    """The name and what it speaks."""
    names = [LANGUAGES.get(code, code.upper()) for code in voice.languages]
    return f"{voice.name} · {', '.join(names) if len(names) <= LISTED_MAX else MANY}"
