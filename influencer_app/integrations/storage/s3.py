"""A blob store in S3 and compatible services (R2, MinIO), through ``obstore``."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import S3Store

from influencer_app.domain.files.ports import BlobMissing, check_key, check_range
from influencer_app.errors import Unavailable
from influencer_app.integrations.storage.probe import probe_store

if TYPE_CHECKING:
    from obstore.store import S3Credential  # exists only for type checkers

SIGNED_SECONDS_MAX = 604_800
PARTS_AT_ONCE = 2


class _ForkGuard:
    """Remembers the first process: obstore's threads do not survive a fork, and later calls would hang."""

    pid: int | None = None


class S3Blobs:
    """Implements ``BlobStore`` with one bucket. Without ``endpoint`` it is AWS.

    Connecting may take 2 s, a request 30 s; a request that fails within 10 s is retried twice.
    """

    def __init__(self, *, bucket: str, region: str, endpoint: str, key_id: str, secret: str) -> None:
        self.bucket = bucket
        self._region = region
        self._endpoint = endpoint
        self._key_id = key_id
        self._secret = secret
        self._client: S3Store | None = None

    async def put(self, key: str, data: bytes, content_type: str) -> None:
        """See the port. One request, so that a failure leaves nothing behind."""
        store = self._store()
        with _app_errors():
            await obstore.put_async(
                store, check_key(key), data, attributes={"Content-Type": content_type}, use_multipart=False
            )

    async def put_new(self, key: str, data: bytes, content_type: str) -> bool:
        """See the port. Uses ``If-None-Match: *``, which AWS, R2 and MinIO support."""
        store = self._store()
        try:
            with _app_errors():
                await obstore.put_async(
                    store,
                    check_key(key),
                    data,
                    attributes={"Content-Type": content_type},
                    mode="create",
                    use_multipart=False,
                )
        except FileExistsError:
            return False
        return True

    async def put_stream(self, key: str, pieces: AsyncIterator[bytes], content_type: str) -> int:
        """See the port. In parts, which count once all of them have arrived."""
        store = self._store()
        counted = _Counted(pieces)
        try:
            with _app_errors():
                await obstore.put_async(
                    store,
                    check_key(key),
                    counted,
                    attributes={"Content-Type": content_type},
                    use_multipart=True,
                    max_concurrency=PARTS_AT_ONCE,
                )
        except Unavailable:
            if counted.error is not None:
                raise counted.error from None
            raise
        return counted.size

    async def get(self, key: str) -> bytes:
        """See the port."""
        store = self._store()
        with _app_errors(check_key(key)):
            found = await obstore.get_async(store, key)
            return bytes(await found.bytes_async())

    async def read(self, key: str, start: int, end: int) -> bytes:
        """See the port."""
        check_range(start, end)
        end = min(end, await self.size(key))
        if start >= end:
            return b""
        store = self._store()
        with _app_errors(key):
            return bytes(await obstore.get_range_async(store, key, start=start, end=end))

    async def size(self, key: str) -> int:
        """See the port."""
        store = self._store()
        with _app_errors(check_key(key)):
            return (await obstore.head_async(store, key))["size"]

    async def delete(self, key: str) -> None:
        """See the port."""
        store = self._store()
        try:
            with _app_errors(check_key(key)):
                await obstore.delete_async(store, key)
        except BlobMissing:
            return

    async def exists(self, key: str) -> bool:
        """See the port."""
        try:
            await self.size(key)
        except BlobMissing:
            return False
        return True

    async def probe(self) -> None:
        """See the port."""
        await probe_store(self)

    async def signed_url(self, key: str, seconds: int) -> str | None:
        """See the port. Signed locally, without a request to the store."""
        if not 1 <= seconds <= SIGNED_SECONDS_MAX:
            raise ValueError(f"A signed URL is valid for 1 to {SIGNED_SECONDS_MAX} seconds, not {seconds}.")
        store = self._store()
        with _app_errors():
            return await obstore.sign_async(store, "GET", check_key(key), timedelta(seconds=seconds))

    def _store(self) -> S3Store:
        here = os.getpid()
        if _ForkGuard.pid not in (None, here):
            raise RuntimeError(
                "The object store was used before this process was forked. Open it after the fork."
            )
        if self._client is None:
            _ForkGuard.pid = here
            self._client = self._build_store()
        return self._client

    def _build_store(self) -> S3Store:
        with _app_errors():
            return S3Store(
                self.bucket,
                region=self._region,
                config={"endpoint": self._endpoint} if self._endpoint else None,
                # A credential provider, so that AWS variables of the environment are ignored.
                credential_provider=self._credentials,
                client_options={
                    "allow_http": self._endpoint.startswith("http://"),
                    "connect_timeout": timedelta(seconds=2),
                    "timeout": timedelta(seconds=30),
                },
                retry_config={
                    "max_retries": 2,
                    "retry_timeout": timedelta(seconds=10),
                    "backoff": {
                        "init_backoff": timedelta(milliseconds=100),
                        "max_backoff": timedelta(seconds=1),
                        "base": 2,
                    },
                },
            )

    def _credentials(self) -> "S3Credential":
        return {
            "access_key_id": self._key_id,
            "secret_access_key": self._secret,
            "token": None,
            "expires_at": None,
        }


class _Counted:
    """Counts bytes as they pass, and keeps the error that ended them: it does not come back as it was."""

    def __init__(self, pieces: AsyncIterator[bytes]) -> None:
        self._pieces = pieces
        self.size = 0
        self.error: BaseException | None = None

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        try:
            piece = await anext(self._pieces)
        except StopAsyncIteration:
            raise
        except BaseException as error:
            self.error = error
            raise
        self.size += len(piece)
        return piece


@contextmanager
def _app_errors(key: str | None = None) -> Iterator[None]:
    """Translate the vendor's errors. ``BlobMissing`` is raised only for a read of ``key``."""
    try:
        yield
    except (AlreadyExistsError, FileExistsError) as error:
        raise FileExistsError from error
    except FileNotFoundError as error:
        if key is None or "NoSuchBucket" in str(error):
            raise Unavailable("The bucket does not exist. Check S3_BUCKET.") from error
        raise BlobMissing(key) from error
    except (PermissionDeniedError, UnauthenticatedError, PermissionError) as error:
        raise Unavailable("The object store rejected the access key. Check the S3 settings.") from error
    except (BaseError, OSError) as error:
        raise Unavailable("The object store is not responding properly. Try again soon.") from error
