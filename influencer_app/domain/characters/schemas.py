"""Input and read models of characters."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from influencer_app.domain.characters.rules import AGE_MAX, AGE_MIN, STYLES, TOO_YOUNG
from influencer_app.domain.strict import QUERY_WHOLE, WHOLE, Id
from influencer_app.domain.text import OneLine, Prose

Gender = Literal["female", "male", "nonbinary"]
Style = Literal["realistic", "editorial", "anime", "toon", "watercolour", "neon"]


def _adult(age: int) -> int:
    if age < AGE_MIN:
        raise PydanticCustomError("too_young", TOO_YOUNG)
    return age


ADULT = AfterValidator(_adult)
AGES = Field(le=AGE_MAX, json_schema_extra={"minimum": AGE_MIN})
Age = Annotated[int, AGES, ADULT, WHOLE]
QueryAge = Annotated[int, AGES, ADULT, QUERY_WHOLE]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60), OneLine]
Trait = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, max_length=60), OneLine]
Persona = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000), Prose]


class Appearance(BaseModel):
    """The traits that determine a face, and the key that seeds its geometry; frozen into each request."""

    model_config = ConfigDict(frozen=True)

    key: str
    age: int
    gender: Gender
    ethnicity: str = ""
    skin_tone: str = ""
    hair_style: str = ""
    hair_color: str = ""
    eye_color: str = ""
    body_type: str = ""


class _Traits(BaseModel):
    """Visible traits."""

    model_config = ConfigDict(extra="forbid")

    age: Age
    gender: Gender
    ethnicity: Trait = ""
    skin_tone: Trait = ""
    hair_style: Trait = ""
    hair_color: Trait = ""
    eye_color: Trait = ""
    body_type: Trait = ""
    style: Style = "realistic"


class NewCharacter(_Traits):
    """A new character. The engine fills empty traits once and for all."""

    name: Name
    persona: Persona = ""
    voice: Trait = ""


class RequestedAppearance(_Traits):
    """Traits for a preview, as a query; ``key`` is the id that seeds the face."""

    key: Id
    age: QueryAge


class CharacterChange(BaseModel):
    """A partial update."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    age: Age | None = None
    gender: Gender | None = None
    ethnicity: Trait | None = None
    skin_tone: Trait | None = None
    hair_style: Trait | None = None
    hair_color: Trait | None = None
    eye_color: Trait | None = None
    body_type: Trait | None = None
    style: Style | None = None
    persona: Persona | None = None
    voice: Trait | None = None

    def changes(self) -> dict[str, Any]:
        """The fields that were sent."""
        return self.model_dump(exclude_unset=True, exclude_none=True)


class CharacterDetail(BaseModel):
    """A character as its owner sees it. ``portrait_*`` are None until the portrait is ready.

    ``has_face``: a portrait or a reference image shows models whom to draw.
    """

    id: UUID
    name: str
    age: int
    gender: Gender
    ethnicity: str
    skin_tone: str
    hair_style: str
    hair_color: str
    eye_color: str
    body_type: str
    style: Style
    persona: str
    voice: str
    portrait_url: str | None = None
    portrait_thumb_url: str | None = None
    portrait_thumbhash: str | None = None
    has_face: bool = False
    created_at: datetime
    updated_at: datetime


class ReferenceImageDetail(BaseModel):
    """A reference image as its owner sees it, with the consent text agreed to."""

    id: UUID
    url: str
    thumb_url: str
    thumbhash: str
    width: int
    height: int
    consent_text: str
    consented_at: datetime


__all__ = [
    "STYLES",
    "Appearance",
    "CharacterChange",
    "CharacterDetail",
    "Gender",
    "NewCharacter",
    "ReferenceImageDetail",
    "Style",
]
