"""What uploads need of the outside."""

from typing import Protocol

from influencer_app.domain.uploads.schemas import ReadFile


class ReaderPort(Protocol):
    """Reads files that people bring, and trusts nothing in them.

    Both raise ``InvalidInput`` with a sentence on what is wrong with the file, and ``RateLimited``
    while too many others wait.
    """

    async def read(self, data: bytes) -> ReadFile:
        """A picture (JPEG, PNG, WebP) or a sound (WAV, MP3, M4A, AAC, Ogg, WebM, FLAC)."""

    async def read_face(self, data: bytes) -> ReadFile:
        """A picture with exactly one face that is large enough to be recognised."""
