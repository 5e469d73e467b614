"""Port of the cache for what models answer, so that a workspace asks each question once a day."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, Protocol, Self
from uuid import UUID

AnswerKind = Literal["prompt", "moderation", "speech"]


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, for which workspace. ``digest`` stands for everything that decides the answer."""

    workspace_id: UUID
    kind: AnswerKind
    digest: str

    @classmethod
    def of(cls, workspace_id: UUID, kind: AnswerKind, *parts: str | bytes) -> Self:
        """The question of these parts, which are hashed: model, instructions, voice and input."""
        digest = sha256()
        for part in parts:
            data = part.encode() if isinstance(part, str) else part
            digest.update(len(data).to_bytes(8, "big"))
            digest.update(data)
        return cls(workspace_id, kind, digest.hexdigest())


class AnswerCache(Protocol):
    """Keeps answers for a bounded time, and a bounded number of bytes of each kind.

    It raises nothing: while it cannot be reached, nothing is kept, and each question is asked anew.
    """

    async def get(self, question: Question) -> bytes | None:
        """The answer that was kept, or None."""

    async def put(self, question: Question, answer: bytes) -> None:
        """Keeps an answer; one that is too large for its kind is not kept."""

    async def forget(self, workspace_id: UUID) -> None:
        """Deletes the answers of a workspace."""
