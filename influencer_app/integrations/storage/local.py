"""A blob store in a local folder.

It uses ``os`` directly because the local store of ``obstore`` has no fsync, leaves file modes to the umask
and follows symbolic links out of its folder.
"""

import asyncio
import errno
import os
import stat
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from influencer_app.domain.files.ports import BlobMissing, check_key, check_range
from influencer_app.errors import StorageFull, Unavailable
from influencer_app.integrations.storage.probe import probe_store

T = TypeVar("T")

FILE_MODE, FOLDER_MODE = 0o600, 0o700
INCOMING = "~incoming"  # no key can have this name
STALE_SECONDS = 3600
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_MISSING = (
    errno.ENOENT,
    errno.ENOTDIR,
    errno.ELOOP,
)  # ELOOP: a symbolic link; ENOTDIR: a file used as a folder
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_ATTEMPTS = 5


class LocalBlobs:
    """Implements ``BlobStore`` with files of mode 0600 under ``folder``, created on first write.

    A file is written to a temporary name, fsynced and renamed into place; then its folder is fsynced. Each
    path component is opened relative to its parent, never through a symbolic link.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stale_removed = False

    async def put(self, key: str, data: bytes, content_type: str) -> None:
        """See the port."""
        await self._run(self._put, check_key(key), data, False)

    async def put_new(self, key: str, data: bytes, content_type: str) -> bool:
        """See the port. Uses a hard link, which never replaces a file, unlike a rename."""
        return await self._run(self._put, check_key(key), data, True)

    async def put_stream(self, key: str, pieces: AsyncIterator[bytes], content_type: str) -> int:
        """See the port."""
        temporary, size = uuid4().hex, 0
        check_key(key)
        try:
            await self._run(self._append, temporary, b"", True)
            async for piece in pieces:
                await self._run(self._append, temporary, piece, False)
                size += len(piece)
            await self._run(self._move_in, key, temporary)
        finally:
            await self._run(self._discard, temporary)
        return size

    async def get(self, key: str) -> bytes:
        """See the port."""
        return await self._run(self._read, check_key(key), 0, None)

    async def read(self, key: str, start: int, end: int) -> bytes:
        """See the port."""
        check_range(start, end)
        return await self._run(self._read, check_key(key), start, end)

    async def size(self, key: str) -> int:
        """See the port."""
        return await self._run(self._size, check_key(key))

    async def delete(self, key: str) -> None:
        """See the port. Removes empty parent folders too."""
        await self._run(self._delete, check_key(key))

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
        """Always None: a folder has no URL."""
        check_key(key)
        return None

    async def _run(self, work: Callable[..., T], key: str, *more: object) -> T:
        try:
            return await asyncio.to_thread(work, key, *more)
        except OSError as error:
            if error.errno in _NO_SPACE:
                raise StorageFull from error
            reason = error.strerror or type(error).__name__
            raise Unavailable(f"The media folder cannot be used: {reason}.") from error

    def _put(self, key: str, data: bytes, only_new: bool) -> bool:
        *_, name = key.split("/")
        self._folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        temporary = uuid4().hex
        with self._open_folder(f"{INCOMING}/{temporary}", make=True) as incoming:
            if not self._stale_removed:
                _remove_stale(incoming)
                self._stale_removed = True
            try:
                _write(incoming, temporary, data)
                self._move(incoming, temporary, key, name, os.link if only_new else os.rename)
            except FileExistsError:
                if not only_new:
                    raise
                return False
            finally:
                with suppress(FileNotFoundError):
                    os.unlink(temporary, dir_fd=incoming)
        return True

    def _append(self, temporary: str, data: bytes, first: bool) -> None:
        """Write more of a file that is not in its place yet."""
        self._folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        with self._open_folder(f"{INCOMING}/{temporary}", make=True) as incoming:
            _write(incoming, temporary, data, os.O_EXCL if first else os.O_APPEND)

    def _move_in(self, key: str, temporary: str) -> None:
        with self._open_folder(f"{INCOMING}/{temporary}") as incoming:
            self._move(incoming, temporary, key, key.rpartition("/")[2], os.rename)

    def _discard(self, temporary: str) -> None:
        with suppress(FileNotFoundError), self._open_folder(f"{INCOMING}/{temporary}") as incoming:
            os.unlink(temporary, dir_fd=incoming)

    def _move(self, incoming: int, temporary: str, key: str, name: str, move: Callable[..., None]) -> None:
        """Rename or link into place; retry, because a delete may remove the folder in between."""
        for left in reversed(range(_ATTEMPTS)):
            try:
                with self._open_folder(key, make=True) as folder:
                    move(temporary, name, src_dir_fd=incoming, dst_dir_fd=folder)
                    os.fsync(folder)
            except FileNotFoundError:
                if not left:
                    raise
            else:
                return

    def _read(self, key: str, start: int, end: int | None) -> bytes:
        with self._open_file(key) as (file, size):
            return _read_all(file, start, size if end is None else min(end, size))

    def _size(self, key: str) -> int:
        with self._open_file(key) as (_, size):
            return size

    def _delete(self, key: str) -> None:
        try:
            with self._open_folder(key) as folder:
                name = key.rpartition("/")[2]
                if stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
                    return
                os.unlink(name, dir_fd=folder)
                os.fsync(folder)
        except OSError as error:
            if error.errno not in _MISSING:
                raise
        parent = key.rpartition("/")[0]
        while parent:
            try:
                with self._open_folder(parent) as folder:
                    os.rmdir(parent.rpartition("/")[2], dir_fd=folder)
            except OSError:  # not empty, or gone already
                return
            parent = parent.rpartition("/")[0]

    @contextmanager
    def _open_file(self, key: str) -> Iterator[tuple[int, int]]:
        """The descriptor and size of a regular file."""
        try:
            with self._open_folder(key) as folder:
                flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
                file = os.open(key.rpartition("/")[2], flags, dir_fd=folder)
        except OSError as error:
            if error.errno in _MISSING:
                raise BlobMissing(key) from error
            raise
        try:
            found = os.fstat(file)
            if not stat.S_ISREG(found.st_mode):
                raise BlobMissing(key)
            yield file, found.st_size
        finally:
            os.close(file)

    @contextmanager
    def _open_folder(self, key: str, make: bool = False) -> Iterator[int]:
        """A descriptor of the folder that contains ``key``; ``make`` creates missing folders."""
        current = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            for part in key.split("/")[:-1]:
                step = _open_child(current, part, make)
                os.close(current)
                current = step
            yield current
        finally:
            os.close(current)


def _open_child(parent: int, name: str, make: bool) -> int:
    try:
        return os.open(name, _FOLDER, dir_fd=parent)
    except FileNotFoundError:
        if not make:
            raise
    with suppress(FileExistsError):
        os.mkdir(name, FOLDER_MODE, dir_fd=parent)
    os.fsync(parent)
    return os.open(name, _FOLDER, dir_fd=parent)


def _remove_stale(folder: int) -> None:
    """Remove temporary files of killed writers."""
    for name in os.listdir(folder):
        with suppress(FileNotFoundError):
            if os.stat(name, dir_fd=folder).st_mtime < time.time() - STALE_SECONDS:
                os.unlink(name, dir_fd=folder)


def _write(folder: int, name: str, data: bytes, how: int = os.O_EXCL) -> None:
    flags = os.O_WRONLY | os.O_CREAT | how | os.O_NOFOLLOW | os.O_CLOEXEC
    file = os.open(name, flags, FILE_MODE, dir_fd=folder)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
        os.fsync(file)
    finally:
        os.close(file)


def _read_all(file: int, start: int, end: int) -> bytes:
    parts: list[bytes] = []
    while start < end and (part := os.pread(file, end - start, start)):
        parts.append(part)
        start += len(part)
    return b"".join(parts)
