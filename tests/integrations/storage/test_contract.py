"""The contract of every store, tested on each adapter."""

import asyncio
import random

import pytest

from influencer_app.domain.files.ports import BlobMissing, BlobStore
from influencer_app.errors import NotFound

JPEG = "image/jpeg"
BAD_KEYS = [
    "",
    "/",
    "/etc/passwd",
    "media/",
    "media//a.jpg",
    "..",
    "media/../../a.jpg",
    "media/./a.jpg",
    "media/.../a.jpg",
    "Media/a.jpg",
    "média/a.jpg",
    "media/图.jpg",
    "media/a b.jpg",
    "media\\a.jpg",
    "media/a.jpg\n",
    "media/a\x00.jpg",
    "~incoming/a",
    "a" * 201,
    "/".join(["abcdefgh"] * 60),
]


async def test_stored_blob_is_read_back(store: BlobStore):
    await store.put("media/0198-ab/thumb_1.webp", b"bytes", "image/webp")
    assert await store.get("media/0198-ab/thumb_1.webp") == b"bytes"
    assert await store.size("media/0198-ab/thumb_1.webp") == 5
    assert await store.exists("media/0198-ab/thumb_1.webp") is True


async def test_empty_body_is_stored(store: BlobStore):
    await store.put("empty", b"", JPEG)
    assert await store.get("empty") == b""
    assert await store.size("empty") == 0
    assert await store.read("empty", 0, 10) == b""
    assert await store.exists("empty") is True


async def test_put_replaces_the_whole_blob(store: BlobStore):
    await store.put("a/b", b"a long first version", JPEG)
    await store.put("a/b", b"second", JPEG)
    assert await store.get("a/b") == b"second"
    assert await store.size("a/b") == 6


async def test_put_new_keeps_an_existing_blob(store: BlobStore):
    assert await store.put_new("a/b", b"first", JPEG) is True
    assert await store.put_new("a/b", b"second", JPEG) is False
    assert await store.get("a/b") == b"first"
    await store.delete("a/b")
    assert await store.put_new("a/b", b"third", JPEG) is True


async def test_one_of_many_concurrent_put_new_wins(store: BlobStore):
    bodies = [str(number).encode() * 1000 for number in range(8)]
    won = await asyncio.gather(*(store.put_new("a/b", body, JPEG) for body in bodies))
    assert won.count(True) == 1
    assert await store.get("a/b") == bodies[won.index(True)]


async def test_similar_keys_are_independent(store: BlobStore):
    await store.put("a/1", b"one", JPEG)
    await store.put("a/2", b"two", JPEG)
    await store.delete("a/1")
    assert await store.get("a/2") == b"two"
    assert await store.exists("a/1") is False


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 10, b"0123456789"),
        (0, 1, b"0"),
        (3, 7, b"3456"),
        (9, 10, b"9"),
        (8, 1000, b"89"),
        (4, 4, b""),
        (10, 20, b""),
        (500, 600, b""),
    ],
)
async def test_range_returns_its_bytes_and_none_past_the_end(
    store: BlobStore, start: int, end: int, expected: bytes
):
    await store.put("digits", b"0123456789", JPEG)
    assert await store.read("digits", start, end) == expected


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (5, 4), (-3, -1)])
async def test_a_wrong_range_is_refused(store: BlobStore, start: int, end: int):
    await store.put("digits", b"0123456789", JPEG)
    with pytest.raises(ValueError, match="range of bytes"):
        await store.read("digits", start, end)


async def test_missing_keys_are_named_in_the_error(store: BlobStore):
    await store.put("media/there", b"x", JPEG)
    for key in ("nothing", "media/nothing", "no/such/folder"):
        for asked in (store.get(key), store.size(key), store.read(key, 0, 1), store.read(key, 2, 2)):
            with pytest.raises(BlobMissing) as caught:
                await asked
            assert caught.value.key == key
            assert isinstance(caught.value, NotFound)
        assert await store.exists(key) is False


async def test_folder_is_not_a_blob(store: BlobStore):
    await store.put("media/one/a", b"x", JPEG)
    assert await store.exists("media/one") is False
    with pytest.raises(BlobMissing):
        await store.get("media")
    await store.delete("media/one")
    assert await store.get("media/one/a") == b"x"


