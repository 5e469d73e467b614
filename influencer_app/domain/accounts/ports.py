"""Ports that accounts need."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol
from uuid import UUID


class PasswordPort(Protocol):
    """Hashes passwords with a slow hash, off the event loop."""

    async def hash(self, password: str) -> str:
        """A salted hash."""

    async def verify(self, password: str, hashed: str | None) -> bool:
        """True if it matches. Takes equally long for ``None``, which matches nothing."""


class SecretUnreadable(Exception):
    """A stored secret was encrypted with a key that is neither current nor among the previous ones."""


class CipherPort(Protocol):
    """Encrypts secrets that are stored. The key is derived from ``SECRET_KEY`` and rotates with it."""

    def encrypt(self, plain: bytes) -> str:
        """With the current key."""

    def decrypt(self, encrypted: str) -> bytes:
        """With whichever key fits. Raises ``SecretUnreadable``."""

    def rotate(self, encrypted: str) -> str:
        """The same secret, encrypted with the current key. Raises ``SecretUnreadable``."""


class Rotated(NamedTuple):
    """What became of some stored secrets, and the id after which to go on; None when all were seen."""

    done: int
    unreadable: int
    after: UUID | None


class TotpPort(Protocol):
    """Codes of authenticator apps (RFC 6238): six digits, another every 30 seconds."""

    def new_secret(self) -> str:
        """160 random bits in base32."""

    def uri(self, secret: str, account: str) -> str:
        """What an app takes to add the account (``otpauth://``)."""

    def qr_code(self, uri: str) -> str:
        """The same as a QR code: an SVG in a ``data:`` address."""

    def find_step(self, secret: str, code: str, after: int) -> int | None:
        """The time step of a code that is at most one step old or early, and later than ``after``."""


class PasskeyRefused(Exception):
    """An authenticator's answer is malformed, for another site or challenge, or signed by another key."""


@dataclass(frozen=True, slots=True)
class NewCredential:
    """What an authenticator has made for an account."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


@dataclass(frozen=True, slots=True)
class Assertion:
    """Which credential an answer says that it is of, and of whom; unverified."""

    credential_id: bytes
    user_handle: bytes | None


class PasskeyPort(Protocol):
    """Passkeys (WebAuthn) of this site. Whoever uses one is asked to prove that it is them each time."""

    def creation_options(
        self, nonce: bytes, user_handle: bytes, account: str, name: str, known: Iterable[bytes]
    ) -> dict[str, Any]:
        """What a browser takes to make one; authenticators with a ``known`` one refuse to make another."""

    def verify_creation(self, answer: Mapping[str, Any], nonce: bytes) -> NewCredential:
        """The new one. Raises ``PasskeyRefused``."""

    def request_options(self, nonce: bytes, allowed: Iterable[bytes] = ()) -> dict[str, Any]:
        """What a browser takes to use one; any of this site without ``allowed``."""

    def read_assertion(self, answer: Mapping[str, Any]) -> Assertion:
        """Whose it claims to be. Raises ``PasskeyRefused`` when it is malformed."""

    def verify_assertion(self, answer: Mapping[str, Any], nonce: bytes, public_key: bytes) -> int:
        """What the authenticator has counted. Raises ``PasskeyRefused``."""


class PlacePort(Protocol):
    """Knows where network addresses are. Bound only where a file of them is set."""

    def find(self, address: str) -> str:
        """Such as "Berlin, Germany"; empty where it is not known."""


class RateLimitPort(Protocol):
    """Counts calls per key and time window."""

    async def hit(self, name: str, who: str, limit: int, seconds: int) -> int:
        """Counts a call and returns how many are left. Raises ``RateLimited`` above ``limit``."""

    async def undo(self, name: str, who: str) -> None:
        """Takes back the newest counted call."""

    async def forgive(self, name: str, who: str) -> None:
        """Resets the count, for example after a successful sign-in."""


class TabStates(Protocol):
    """What the site keeps of open tabs. Entries that nobody deletes expire by themselves."""

    async def declare(self, key_endings: Collection[str]) -> None:
        """Says which states a tab may have, by what follows its token in their keys."""

    async def add(self, session_id: UUID, token: str) -> None:
        """A tab of this session has connected."""

    async def delete(self, tokens: Iterable[str]) -> None:
        """Deletes the states of these tabs."""

    async def delete_of_session(self, session_id: UUID) -> None:
        """Deletes the states of all tabs of a session that has ended."""
