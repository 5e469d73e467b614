"""Input and read models of accounts."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from influencer_app.domain.text import OneLine

NAME_MAX = 80
Role = Literal["member", "moderator", "admin"]


class Actor(BaseModel):
    """The signed-in person on whose behalf a call is made.

    It may be cached for a short while, so it carries nothing that is charged for or marked by: the plan is
    read from its row in the transaction that needs it.
    """

    model_config = ConfigDict(frozen=True)

    person_id: UUID
    role: Role = "member"
    session_id: UUID | None = None

    @classmethod
    def for_system_read(cls, person_id: UUID) -> Self:
        """The person as the system reads their things for them, outside of any request of theirs.

        It has the lowest role and no session; use it for reading only.
        """
        return cls(person_id=person_id)


class NewPerson(BaseModel):
    """A sign-up request; ``rules`` validate address and password."""

    email: Annotated[str, StringConstraints(strip_whitespace=True, max_length=254)]
    password: Annotated[str, StringConstraints(max_length=1000)]
    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=NAME_MAX), OneLine] = ""


class PersonChange(BaseModel):
    """A partial update of a person's own profile."""

    model_config = ConfigDict(extra="forbid")

    name: (
        Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME_MAX), OneLine]
        | None
    ) = None


class Credentials(BaseModel):
    """A sign-in request."""

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
    """The current and the new password; ``rules`` validate the new one."""

    old: Annotated[str, StringConstraints(max_length=1000)]
    new: Annotated[str, StringConstraints(max_length=1000)]


class SessionDetail(BaseModel):
    """A signed-in browser; ``current`` marks the one making the request."""

    id: UUID
    device: str
    handheld: bool
    current: bool
    created_at: datetime
    last_seen_at: datetime
