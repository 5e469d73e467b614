"""Tests of C2PA signing and reading."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import c2pa as library
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from influencer_app.media import SourceType, probe_image, read_xmp
from influencer_app.media.c2pa import Claim, Ingredient, SigningFailedError, algorithm, read_credentials, sign
from influencer_app.media.certificates import (
    AUTHORITY,
    InvalidCertificateError,
    SigningIdentity,
    open_signing_identity,
)
from influencer_app.media.encode import encode_original
from tests.media.pictures import decode, encode, scene

REFERENCE = Ingredient("Reference", "image/jpeg", "ab" * 32)
SOURCE = Ingredient("Picture it was made from", "image/png", "cd" * 32)
CLAIM = Claim(
    source_type=SourceType.TRAINED,
    generator="Evermuse",
    generator_version="0.1.0",
    agent="replicate",
    model="stability-ai/sdxl",
    made_at=datetime(2026, 11, 23, 12, 0, tzinfo=UTC),
)
TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("signing") / "c2pa"


@pytest.fixture(scope="module")
def identity(folder: Path) -> SigningIdentity:
    return open_signing_identity(folder, "Evermuse")


@pytest.mark.parametrize("kind", TYPES)
def test_signed_file_states_how_it_was_made(kind: str, identity: SigningIdentity):
    raw = encode(scene(), kind)
    signed = sign(raw, TYPES[kind], replace(CLAIM, ingredients=[REFERENCE, SOURCE]), identity)
    told = read_credentials(signed, TYPES[kind])
    assert told is not None
    assert (told.state, told.signed_by) == ("Valid", "Evermuse signing")
    assert told.source_type == "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    assert (told.agent, told.model) == ("replicate", "stability-ai/sdxl")
    assert told.ingredients == (REFERENCE.sha256, SOURCE.sha256)
    assert decode(signed).tobytes() == decode(raw).tobytes()
    assert len(signed) - len(raw) < 6000


@pytest.mark.parametrize("source_type", list(SourceType))
def test_each_source_type_has_its_uri(source_type: SourceType, identity: SigningIdentity):
    signed = sign(encode(scene(), "JPEG"), "image/jpeg", replace(CLAIM, source_type=source_type), identity)
    told = read_credentials(signed, "image/jpeg")
    assert told is not None
    assert told.source_type == source_type.uri


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("where", [0.3, 0.5, 0.7, 0.85])
def test_one_flipped_byte_of_the_picture_breaks_it(kind: str, where: float, identity: SigningIdentity):
    """The flipped bytes are in the picture; the manifest ends in unsigned padding."""
    signed = bytearray(sign(encode(scene(800, 600), kind), TYPES[kind], CLAIM, identity))
    signed[int(len(signed) * where)] ^= 1
    told = read_credentials(bytes(signed), TYPES[kind])
    assert told is None or told.state == "Invalid"


def test_known_authority_is_trusted(identity: SigningIdentity, folder: Path, tmp_path: Path):
    signed = sign(encode(scene(), "JPEG"), "image/jpeg", CLAIM, identity)
    told = read_credentials(signed, "image/jpeg", (folder / AUTHORITY).read_bytes())
    assert told is not None
    assert told.state == "Trusted"
    open_signing_identity(tmp_path / "other", "Evermuse")
    other = read_credentials(signed, "image/jpeg", (tmp_path / "other" / AUTHORITY).read_bytes())
    assert other is not None
    assert other.state == "Valid"


def test_xmp_is_kept_when_signing(identity: SigningIdentity):
    data = encode_original(scene(), source_type=SourceType.TRAINED, creator_tool="Evermuse")
    signed = sign(data, "image/jpeg", CLAIM, identity)
    assert read_xmp(signed) == read_xmp(data)
    assert probe_image(signed) == probe_image(data)
    told = read_credentials(signed, "image/jpeg")
    assert told is not None
    assert told.state == "Valid"


def test_the_manifest_holds_one_created_action_and_no_thumbnail(identity: SigningIdentity):
    signed = sign(
        encode(scene(), "JPEG"), "image/jpeg", replace(CLAIM, ingredients=[REFERENCE, REFERENCE]), identity
    )
    with library.Reader("image/jpeg", BytesIO(signed)) as reader:
        manifest = reader.get_active_manifest()
    assert manifest is not None
    (actions,) = (each for each in manifest["assertions"] if each["label"].startswith("c2pa.actions"))
    (action,) = actions["data"]["actions"]
    assert (action["action"], action["when"]) == ("c2pa.created", "2026-11-23T12:00:00Z")
    assert len(action["parameters"]["ingredients"]) == len(manifest["ingredients"]) == 1
    assert "thumbnail" not in manifest
    assert manifest["claim_generator_info"][0]["name"] == "Evermuse"


def test_file_without_credentials_returns_none():
    assert read_credentials(encode(scene(), "JPEG"), "image/jpeg") is None
    assert read_credentials(b"", "image/jpeg") is None


def test_unsignable_file_is_reported(identity: SigningIdentity):
    with pytest.raises(SigningFailedError):
        sign(b"no picture", "image/jpeg", CLAIM, identity)
    with pytest.raises(SigningFailedError):
        sign(encode(scene(), "JPEG"), "text/plain", CLAIM, identity)


def test_unreachable_timestamp_authority_is_reported(identity: SigningIdentity):
    with pytest.raises(SigningFailedError):
        sign(encode(scene(), "JPEG"), "image/jpeg", CLAIM, identity, "http://127.0.0.1:9/")


def test_the_algorithm_follows_the_key(identity: SigningIdentity):
    assert algorithm(identity) == "es256"
    assert algorithm(replace(identity, key=_rsa())) == "ps256"


def test_a_key_that_c2pa_does_not_know_is_refused(identity: SigningIdentity):
    with pytest.raises(InvalidCertificateError, match="no algorithm"):
        algorithm(replace(identity, key=_x25519()))


def test_certificate_for_another_purpose_is_refused(identity: SigningIdentity):
    """The authority's own certificate may sign certificates, not files."""
    leaf, authority = x509.load_pem_x509_certificates(identity.chain)
    turned = replace(identity, chain=_pem(authority) + _pem(leaf))
    with pytest.raises(SigningFailedError):
        sign(encode(scene(), "JPEG"), "image/jpeg", CLAIM, turned)


def test_a_forked_process_signs_as_well(tmp_path: Path):
    """Celery forks its workers again after its parent process has signed."""
    script = """
import os, sys
from pathlib import Path
from influencer_app.media import c2pa
from influencer_app.media.certificates import open_signing_identity
from tests.media.pictures import encode, scene
from tests.media.test_c2pa import CLAIM
identity, data = open_signing_identity(Path(sys.argv[1]), "Evermuse"), encode(scene(), "JPEG")
def state():
    return c2pa.read_credentials(c2pa.sign(data, "image/jpeg", CLAIM, identity), "image/jpeg").state
assert state() == "Valid"
child = os.fork()
if child == 0:
    os._exit(0 if state() == "Valid" else 1)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path / "c2pa")], check=False, timeout=30)
    assert done.returncode == 0


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.PEM)


def _rsa() -> bytes:
    return _key_pem(rsa.generate_private_key(public_exponent=65537, key_size=2048))


def _x25519() -> bytes:
    return _key_pem(X25519PrivateKey.generate())


def _key_pem(key) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
