"""Input and read models of accounts."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from influencer_app.domain.accounts.rules import (
    ADDRESS_MAX,
    ADDRESS_PATTERN,
    PASSWORD_MAX,
    PASSWORD_MIN,
)
from influencer_app.domain.text import OneLine

NAME_MAX = 80
StaffRole = Literal["member", "moderator", "admin"]
"""A person's role in this installation."""

SignInMethod = Literal["password", "openid", "passkey", "sign_up"]
"""The first factor that opened a session."""

Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=ADDRESS_MAX),
    Field(json_schema_extra={"pattern": ADDRESS_PATTERN}),
]
OldPassword = Annotated[str, StringConstraints(max_length=1000)]
NewPassword = Annotated[
    str,
    StringConstraints(max_length=1000),
    Field(
        json_schema_extra={"minLength": PASSWORD_MIN, "maxLength": PASSWORD_MAX},
        description="Not easy to guess, and not the address.",
    ),
]
"""``rules`` validate addresses and new passwords; the schema says as much of it as it can."""


class AuthenticatedPerson(BaseModel):
    """A signed-in person, and the session that says so until ``expires_at``.

    ``staff_role`` is ``member`` for staff whose session has seen no second factor; they are ``held`` at the
    page that sets one up. ``authenticated_at`` is when they last proved who they are.
    With ``bound_to`` it is an API key that says so, for which there is no other workspace than this one.
    """

    model_config = ConfigDict(frozen=True)

    person_id: UUID
    staff_role: StaffRole = "member"
    held: bool = False
    session_id: UUID | None = None
    expires_at: datetime | None = None
    authenticated_at: datetime | None = None
    bound_to: UUID | None = None


class NewPerson(BaseModel):
    """A sign-up request; ``rules`` validate address and password.

    ``invitation`` is the token of one, where sign-up needs it; the invitation itself stays open.
    """

    email: Email
    password: NewPassword
    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=NAME_MAX), OneLine] = ""
    invitation: Annotated[str, StringConstraints(max_length=200)] = ""


class PersonChange(BaseModel):
    """A partial update of a person's own profile."""

    model_config = ConfigDict(extra="forbid")

    name: (
        Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME_MAX), OneLine]
        | None
    ) = None


class Credentials(BaseModel):
    """A sign-in request."""

    email: Email
    password: OldPassword


Token = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""The token of a link in a mail."""


class EmailLink(BaseModel):
    """The token that verifies an address, or confirms its change."""

    token: Token


class ResetRequest(BaseModel):
    """A request for a link that sets a new password."""

    email: Email


class NewPasswordByLink(BaseModel):
    """A new password with the token of a mail; ``rules`` validate the password."""

    token: Token
    password: NewPassword


class AddressChange(BaseModel):
    """A new address, with the password."""

    email: Email
    password: OldPassword


class PersonDetail(BaseModel):
    """A person's own account."""

    id: UUID
    email: str
    name: str
    role: StaffRole
    verified: bool
    created_at: datetime


class PasswordChange(BaseModel):
    """The current and the new password; ``rules`` validate the new one.

    An account without a password has no ``old`` one.
    """

    old: OldPassword | None = None
    new: NewPassword


class IdentityDetail(BaseModel):
    """An identity at a provider that signs in to the account, while ``active``: the provider is set up."""

    id: UUID
    provider: str
    email: str
    active: bool
    created_at: datetime
    last_used_at: datetime


class SessionDetail(BaseModel):
    """A signed-in browser; ``current`` marks the one making the request."""

    id: UUID
    device: str
    handheld: bool
    place: str | None = Field(description="Where it signed in, if this server knows places of addresses.")
    current: bool
    created_at: datetime
    last_seen_at: datetime
