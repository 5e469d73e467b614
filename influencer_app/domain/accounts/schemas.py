"""Input and read models of accounts."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from influencer_app.domain.text import OneLine

NAME_MAX = 80
StaffRole = Literal["member", "moderator", "admin"]
"""A person's role in this installation."""


class AuthenticatedPerson(BaseModel):
    """A signed-in person, and the session that says so until ``expires_at``."""

    model_config = ConfigDict(frozen=True)

    person_id: UUID
    staff_role: StaffRole = "member"
    session_id: UUID | None = None
    expires_at: datetime | None = None


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
    """A person's own account."""

    id: UUID
    email: str
    name: str
    role: StaffRole
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
