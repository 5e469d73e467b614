"""Tests of the local store beyond the contract: modes, links, durability."""

import asyncio
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from influencer_app.domain.files.ports import BlobMissing
from influencer_app.errors import StorageFull, Unavailable
from influencer_app.integrations.storage import LocalBlobs

JPEG = "image/jpeg"
WRITER = """
import asyncio, itertools, sys
from pathlib import Path
from influencer_app.integrations.storage import LocalBlobs

async def main():
    store = LocalBlobs(Path(sys.argv[1]))
    for letter in itertools.cycle(b"ab"):
        await store.put("media/flip", bytes([letter]) * 3_000_000, "image/jpeg")
        print("put", flush=True)

asyncio.run(main())
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "media"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def test_nothing_is_created_before_the_first_write(folder: Path):
    store = LocalBlobs(folder)
    assert await store.exists("a/b") is False
    await store.delete("a/b")
    assert not folder.exists()


async def test_only_the_owner_can_read(folder: Path):
    before = os.umask(0)
    try:
        await LocalBlobs(folder).put("media/one/a.jpg", b"x", JPEG)
    finally:
        os.umask(before)
    assert mode(folder / "media/one/a.jpg") == 0o600
    assert [mode(path) for path in (folder, folder / "media", folder / "media/one")] == [0o700] * 3


async def test_no_link_to_a_folder_is_followed(folder: Path, tmp_path: Path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_bytes(b"secret")
    store = LocalBlobs(folder)
    await store.put("a/b", b"x", JPEG)
    (folder / "media").symlink_to(outside)
    with pytest.raises(BlobMissing):
        await store.get("media/secret")
    with pytest.raises(Unavailable):
        await store.put("media/new", b"x", JPEG)
    await store.delete("media/secret")
    assert sorted(path.name for path in outside.iterdir()) == ["secret"]


async def test_no_link_to_a_file_is_followed(folder: Path, tmp_path: Path):
    outside = tmp_path / "secret"
    outside.write_bytes(b"secret")
    store = LocalBlobs(folder)
    await store.put("a/b", b"x", JPEG)
    (folder / "a/link").symlink_to(outside)
    with pytest.raises(BlobMissing):
        await store.get("a/link")
    with pytest.raises(BlobMissing):
        await store.size("a/link")
    await store.put("a/link", b"ours", JPEG)
    assert outside.read_bytes() == b"secret"
    assert await store.get("a/link") == b"ours"


async def test_the_folder_itself_may_be_a_link(folder: Path, tmp_path: Path):
    disk = tmp_path / "disk"
    disk.mkdir()
    folder.parent.mkdir()
    folder.symlink_to(disk)
    await LocalBlobs(folder).put("a/b", b"x", JPEG)
    assert (disk / "a/b").read_bytes() == b"x"


async def test_empty_folders_are_removed_with_their_last_blob(folder: Path):
    store = LocalBlobs(folder)
    await store.put("media/one/a", b"x", JPEG)
    await store.put("media/two/a", b"x", JPEG)
    await store.delete("media/one/a")
    assert sorted(path.name for path in (folder / "media").iterdir()) == ["two"]


async def test_file_is_synced_before_its_name_and_the_name_before_the_return(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    steps: list[str] = []
    real_fsync, real_rename = os.fsync, os.rename

    def fsync(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        real_fsync(descriptor)

    def rename(*args: str, **folders: int) -> None:
        steps.append("rename")
        real_rename(*args, **folders)

    store = LocalBlobs(folder)
    await store.put("a/first", b"x", JPEG)
    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "rename", rename)
    await store.put("a/second", b"x", JPEG)
    assert steps == ["file", "rename", "folder"]


async def test_a_writer_killed_at_any_moment_leaves_whole_blobs(folder: Path):
    store = LocalBlobs(folder)
    for puts in range(1, 4):
        writer = await asyncio.create_subprocess_exec(
            sys.executable, "-c", WRITER, str(folder), stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        for _ in range(puts):
            assert await writer.stdout.readline() == b"put\n"
        writer.kill()
        await writer.communicate()
        assert await store.get("media/flip") in {b"a" * 3_000_000, b"b" * 3_000_000}
    await store.probe()


async def test_store_that_overwrites_files_fails_its_probe(folder: Path):
    class Replacing(LocalBlobs):
        async def put_new(self, key: str, data: bytes, content_type: str) -> bool:
            await self.put(key, data, content_type)
            return True

    with pytest.raises(Unavailable, match="If-None-Match"):
        await Replacing(folder).probe()
    assert not (folder / "probe").exists()


async def test_temporary_files_of_killed_writers_are_removed_after_an_hour(folder: Path):
    await LocalBlobs(folder).put("a", b"x", JPEG)
    old, new = folder / "~incoming/old", folder / "~incoming/new"
    for left in (old, new):
        left.write_bytes(b"half")
    an_hour_ago = time.time() - 3660
    os.utime(old, (an_hour_ago, an_hour_ago))
    await LocalBlobs(folder).put("b", b"x", JPEG)
    assert (old.exists(), new.exists()) == (False, True)


async def test_failed_put_leaves_no_temporary_file(folder: Path):
    store = LocalBlobs(folder)
    await store.put("a", b"file", JPEG)
    with pytest.raises(Unavailable, match="Not a directory"):
        await store.put("a/b", b"x", JPEG)
    assert list((folder / "~incoming").iterdir()) == []
    assert await store.get("a") == b"file"


async def test_file_in_place_of_the_folder_raises_unavailable(folder: Path):
    folder.parent.mkdir()
    folder.write_bytes(b"in the way")
    store = LocalBlobs(folder)
    with pytest.raises(Unavailable, match="media folder cannot be used"):
        await store.put("a", b"x", JPEG)
    with pytest.raises(Unavailable):
        await store.probe()


async def test_full_disk_is_told_and_keeps_the_old_version(folder: Path, monkeypatch: pytest.MonkeyPatch):
    store = LocalBlobs(folder)
    await store.put("a", b"old", JPEG)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(StorageFull, match="out of space"):
        await store.put("a", b"new", JPEG)
    monkeypatch.undo()
    assert await store.get("a") == b"old"
    assert list((folder / "~incoming").iterdir()) == []


async def test_folder_has_no_signed_urls(folder: Path):
    assert await LocalBlobs(folder).signed_url("a/b", 60) is None
