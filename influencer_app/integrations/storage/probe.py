"""The self-test behind every store's ``probe``."""

import asyncio
from uuid import uuid4

from influencer_app.domain.files.ports import BlobMissing, BlobStore
from influencer_app.errors import Unavailable

PROBE_SECONDS = 8


async def probe_store(store: BlobStore) -> None:
    """Write, read and delete a small object. Raises ``Unavailable`` within 8 s."""
    key, data = f"probe/{uuid4()}", b"probe"
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            await store.put(key, data, "application/octet-stream")
            replaced = await store.put_new(key, b"other", "application/octet-stream")
            found = await store.get(key)
            await store.delete(key)
    except TimeoutError as error:
        raise Unavailable(f"The file store did not answer within {PROBE_SECONDS} seconds.") from error
    except BlobMissing as error:
        raise Unavailable("The file store lost a file that was just written.") from error
    if replaced:
        raise Unavailable("The file store overwrites existing files: it does not support If-None-Match.")
    if found != data:
        raise Unavailable("The file store returned different bytes than were written.")
