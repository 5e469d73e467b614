"""A picture opened large: everything that is needed to make it again, in words."""

from dataclasses import dataclass

from influencer_app.domain.gallery.schemas import GalleryItem
from influencer_app.domain.generation.rules import SHAPES
from influencer_app.web.cards import minutes
from influencer_app.web.pages.gallery import words
from influencer_app.web.placeholder import placeholder


@dataclass(frozen=True)
class Picture:
    """``added`` is what enhancing put behind the person's own words; ``who`` may be empty."""

    id: str = ""
    generation_id: str = ""
    src: str = ""
    full: str = ""
    alt: str = ""
    width: int = 0
    height: int = 0
    grow: float = 1.0
    placeholder: str = ""
    favourite: bool = False
    who: str = ""
    prompt: str = ""
    added: str = ""
    shape: str = ""
    style: str = ""
    seed: str = ""
    made_by: str = ""
    made_at: str = ""
    made_on: str = ""
    film: bool = False
    captions: str = ""
    lasts: str = ""
    motion: str = ""
    script: str = ""
    voice: str = ""
    negative: str = ""
    price: str = ""


def picture_card(item: GalleryItem) -> Picture:
    """The card of one picture."""
    output = item.output
    width, height = SHAPES.get(item.aspect_ratio, (output.width, output.height))
    own = item.prompt.strip().rstrip(" ,.;")
    return Picture(
        id=str(output.id),
        generation_id=str(output.generation_id),
        src=output.preview_url,
        full=output.url,
        alt=item.prompt[:300],
        width=output.width,
        height=output.height,
        grow=round(output.width / output.height, 4),
        placeholder=placeholder(output.thumbhash),
        favourite=output.favourite,
        who=item.character_name or "",
        prompt=item.prompt,
        added=(item.enhanced_prompt or "").removeprefix(own).removeprefix(", "),
        shape=f"{item.aspect_ratio}, {width} × {height} px",
        style=item.style.capitalize(),
        seed=str(output.seed),
        made_by=f"{item.engine}, {item.model}",
        made_at=output.created_at.isoformat(),
        made_on=f"{output.created_at:%-d %b %Y}",
        film=output.kind == "video",
        captions=output.captions_url or "",
        lasts=minutes(output.duration) if output.duration else "",
        motion=words.MOTION_OF.format(motion=item.motion) if item.motion and item.type == "video" else "",
        script=item.script,
        voice=item.voice,
        negative=item.negative_prompt,
        price=(
            words.SET.format(credits=item.credits_used, count=item.count)
            if item.count > 1
            else str(item.credits_used)
        ),
    )
