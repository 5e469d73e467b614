"""Read models and filters of the gallery."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel

from influencer_app.db.pages import Count
from influencer_app.domain.outputs.schemas import OutputDetail
from influencer_app.domain.text import SearchWords


class GalleryFilter(BaseModel):
    """A filter of outputs.

    ``kind`` is image, video or avatar; ``q`` holds words of the prompt, script or character name, all
    of which has to be there.
    """

    character_id: UUID | None = None
    kind: str | None = None
    favourite: bool = False
    q: Annotated[str, SearchWords] = ""


class GalleryItem(BaseModel):
    """An output with the prompt and settings that made it.

    ``count`` and ``credits_used`` are those of the whole generation. A single output also has ``note``, which
    is what speech and engine say about it, and ``set_size``, the outputs that are left of its set.
    """

    output: OutputDetail
    prompt: str
    enhanced_prompt: str | None
    style: str
    aspect_ratio: str
    engine: str
    model: str
    character_id: UUID | None
    character_name: str | None
    type: str
    negative_prompt: str
    count: int
    credits_used: int
    motion: int | None = None
    script: str = ""
    voice: str = ""
    note: str | None = None
    set_size: int = 1


class CharacterFigures(BaseModel):
    """A character's outputs, favourites among them, and the credits spent on its newest generations."""

    results: Count
    favourites: Count
    credits_used: Count


Variant = Literal["original", "preview", "thumb", "captions"]


class AssetFile(BaseModel):
    """The files of an asset: ``keys`` and ``content_types`` by variant; ``name`` is theirs for people."""

    id: UUID
    keys: dict[str, str]
    content_types: dict[str, str]
    sha256: str
    name: str
