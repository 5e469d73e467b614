"""Decodes and sanitizes uploads with ``influencer_app.media``."""

import asyncio
import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PIL import Image

from influencer_app.domain.uploads.schemas import ReadFile
from influencer_app.errors import InvalidInput, RateLimited
from influencer_app.media import sanitize_image
from influencer_app.media.audio import SIZE_MAX, is_audio, normalise
from influencer_app.media.faces import Face, find_faces
from influencer_app.media.file_size import check_size
from influencer_app.media.file_type import PICTURES, SOUNDS, refusal

PICTURE_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")
WAITING_MAX = 8
FACE_SHARE = 0.12
"""Share of the shorter side: a smaller face has too little detail to identify a person."""

FACE_PIXELS = 120
NO_FACE = "No face was found. Choose a picture of one person facing the camera."
SEVERAL_FACES = "More than one face was found. Choose a picture of one person, or crop it."
SMALL_FACE = "The face is too small. Choose a closer picture, or crop it."


class MediaUploadDecoder:
    """Implements ``UploadDecoder``: one file at a time in a thread, so that memory stays bounded."""

    def __init__(self) -> None:
        self._semaphore = asyncio.Semaphore(1)
        self._waiting = 0

    async def decode(self, data: bytes) -> ReadFile:
        """See the port."""
        return await self._run(read_file, data)

    async def decode_face(self, data: bytes) -> ReadFile:
        """See the port."""
        return await self._run(read_face, data)

    async def _run(self, work: Callable[[bytes], ReadFile], data: bytes) -> ReadFile:
        if self._waiting >= WAITING_MAX:
            raise RateLimited(5)
        self._waiting += 1
        try:
            async with self._semaphore:
                return await asyncio.to_thread(work, data)
        finally:
            self._waiting -= 1


def read_file(data: bytes) -> ReadFile:
    """Decode a picture or an audio file, by its first bytes. Raises ``InvalidInput``."""
    if not data:
        raise InvalidInput.at("file", "The file is empty.")
    if data.startswith(PICTURE_STARTS) and data[8:12] != b"WAVE":
        return read_picture(data)
    with _errors_at_file():
        check_size(data, SIZE_MAX)
        if not is_audio(data):
            raise InvalidInput(refusal(data, f"{PICTURES} or a {SOUNDS} sound"))
        sound = normalise(data, silent=True)
    digest = hashlib.sha256(sound.wav).hexdigest()
    return ReadFile("audio", sound.wav, "audio/wav", digest, seconds=sound.seconds)


def read_picture(data: bytes) -> ReadFile:
    """Decode a picture. Raises ``InvalidInput``."""
    with _errors_at_file():
        plain = sanitize_image(data)
    return ReadFile(
        "picture",
        plain.data,
        "image/jpeg",
        plain.sha256,
        plain.width,
        plain.height,
        thumb=plain.thumb,
        thumbhash=plain.thumbhash,
    )


def read_face(data: bytes) -> ReadFile:
    """Decode a picture that shows exactly one face, large enough. Raises ``InvalidInput``."""
    if not data:
        raise InvalidInput.at("file", "The file is empty.")
    picture = read_picture(data)
    with Image.open(io.BytesIO(picture.data)) as image:
        _check_faces(find_faces(image), image.size)
    return picture


@contextmanager
def _errors_at_file() -> Iterator[None]:
    """Turns errors of the media library into errors of the field ``file``."""
    try:
        yield
    except InvalidInput as error:
        raise InvalidInput.at("file", error.sentence) from error


def _check_faces(faces: list[Face], size: tuple[int, int]) -> None:
    if not faces:
        raise InvalidInput.at("file", NO_FACE)
    if len(faces) > 1:
        raise InvalidInput.at("file", SEVERAL_FACES)
    pixels = min(faces[0].width * size[0], faces[0].height * size[1])
    if pixels < max(FACE_PIXELS, FACE_SHARE * min(size)):
        raise InvalidInput.at("file", SMALL_FACE)
