"""Translates a frozen request into a provider-independent model request."""

from influencer_app.domain.characters.schemas import Appearance
from influencer_app.domain.generation.kinds.registry import get_kind
from influencer_app.domain.generation.ports.provider import ModelRequest
from influencer_app.domain.generation.schemas import FrozenRequest

SUBJECTS = {"female": "woman", "male": "man", "nonbinary": "person"}


def to_model_request(
    request: FrozenRequest,
    *,
    references: tuple[str, ...] = (),
    source: str | None = None,
    audio: str | None = None,
) -> ModelRequest:
    """The model request, with file URLs that the provider can read."""
    kind = get_kind(request.type)
    appearance = request.appearance
    return ModelRequest(
        kind=kind.price_kind_for(with_character=bool(references)),
        prompt=request.effective_prompt,
        negative_prompt=request.negative_prompt,
        style=request.style,
        width=request.width,
        height=request.height,
        count=request.count,
        seed=request.seed,
        motion=request.motion if kind.takes_motion else None,
        fps=request.fps or None,
        seconds=request.seconds or None,
        subject=SUBJECTS[appearance.gender] if appearance else "person",
        traits=traits_in_words(appearance) if appearance else "",
        references=references,
        source=source,
        audio=audio,
    )


def traits_in_words(appearance: Appearance) -> str:
    """The appearance in words, for models without reference images."""
    words = [
        f"{appearance.age} years old",
        appearance.ethnicity,
        appearance.body_type and f"{appearance.body_type} build",
    ]
    words.append(appearance.skin_tone and f"{appearance.skin_tone} skin")
    hair = " ".join(word for word in (appearance.hair_color, appearance.hair_style) if word)
    words.append(hair and (hair if appearance.hair_style == "bald" else f"{hair} hair"))
    words.append(appearance.eye_color and f"{appearance.eye_color} eyes")
    return ", ".join(word for word in words if word)
