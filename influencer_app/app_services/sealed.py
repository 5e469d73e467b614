"""Things that a browser carries for us, encrypted and for a short while."""

from datetime import timedelta
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from influencer_app.db.base import now
from influencer_app.domain.accounts.ports import CipherPort, SecretUnreadable
from influencer_app.wiring import runtime

SealedT = TypeVar("SealedT", bound=BaseModel)


def seal(what: BaseModel, lifetime: timedelta) -> str:
    """What ``unseal`` gives back until then, to whoever asks for the same kind."""
    expires_at = (now() + lifetime).timestamp()
    plain = f"{type(what).__name__}\n{expires_at}\n{what.model_dump_json()}"
    return runtime().port(CipherPort).encrypt(plain.encode())


def unseal(kind: type[SealedT], sealed: str) -> SealedT | None:
    """What was sealed; None for anything forged, expired, or of another kind."""
    try:
        name, expires_at, content = runtime().port(CipherPort).decrypt(sealed).decode().split("\n", 2)
        if name != kind.__name__ or float(expires_at) <= now().timestamp():
            return None
        return kind.model_validate_json(content)
    except (SecretUnreadable, UnicodeError, ValueError, ValidationError):
        return None