async def test_key_below_a_blob_is_missing(store: BlobStore):
    await store.put("media/a", b"x", JPEG)
    assert await store.exists("media/a/b") is False
    await store.delete("media/a/b")
    assert await store.get("media/a") == b"x"


async def test_deleting_a_missing_key_succeeds(store: BlobStore):
    await store.delete("never/was")
    await store.put("a/b", b"x", JPEG)
    await store.delete("a/b")
    await store.delete("a/b")
    assert await store.exists("a/b") is False
    await store.put("a/b", b"again", JPEG)
    assert await store.get("a/b") == b"again"


@pytest.mark.parametrize("key", BAD_KEYS)
async def test_invalid_keys_are_refused_by_every_method(store: BlobStore, key: str):
    for verb in (
        store.put(key, b"x", JPEG),
        store.get(key),
        store.read(key, 0, 1),
        store.size(key),
        store.delete(key),
        store.exists(key),
        store.signed_url(key, 60),
    ):
        with pytest.raises(ValueError, match="Not a key"):
            await verb


async def test_five_megabytes_are_read_whole_and_in_ranges(store: BlobStore):
    body = random.Random(7).randbytes(5_242_880 + 11)
    await store.put("big", body, "video/mp4")
    assert await store.get("big") == body
    assert await store.size("big") == len(body)
    assert await store.read("big", 5_242_870, 6_000_000) == body[5_242_870:]
    assert await store.read("big", 1_000_000, 3_000_000) == body[1_000_000:3_000_000]


async def test_concurrent_puts_all_succeed(store: BlobStore):
    keys = [f"many/{number % 7}/{number}" for number in range(60)]
    await asyncio.gather(*(store.put(key, key.encode(), JPEG) for key in keys))
    assert await asyncio.gather(*(store.get(key) for key in keys)) == [key.encode() for key in keys]


async def test_concurrent_puts_and_deletes_in_one_folder_succeed(store: BlobStore):
    async def come_and_go(number: int) -> bool:
        for _ in range(20):
            await store.put(f"shared/{number}", b"x", JPEG)
            await store.delete(f"shared/{number}")
        return await store.exists(f"shared/{number}")

    assert await asyncio.gather(*(come_and_go(number) for number in range(4))) == [False] * 4


async def test_readers_never_see_a_partial_blob(store: BlobStore):
    versions = {bytes([letter]) * 400_000 for letter in b"ab"}
    await store.put("flip", b"a" * 400_000, JPEG)

    async def write() -> None:
        for letter in b"ba" * 8:
            await store.put("flip", bytes([letter]) * 400_000, JPEG)

    writing = asyncio.create_task(write())
    while not writing.done():
        assert await store.get("flip") in versions
    await writing


async def test_working_store_passes_its_probe_and_leaves_nothing(store: BlobStore):
    await store.put("mine", b"x", JPEG)
    await store.probe()
    assert await store.get("mine") == b"x"


async def test_get_returns_a_copy_as_bytes(store: BlobStore):
    await store.put("a", b"abc", JPEG)
    assert type(await store.get("a")) is bytes
    assert type(await store.read("a", 0, 2)) is bytes


async def test_a_stream_is_stored_whole(store: BlobStore):
    pieces = [random.Random(1).randbytes(3_000_000), b"", b"end"]

    async def give():
        for piece in pieces:
            yield piece

    await store.put("a/b", b"before", JPEG)
    assert await store.put_stream("a/b", give(), "application/zip") == 3_000_003
    assert await store.get("a/b") == b"".join(pieces)


async def test_a_stream_that_fails_leaves_what_was_there(store: BlobStore):
    class Lost(Exception):
        pass

    async def give():
        yield b"x" * 1000
        raise Lost

    await store.put("a/b", b"before", JPEG)
    with pytest.raises(Lost):
        await store.put_stream("a/b", give(), JPEG)
    with pytest.raises(Lost):
        await store.put_stream("a/c", give(), JPEG)
    assert await store.get("a/b") == b"before"
    assert await store.exists("a/c") is False
