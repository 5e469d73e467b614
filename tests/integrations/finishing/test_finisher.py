"""Tests that stored files are signed and validate as C2PA."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from influencer_app.domain.generation.ports.finisher import FinishedImage, Ingredient, Provenance
from influencer_app.errors import InvalidInput, NotConfigured
from influencer_app.integrations.finishing.finisher import MediaFinisher
from influencer_app.integrations.finishing.signing import C2paSigner, open_signer
from influencer_app.media import read_xmp
from influencer_app.media.c2pa import read_credentials
from influencer_app.media.certificates import SIGNING, open_signing_identity
from influencer_app.settings import Settings
from tests.media.pictures import encode, scene
from tests.media.videos import make_video

MADE = Provenance(
    source_type="compositeWithTrainedAlgorithmicMedia",
    engine="replicate",
    model="tencentarc/photomaker",
    made_at=datetime(2026, 11, 23, tzinfo=UTC),
    ingredients=(Ingredient("Reference", "image/jpeg", "ab" * 32),),
)


def known(data_dir: Path, **other: object) -> Settings:
    return Settings(_env_file=None, data_dir=data_dir, **other)


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> C2paSigner:
    return open_signer(known(tmp_path_factory.mktemp("data")))


@pytest.fixture
def finisher(signer: C2paSigner) -> MediaFinisher:
    return MediaFinisher("Evermuse", lambda: signer)


def finished(finisher: MediaFinisher) -> FinishedImage:
    return finisher.finish(encode(scene(640, 480), "PNG"), size=(512, 512), watermark=True, provenance=MADE)


def test_finished_picture_is_signed_and_hashed_after_signing(finisher: MediaFinisher):
    done = finished(finisher)
    assert done.sha256 == hashlib.sha256(done.original).hexdigest()
    told = read_credentials(done.original, done.content_type)
    assert told is not None
    assert told.state == "Valid"
    assert told.source_type.endswith("/compositeWithTrainedAlgorithmicMedia")
    assert (told.agent, told.model) == ("replicate", "tencentarc/photomaker")
    assert told.ingredients == ("ab" * 32,)
    assert read_xmp(done.original)["Iptc4xmpExt:DigitalSourceType"] == told.source_type


def test_small_versions_carry_xmp_and_no_signature(finisher: MediaFinisher):
    done = finished(finisher)
    for data in (done.preview, done.thumb):
        assert read_credentials(data, "image/webp") is None
        assert read_xmp(data)["xmp:CreatorTool"] == "Evermuse"


def test_flipped_byte_invalidates_the_signature(finisher: MediaFinisher):
    data = bytearray(finished(finisher).original)
    data[-1000] ^= 1
    told = read_credentials(bytes(data), "image/jpeg")
    assert told is not None
    assert told.state == "Invalid"


def test_second_attempt_differs_only_in_its_signature_and_keeps_the_stored_one(finisher: MediaFinisher):
    first, second = finished(finisher), finished(finisher)
    assert first.original != second.original
    kept = second.as_stored(first.original)
    assert kept == first


def test_finished_video_is_signed_with_the_same_claim(finisher: MediaFinisher):
    done = finisher.finish_video(make_video(sound="aac"), watermark=True, provenance=MADE)
    assert done.sha256 == hashlib.sha256(done.original).hexdigest()
    assert (done.width, done.height, done.content_type, done.has_sound) == (320, 240, "video/mp4", True)
    assert (done.duration_seconds, done.frames_per_second) == (1.0, 24.0)
    told = read_credentials(done.original, done.content_type)
    assert told is not None
    assert (told.state, told.ingredients) == ("Valid", ("ab" * 32,))
    assert read_xmp(done.original)["Iptc4xmpExt:DigitalSourceType"] == told.source_type
    assert read_xmp(done.preview)["Iptc4xmpExt:DigitalSourceType"] == told.source_type
    with pytest.raises(InvalidInput):
        finisher.finish_video(b"no video", watermark=True, provenance=MADE)


def test_other_file_is_refused(finisher: MediaFinisher):
    with pytest.raises(InvalidInput):
        finisher.finish(b"no picture", size=(64, 64), watermark=False, provenance=MADE)


def test_failing_timestamp_authority_does_not_stop_signing(tmp_path: Path):
    signer = open_signer(known(tmp_path, c2pa_timestamp_url="http://127.0.0.1:9/"))
    with capture_logs() as logs:
        done, _ = [finished(MediaFinisher("Evermuse", lambda: signer)) for _ in range(2)]
    told = read_credentials(done.original, done.content_type)
    assert told is not None
    assert told.state == "Valid"
    assert [entry["event"] for entry in logs] == ["signed_without_time_stamp"]


def test_nothing_is_opened_before_the_first_use(tmp_path: Path):
    finisher = MediaFinisher("Evermuse", lambda: open_signer(known(tmp_path)))
    assert list(tmp_path.iterdir()) == []
    first = finisher.signer
    assert finished(finisher).content_type == "image/jpeg"
    assert finisher.signer is first


def test_an_operators_certificate_is_used(tmp_path: Path):
    other = open_signing_identity(tmp_path / "theirs", "Example Studio")
    (tmp_path / "chain.pem").write_bytes(other.chain)
    (tmp_path / "key.pem").write_bytes(other.key)
    signer = open_signer(
        known(
            tmp_path / "data",
            c2pa_certificate_file=tmp_path / "chain.pem",
            c2pa_key_file=tmp_path / "key.pem",
        )
    )
    done = finished(MediaFinisher("Evermuse", lambda: signer))
    told = read_credentials(done.original, done.content_type)
    assert told is not None
    assert told.signed_by == "Example Studio signing"
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"c2pa_certificate_file": "none.pem", "c2pa_key_file": "key.pem"}, r"none\.pem cannot be used"),
        ({"c2pa_certificate_file": "chain.pem", "c2pa_key_file": "chain.pem"}, "not PEM"),
        ({"c2pa_certificate_file": "authority.pem", "c2pa_key_file": "authority-key.pem"}, "C2PA rejects"),
    ],
)
def test_configuration_errors_are_reported(tmp_path: Path, files: dict[str, str], words: str):
    open_signing_identity(tmp_path / "c", "Example Studio")
    lines = (tmp_path / "c" / SIGNING).read_text()
    (tmp_path / "c" / "key.pem").write_text(lines)
    (tmp_path / "c" / "chain.pem").write_text(lines[lines.index("-----BEGIN CERT") :])
    with pytest.raises(NotConfigured, match=words):
        open_signer(known(tmp_path, **{name: tmp_path / "c" / file for name, file in files.items()}))
