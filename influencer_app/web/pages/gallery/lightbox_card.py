"""A picture opened large: everything that is needed to make it again, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from influencer_app.domain.billing.schemas import PriceDetail
from influencer_app.domain.gallery.schemas import GalleryItem
from influencer_app.domain.generation.rules import SHAPES
from influencer_app.web.cards.output import duration_text
from influencer_app.web.cards.style import style_label
from influencer_app.web.cards.voice import voice_name
from influencer_app.web.pages.gallery import copy
from influencer_app.web.thumbhash import thumbhash_data_url


@dataclass(frozen=True)
class LightboxCard:
    """``enhancement`` is what was added to the prompt; ``character_name`` may be empty."""

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
    character_name: str = ""
    prompt: str = ""
    enhancement: str = ""
    shape: str = ""
    style: str = ""
    seed: str = ""
    made_by: str = ""
    made_at: str = ""
    made_on: str = ""
    is_video: bool = False
    captions: str = ""
    duration: str = ""
    motion: str = ""
    script: str = ""
    voice: str = ""
    negative: str = ""
    price: str = ""
    note: str = ""
    delete_label: str = ""
    delete_set_label: str = ""
    """Empty where the output is the whole set."""


def lightbox_card(item: GalleryItem) -> LightboxCard:
    """The card of one picture."""
    output = item.output
    width, height = SHAPES.get(item.aspect_ratio, (output.width, output.height))
    own = item.prompt.strip().rstrip(" ,.;")
    return LightboxCard(
        id=str(output.id),
        generation_id=str(output.generation_id),
        src=output.preview_url,
        full=output.url,
        alt=item.prompt[:300],
        width=output.width,
        height=output.height,
        grow=round(output.width / output.height, 4),
        placeholder=thumbhash_data_url(output.thumbhash),
        favourite=output.favourite,
        character_name=item.character_name or "",
        prompt=item.prompt,
        enhancement=(item.enhanced_prompt or "").removeprefix(own).removeprefix(", "),
        shape=f"{item.aspect_ratio}, {width} × {height} px",
        style=style_label(item.engine, item.style),
        seed=str(output.seed),
        made_by=f"{item.engine}, {item.model}",
        made_at=output.created_at.isoformat(),
        made_on=f"{output.created_at:%-d %b %Y}",
        is_video=output.kind == "video",
        captions=output.captions_url or "",
        duration=duration_text(output.duration) if output.duration else "",
        motion=copy.MOTION_OF.format(motion=item.motion) if item.motion and item.type == "video" else "",
        script=item.script,
        voice=voice_name(item.voice) if item.voice else "",
        negative=item.negative_prompt,
        price=(
            copy.SET.format(credits=item.credits_used, count=item.count)
            if item.count > 1
            else str(item.credits_used)
        ),
        note=item.note or "",
        delete_label=copy.DELETE[item.type],
        delete_set_label=copy.DELETE_SET.format(count=item.set_size) if item.set_size > 1 else "",
    )


def price_text(prices: Iterable[PriceDetail], kind: str) -> str:
    """What one of that kind costs, such as "20 credits"; empty where it has no price."""
    price = next((one for one in prices if one.kind == kind), None)
    if price is None:
        return ""
    text = copy.CREDITS.format(count=price.credits)
    return copy.PER_SECONDS.format(price=text, seconds=price.per_seconds) if price.per_seconds else text
