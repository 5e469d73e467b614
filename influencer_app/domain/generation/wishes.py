"""A frozen request in the words that every provider's model understands."""

from influencer_app.domain.characters.schemas import Look
from influencer_app.domain.generation.provider import Wish
from influencer_app.domain.generation.schemas import FrozenRequest

SUBJECTS = {"female": "woman", "male": "man", "nonbinary": "person"}


def wish_of(
    request: FrozenRequest,
    *,
    references: tuple[str, ...] = (),
    source: str | None = None,
    audio: str | None = None,
) -> Wish:
    """The wish with the addresses of its files as the provider can read them."""
    kind = request.type if request.type != "image" else ("character_image" if references else "image")
    look = request.look
    return Wish(
        kind=kind,
        prompt=request.drawn_prompt,
        negative_prompt=request.negative_prompt,
        style=request.style,
        width=request.width,
        height=request.height,
        count=request.count,
        seed=request.seed,
        motion=request.motion if request.type == "video" else None,
        fps=request.fps or None,
        subject=SUBJECTS[look.gender] if look else "person",
        traits=traits_in_words(look) if look else "",
        references=references,
        source=source,
        audio=audio,
    )


def traits_in_words(look: Look) -> str:
    """What a model without reference pictures needs to draw the same person again."""
    words = [f"{look.age} years old", look.ethnicity, look.body_type and f"{look.body_type} build"]
    words.append(look.skin_tone and f"{look.skin_tone} skin")
    hair = " ".join(word for word in (look.hair_color, look.hair_style) if word)
    words.append(hair and (hair if look.hair_style == "bald" else f"{hair} hair"))
    words.append(look.eye_color and f"{look.eye_color} eyes")
    return ", ".join(word for word in words if word)
