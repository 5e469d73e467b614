"""Ports that uploads need."""

from typing import Protocol

from influencer_app.domain.uploads.schemas import ReadFile


class UploadDecoder(Protocol):
    """Decodes untrusted files.

    Both raise ``InvalidInput`` with the reason, and ``RateLimited``
    while too many others wait.
    """

    async def decode(self, data: bytes) -> ReadFile:
        """A picture (JPEG, PNG, WebP) or a sound (WAV, MP3, M4A, AAC, Ogg, WebM, FLAC)."""

    async def decode_face(self, data: bytes) -> ReadFile:
        """A picture with exactly one face that is large enough to be recognised."""
