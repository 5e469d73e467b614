"""Input and read models of generations."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from influencer_app.domain.billing.schemas import PriceDetail
from influencer_app.domain.characters.schemas import Appearance, Style
from influencer_app.domain.generation.rules import (
    COUNT_MAX,
    FPS_MAX,
    FPS_MIN,
    MOTION_DEFAULT,
    NEGATIVE_PROMPT_MAX,
    PROMPT_MAX,
    SCRIPT_MAX,
    SEED_MAX,
)
from influencer_app.domain.outputs.schemas import OutputDetail
from influencer_app.domain.strict import WHOLE, Flag, Id
from influencer_app.domain.text import OneLine, Prose, SearchWords

Kind = Literal["image", "video", "avatar"]
Status = Literal[
    "awaiting_confirmation",
    "queued",
    "preparing",
    "submitted",
    "rendering",
    "finishing",
    "succeeded",
    "failed",
    "canceled",
]
AspectRatio = Literal["1:1", "4:5", "2:3", "3:4", "9:16", "16:9"]
Prompt = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=PROMPT_MAX), Prose]

Seed = Annotated[int, Field(ge=0, le=SEED_MAX), WHOLE]
ExpectedCredits = Annotated[
    int, Field(ge=0, le=1_000_000, description="The price that was shown; another one is refused."), WHOLE
]


class NewImage(BaseModel):
    """A request for one to four images."""

    model_config = ConfigDict(extra="forbid")

    prompt: Prompt
    negative_prompt: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=NEGATIVE_PROMPT_MAX), Prose
    ] = ""
    character_id: Id | None = None
    template_id: Id | None = None
    variables: dict[str, str] | None = None
    style: Style | None = None
    aspect_ratio: AspectRatio = "1:1"
    count: Annotated[int, Field(ge=1, le=COUNT_MAX), WHOLE] = 1
    seed: Seed | None = None
    enhance_prompt: Flag = False
    expected_credits: ExpectedCredits | None = None


class NewVideo(BaseModel):
    """A clip from one of the person's images. ``motion`` 1 (calm) to 10 (lively)."""

    model_config = ConfigDict(extra="forbid")

    output_id: Id
    motion: Annotated[int, Field(ge=1, le=10), WHOLE] = MOTION_DEFAULT
    fps: Annotated[int, Field(ge=FPS_MIN, le=FPS_MAX), WHOLE] | None = None
    seed: Seed | None = None
    expected_credits: ExpectedCredits | None = None


def _one_of(*names: str) -> dict[str, Any]:
    """JSON Schema: exactly one of the fields, the others left out, null or empty."""
    return {
        "oneOf": [
            {
                "required": [given],
                "properties": {
                    given: {"type": "string", "pattern": r"\S"},
                    **{name: {"enum": [None, ""]} for name in names if name != given},
                },
            }
            for given in names
        ]
    }


class NewAvatar(BaseModel):
    """A talking video from an output or a character, with a script or uploaded audio."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "allOf": [_one_of("output_id", "character_id"), _one_of("script", "upload_id")],
        },
    )

    output_id: Id | None = None
    character_id: Id | None = None
    script: Annotated[str, StringConstraints(strip_whitespace=True, max_length=SCRIPT_MAX), Prose] = ""
    upload_id: Id | None = None
    voice: Annotated[str, StringConstraints(max_length=80), OneLine] | None = None
    seed: Seed | None = None
    expected_credits: ExpectedCredits | None = None

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        if (self.output_id is None) == (self.character_id is None):
            raise ValueError("Choose either a picture (output_id) or a character (character_id).")
        if bool(self.script) == (self.upload_id is not None):
            raise ValueError("Give either a script or an upload (upload_id).")
        return self


class SourceFile(BaseModel):
    """An input file as it was at request time. ``request`` is the one that made it, if we did."""

    model_config = ConfigDict(frozen=True)

    key: str
    content_type: str
    sha256: str
    source_type: str = ""
    output_id: UUID | None = None
    request: dict[str, Any] | None = None
    note: str | None = None


class FrozenRequest(BaseModel):
    """Everything that determines the outputs, frozen when the request was accepted."""

    model_config = ConfigDict(frozen=True)

    type: Kind = "image"
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
    version: str = ""
    source_type: str = "algorithmicMedia"
    appearance: Appearance | None = None
    watermark: bool = False
    plan: str = "free"
    motion: int = MOTION_DEFAULT
    fps: int = 0
    seconds: float = 0
    script: str = ""
    voice: str = ""
    source: SourceFile | None = None
    audio: SourceFile | None = None
    references: tuple[SourceFile, ...] = ()
    outputs_max: int | None = None
    """Outputs that one prediction of the model gives; None: as many as are asked for."""
    price: PriceDetail | None = None
    """The price of its kind when it was asked for, for what is priced by its real length."""
    prepared: bool = False
    """Nothing is left to be moderated, enhanced or spoken."""
    workspace_id: UUID | None = Field(default=None, exclude=True)
    """Whose it is: not frozen with the request, but told to the worker that claims it."""

    @property
    def effective_prompt(self) -> str:
        """The prompt passed to the engine."""
        return self.enhanced_prompt or self.prompt

    @property
    def source_request(self) -> "FrozenRequest | None":
        """The request that made the source image, if it was made here."""
        made = self.source.request if self.source else None
        return frozen(made) if made else None


class StepDetail(BaseModel):
    """A step of the timeline."""

    name: str
    status: Literal["running", "done", "failed", "skipped"]
    started_at: datetime
    ended_at: datetime | None = None
    detail: str | None = None


class RenderTaskDetail(BaseModel):
    """An output in progress: status and progress (0 to 1)."""

    index: int
    status: Literal["waiting", "remote", "rendering", "finishing", "done", "failed"]
    progress: float


class GenerationError(BaseModel):
    """Why a generation failed, wholly or in part."""

    code: str
    message: str


class GenerationDetail(BaseModel):
    """The ``generation`` of the REST contract. ``person_id`` is who asked for it.

    ``note`` says what the engine could not do as asked, for example words that it does not know.
    ``credits_required`` is the price to be confirmed until ``confirm_until``, while it waits for that.
    """

    id: UUID
    person_id: UUID
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
    source_output_id: UUID | None = None
    motion: int | None = None
    script: str | None = None
    voice: str | None = None
    style: Style
    aspect_ratio: AspectRatio
    count: int
    seed: int
    engine: str
    model: str
    credits_reserved: int
    credits_used: int
    credits_required: int | None = None
    confirm_until: datetime | None = None
    steps: list[StepDetail] = []
    render_tasks: list[RenderTaskDetail] = []
    outputs: list[OutputDetail] = []
    error: GenerationError | None = None
    note: str | None = None
    created_at: datetime
    finished_at: datetime | None = None


class GenerationFilter(BaseModel):
    """A filter of generations; None matches all."""

    type: Kind | None = None
    status: Status | None = None
    character_id: UUID | None = None
    q: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), SearchWords] | None = None
    favourite: bool | None = None
    from_: datetime | None = Field(default=None, alias="from")
    to: datetime | None = None

    model_config = ConfigDict(populate_by_name=True, extra="forbid")


def frozen(row_request: dict[str, Any], workspace_id: UUID | None = None) -> FrozenRequest:
    """Parses the frozen request from its JSON column, for its workspace where that matters."""
    return FrozenRequest.model_validate(row_request | {"workspace_id": workspace_id})
