"""What goes in and out of generation."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from influencer_app.domain.characters.schemas import Look, Style
from influencer_app.domain.generation.rules import (
    COUNT_MAX,
    NEGATIVE_PROMPT_MAX,
    PROMPT_MAX,
    SEED_MAX,
)
from influencer_app.domain.text import OneLine, Prose

Kind = Literal["image", "video", "avatar"]
Status = Literal[
    "queued", "preparing", "submitted", "rendering", "finishing", "succeeded", "failed", "canceled"
]
AspectRatio = Literal["1:1", "4:5", "2:3", "3:4", "9:16", "16:9"]
Prompt = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=PROMPT_MAX), Prose]


class NewImage(BaseModel):
    """A request for one to four pictures."""

    model_config = ConfigDict(extra="forbid")

    prompt: Prompt
    negative_prompt: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=NEGATIVE_PROMPT_MAX), Prose
    ] = ""
    character_id: UUID | None = None
    template_id: UUID | None = None
    variables: dict[str, str] | None = None
    style: Style | None = None
    aspect_ratio: AspectRatio = "1:1"
    count: int = Field(default=1, ge=1, le=COUNT_MAX)
    seed: int | None = Field(default=None, ge=0, le=SEED_MAX)
    enhance_prompt: bool = False


class FrozenRequest(BaseModel):
    """Everything that decides the pictures, kept as it was when the request was accepted."""

    model_config = ConfigDict(frozen=True)

    prompt: str
    enhanced_prompt: str | None = None
    enhance: bool = False
    negative_prompt: str = ""
    style: Style
    aspect_ratio: AspectRatio
    width: int
    height: int
    count: int
    seed: int
    engine: str
    model: str
    look: Look | None = None
    watermark: bool = False
    plan: str = "free"

    @property
    def drawn_prompt(self) -> str:
        """The words that the engine gets."""
        return self.enhanced_prompt or self.prompt


class StepDetail(BaseModel):
    """A line of the timeline."""

    name: str
    status: Literal["running", "done", "failed", "skipped"]
    started_at: datetime
    ended_at: datetime | None = None
    detail: str | None = None


class OutputDetail(BaseModel):
    """One delivered picture. Sizes in pixels, ``duration`` in seconds."""

    id: UUID
    generation_id: UUID
    asset_id: UUID
    index: int
    kind: Literal["image", "video"]
    width: int
    height: int
    duration: float | None = None
    url: str
    preview_url: str
    thumb_url: str
    thumbhash: str
    seed: int
    identity_score: float | None = None
    watermarked: bool
    favourite: bool
    published: bool
    created_at: datetime


class PartDetail(BaseModel):
    """A picture on its way: where it is and how far, 0 to 1."""

    index: int
    status: Literal["waiting", "rendering", "finishing", "done", "lost"]
    progress: float


class GenerationError(BaseModel):
    """Why nothing, or not everything, came of it."""

    code: str
    message: str


class GenerationDetail(BaseModel):
    """The ``generation`` of the REST contract."""

    id: UUID
    type: Kind
    purpose: Literal["result", "portrait"] = "result"
    status: Status
    progress: float
    queue_position: int | None = None
    prompt: str
    enhanced_prompt: str | None = None
    negative_prompt: str
    character_id: UUID | None = None
    template_id: UUID | None = None
    remix_of: UUID | None = None
    style: Style
    aspect_ratio: AspectRatio
    count: int
    seed: int
    engine: str
    model: str
    credits_reserved: int
    credits_used: int
    steps: list[StepDetail] = []
    parts: list[PartDetail] = []
    outputs: list[OutputDetail] = []
    error: GenerationError | None = None
    created_at: datetime
    finished_at: datetime | None = None


class GenerationFilter(BaseModel):
    """Which generations to list; None leaves a question open."""

    type: Kind | None = None
    status: Status | None = None
    character_id: UUID | None = None
    q: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), OneLine] | None = None
    favourite: bool | None = None
    from_: datetime | None = Field(default=None, alias="from")
    to: datetime | None = None

    model_config = ConfigDict(populate_by_name=True, extra="forbid")


def frozen(row_request: dict[str, Any]) -> FrozenRequest:
    """The frozen request out of its JSON column."""
    return FrozenRequest.model_validate(row_request)
