"""What goes in and out of accounts."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from influencer_app.domain.text import OneLine

NAME_MAX = 80
Role = Literal["member", "moderator", "admin"]


class Actor(BaseModel):
    """Who asks: a signed-in person as the edges know them."""

    model_config = ConfigDict(frozen=True)

    person_id: UUID
    role: Role = "member"
    plan: str = "free"
    session_id: UUID | None = None


class NewPerson(BaseModel):
    """A sign-up as it was sent; ``rules`` judge address and password."""

    email: Annotated[str, StringConstraints(strip_whitespace=True, max_length=254)]
    password: Annotated[str, StringConstraints(max_length=1000)]
    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=NAME_MAX), OneLine] = ""


class PersonChange(BaseModel):
    """What a person may change about themselves; what is not sent stays."""

    model_config = ConfigDict(extra="forbid")

    name: (
        Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME_MAX), OneLine]
        | None
    ) = None


class Credentials(BaseModel):
    """A sign-in as it was sent."""

    email: Annotated[str, StringConstraints(strip_whitespace=True, max_length=254)]
    password: Annotated[str, StringConstraints(max_length=1000)]


class PersonDetail(BaseModel):
    """The ``user`` of the REST contract."""

    id: UUID
    email: str
    name: str
    role: Role
    plan: str
    verified: bool
    created_at: datetime


class PasswordChange(BaseModel):
    """The old password and the new one; ``rules`` judge the new."""

    old: Annotated[str, StringConstraints(max_length=1000)]
    new: Annotated[str, StringConstraints(max_length=1000)]


class SessionDetail(BaseModel):
    """A browser that is signed in; ``current`` is the one that asks."""

    id: UUID
    device: str
    handheld: bool
    current: bool
    created_at: datetime
    last_seen_at: datetime
