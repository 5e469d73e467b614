"""What the gallery shows."""

from uuid import UUID

from pydantic import BaseModel

from influencer_app.domain.outputs.schemas import OutputDetail


class GalleryFilter(BaseModel):
    """What of the gallery is wanted.

    ``kind`` is image, video or avatar; ``q`` words of the prompt, of a script, or a character's name, each
    of which has to be there.
    """

    character_id: UUID | None = None
    kind: str | None = None
    favourite: bool = False
    q: str = ""


class GalleryItem(BaseModel):
    """A delivered picture or film with the words and settings that made it.

    ``count`` and ``credits_used`` are of the whole set that was asked for at once.
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


class CharacterFigures(BaseModel):
    """What has come of a character: results, favourites among them, credits that they cost."""

    results: int
    favourites: int
    credits_used: int


class AssetFile(BaseModel):
    """Where the files of an asset lie; ``keys`` and ``content_types`` by variant."""

    id: UUID
    keys: dict[str, str]
    content_types: dict[str, str]
    sha256: str
    public: bool = False
