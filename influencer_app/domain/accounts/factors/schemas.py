"""Input and read models of second factors and passkeys."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from influencer_app.domain.text import OneLine

Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]
"""Six digits, or a recovery code."""

Challenge = Annotated[str, StringConstraints(max_length=200)]
PasskeyName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), OneLine]


class PasskeyDetail(BaseModel):
    """A passkey of the person."""

    id: UUID
    name: str
    created_at: datetime
    last_used_at: datetime | None


class FactorsDetail(BaseModel):
    """Whether an authenticator app is set up, how many recovery codes are left, and the passkeys."""

    totp: bool
    recovery_codes: int
    passkeys: list[PasskeyDetail]


class Ways(BaseModel):
    """How somebody can prove that it is them."""

    password: bool
    code: bool
    passkey: bool


class TotpSetup(BaseModel):
    """What an authenticator app needs, shown once: the secret, its address and that as a QR code."""

    secret: str
    uri: str
    qr_code: str


class RecoveryCodes(BaseModel):
    """New recovery codes, shown once."""

    recovery_codes: list[str]


class CodeInput(BaseModel):
    """A code of the authenticator app."""

    code: Code


class ChallengeInput(BaseModel):
    """The challenge of a sign-in; a browser has it in its cookie."""

    challenge: Challenge = ""


class SecondFactorInput(ChallengeInput):
    """A code, or a passkey's answer, for that challenge."""

    code: Code | None = None
    credential: dict[str, Any] | None = None


class PasskeyInput(BaseModel):
    """A browser's answer to the options that it was given (``PublicKeyCredential.toJSON()``)."""

    credential: dict[str, Any]


class NewPasskey(PasskeyInput):
    """A passkey to be added."""

    name: PasskeyName


class Confirmation(BaseModel):
    """One of them, to prove once more that it is you."""

    password: Annotated[str, StringConstraints(max_length=1000)] | None = None
    code: Code | None = None
    credential: dict[str, Any] | None = None
