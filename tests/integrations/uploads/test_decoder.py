"""Tests of decoding uploads."""

import asyncio
import io

import numpy as np
import pytest
from PIL import Image

from influencer_app.errors import InvalidInput, RateLimited
from influencer_app.integrations.uploads import decoder
from influencer_app.integrations.uploads.decoder import MediaUploadDecoder
from tests import photos
from tests.media.videos import sound_file, tone

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

NOT_TAKEN = r"not a JPEG, PNG or WebP picture or a WAV, MP3, M4A, Ogg, WebM or FLAC sound\."


async def test_pictures_and_audio_are_distinguished() -> None:
    picture = await MediaUploadDecoder().decode(photos.snapshot())
    assert (picture.kind, picture.content_type, picture.width) == ("picture", "image/jpeg", 1024)
    assert b"Secret" not in picture.data
    sound = await MediaUploadDecoder().decode(sound_file(tone(1.0)))
    assert (sound.kind, sound.content_type) == ("audio", "audio/wav")
    assert sound.data[:4] == b"RIFF"


async def test_silent_audio_is_accepted() -> None:
    sound = await MediaUploadDecoder().decode(sound_file(np.zeros(48_000, np.float32)))
    assert sound.seconds == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (SVG, f"an SVG drawing, {NOT_TAKEN}"),
        (b"%PDF-1.7", f"a PDF document, {NOT_TAKEN}"),
        (b"\0\0\0\x18ftypheic" + bytes(40), f"a HEIC photo, {NOT_TAKEN}"),
        (b"\0\0\0\x1cftypavif" + bytes(40), f"an AVIF picture, {NOT_TAKEN}"),
        (b"GIF89a" + bytes(40), f"a GIF picture, {NOT_TAKEN}"),
        (b"II*\0" + bytes(40), f"a TIFF picture, {NOT_TAKEN}"),
        (b"Dear diary,\n", f"a text file, {NOT_TAKEN}"),
        (b"\1\2\3\4" * 9, f"This is {NOT_TAKEN}"),
        (photos.snapshot() + b"<script>alert(1)</script>", "more than a picture"),
        (photos.snapshot()[:5000], "damaged"),
    ],
)
async def test_other_file_is_refused_at_its_field(data: bytes, words: str) -> None:
    with pytest.raises(InvalidInput, match=words) as caught:
        await MediaUploadDecoder().decode(data)
    assert [field.field for field in caught.value.fields] == ["file"]


async def test_face_must_be_single_and_large_enough() -> None:
    face = await MediaUploadDecoder().decode_face(photos.jpeg(photos.portrait()))
    assert face.kind == "picture"
    assert face.thumb[8:12] == b"WEBP"


@pytest.mark.parametrize(
    ("image", "words"),
    [
        (photos.wall(), "No face"),
        (photos.two_people(), "More than one face"),
        (photos.far_away(), "too small|No face"),
        (photos.portrait().resize((300, 300)), "too small"),
    ],
)
async def test_unsuitable_face_picture_is_refused_with_the_reason(image: Image.Image, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        await MediaUploadDecoder().decode_face(photos.jpeg(image))


async def test_a_large_face_in_a_long_picture_is_taken() -> None:
    long = Image.new("RGB", (9_000, 1_100), (200, 200, 205))
    long.paste(photos.portrait().resize((1_100, 1_100)), (4_000, 0))
    face = await MediaUploadDecoder().decode_face(photos.jpeg(long))
    assert (face.width, face.height) == (4189, 512)


async def test_audio_is_not_a_face() -> None:
    with pytest.raises(InvalidInput, match="not a JPEG"):
        await MediaUploadDecoder().decode_face(sound_file(tone(1.0)))


async def test_queue_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoder, "WAITING_MAX", 2)
    upload_decoder = MediaUploadDecoder()
    held = io.BytesIO()
    photos.wall().save(held, "PNG")
    answers = await asyncio.gather(
        *(upload_decoder.decode(held.getvalue()) for _ in range(4)), return_exceptions=True
    )
    assert [type(answer).__name__ for answer in answers].count(RateLimited.__name__) == 2
    assert (await upload_decoder.decode(held.getvalue())).kind == "picture"
