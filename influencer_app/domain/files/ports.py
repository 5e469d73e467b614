"""The port to file storage; ``integrations.storage`` implements it."""

import re
from collections.abc import AsyncIterator
from typing import Protocol

from influencer_app.errors import NotFound

KEY_MAX = 512
_PART = re.compile(r"[a-z0-9_.-]{1,200}")  # a file name on disk holds 255


class BlobMissing(NotFound):
    """Nothing is stored under ``key``."""

    def __init__(self, key: str) -> None:
        super().__init__("This file")
        self.key = key


class BlobStore(Protocol):
    """Bytes under keys. Every method may raise ``errors.Unavailable``, writing also ``errors.StorageFull``.

    Both may pass; ``BlobMissing`` is permanent.

    A key is a relative path such as ``media/0198/thumb.webp`` (see ``check_key``; others raise
    ``ValueError``), and no key is the folder of another one. A store connects at its first use,
    which has to be in the process that goes on using it, after any fork.
    """

    async def put(self, key: str, data: bytes, content_type: str) -> None:
        """Store ``data`` whole or not at all, durably, in place of what was there.

        A folder on disk keeps no ``content_type``: the database does.
        """

    async def put_new(self, key: str, data: bytes, content_type: str) -> bool:
        """``put``, unless something is there already: then nothing changes and the answer is False.

        Of several writers at once exactly one gets True.
        """

    async def put_stream(self, key: str, pieces: AsyncIterator[bytes], content_type: str) -> int:
        """``put`` for what need not fit into memory; returns the number of bytes.

        An error of ``pieces`` is raised on, and what was there before stays.
        """

    async def get(self, key: str) -> bytes:
        """All bytes. Raises ``BlobMissing``."""

    async def read(self, key: str, start: int, end: int) -> bytes:
        """Bytes from ``start`` up to but not including ``end``. Raises ``BlobMissing``.

        What lies past the end is left out, so a range wholly past it is empty. Raises
        ``ValueError`` unless 0 <= start <= end.
        """

    async def size(self, key: str) -> int:
        """Number of bytes. Raises ``BlobMissing``."""

    async def delete(self, key: str) -> None:
        """Delete the bytes; nothing happens when there are none."""

    async def exists(self, key: str) -> bool:
        """Whether there are bytes under ``key``."""

    async def probe(self) -> None:
        """Write, read and delete a tiny object; ``Unavailable`` within 10 s if that does not work."""

    async def signed_url(self, key: str, seconds: int) -> str | None:
        """An address that gives the bytes to anyone for ``seconds`` (1 to 604,800), or None.

        None means that this store cannot be reached from outside: send the bytes yourself.
        """


def check_key(key: str) -> str:
    """``key`` itself if it is one: parts of ``[a-z0-9_.-]`` between slashes, none of them dots alone."""
    parts = key.split("/")
    fit = all(_PART.fullmatch(part) and part.strip(".") for part in parts)
    if not fit or len(key) > KEY_MAX:
        raise ValueError(f"Not a key of a blob: {key[:80]!r}")
    return key


def check_range(start: int, end: int) -> None:
    """``ValueError`` unless 0 <= start <= end."""
    if not 0 <= start <= end:
        raise ValueError(f"Not a range of bytes: {start} to {end}")
