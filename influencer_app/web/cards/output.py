"""A delivered picture or video as a card."""

from dataclasses import dataclass

from influencer_app.domain.outputs.schemas import OutputDetail
from influencer_app.web.thumbhash import thumbhash_data_url


@dataclass(frozen=True)
class OutputCard:
    """A delivered output. ``grow`` is width divided by height, for rows that fill.

    ``created_at`` is ISO 8601; ``day`` repeats it for the first output of a day on pages grouped by day.
    ``duration`` reads like 0:04, empty for pictures.
    """

    id: str
    generation_id: str
    src: str
    thumb: str
    full: str
    alt: str
    width: int
    height: int
    grow: float
    placeholder: str
    favourite: bool
    seed: str
    is_video: bool = False
    captions: str = ""
    duration: str = ""
    created_at: str = ""
    day: str = ""


def output_card(output: OutputDetail, prompt: str) -> OutputCard:
    """The card; its alternative text is the prompt."""
    return OutputCard(
        id=str(output.id),
        generation_id=str(output.generation_id),
        src=output.preview_url,
        thumb=output.thumb_url,
        full=output.url,
        alt=prompt[:300],
        width=output.width,
        height=output.height,
        grow=round(output.width / output.height, 4),
        placeholder=thumbhash_data_url(output.thumbhash),
        favourite=output.favourite,
        seed=str(output.seed),
        is_video=output.kind == "video",
        captions=output.captions_url or "",
        duration=duration_text(output.duration) if output.duration else "",
        created_at=output.created_at.isoformat(),
    )


def duration_text(seconds: float) -> str:
    """Minutes and seconds, such as 0:04."""
    return f"{round(seconds) // 60}:{round(seconds) % 60:02d}"
