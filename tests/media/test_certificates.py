"""Tests of generated certificates."""

import multiprocessing
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from influencer_app.media.certificates import (
    AUTHORITY,
    RENEW_BEFORE_DAYS,
    SIGNING,
    SIGNING_DAYS,
    InvalidCertificateError,
    find_signing_identity,
    open_signing_identity,
    parse_signing_identity,
)


def test_certificate_is_generated_once(tmp_path: Path):
    folder = tmp_path / "new" / "c2pa"
    assert find_signing_identity(folder) is None
    assert not folder.exists()
    made = open_signing_identity(folder, "Evermuse")
    assert open_signing_identity(folder, "Evermuse") == made == find_signing_identity(folder)
    assert (made.subject, made.issuer) == ("Evermuse signing", "Evermuse authority")
    assert abs(made.ends_at - datetime.now(UTC) - timedelta(days=SIGNING_DAYS)) < timedelta(minutes=5)


def test_only_the_owner_reads_it(tmp_path: Path):
    folder = tmp_path / "c2pa"
    open_signing_identity(folder, "Evermuse")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert [path.name for path in tmp_path.iterdir()] == ["c2pa"]


def test_certificate_chain_is_valid_for_signing(tmp_path: Path):
    made = open_signing_identity(tmp_path / "c2pa", "Evermuse")
    leaf, authority = x509.load_pem_x509_certificates(made.chain)
    leaf.verify_directly_issued_by(authority)
    authority.verify_directly_issued_by(authority)
    assert authority == x509.load_pem_x509_certificate((tmp_path / "c2pa" / AUTHORITY).read_bytes())
    usage = leaf.extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert usage.value.digital_signature
    assert not usage.value.key_cert_sign
    assert leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False
    assert isinstance(leaf.public_key(), ec.EllipticCurvePublicKey)


def test_the_key_is_not_shown(tmp_path: Path):
    made = open_signing_identity(tmp_path / "c2pa", "Evermuse")
    assert "PRIVATE" not in repr(made) + str(made)


def opened(folder: Path) -> bytes:
    return open_signing_identity(folder, "Evermuse").chain


def test_processes_that_start_at_once_share_one(tmp_path: Path):
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        chains = pool.map(opened, [tmp_path / "c2pa"] * 4, chunksize=1)
    assert len(set(chains)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["c2pa"]


def test_killed_first_start_is_recovered(tmp_path: Path):
    """A leftover temporary folder does not affect the next start."""
    script = (
        "import os, sys; from pathlib import Path; from influencer_app.media import certificates as own\n"
        "own._signing = lambda *_: os._exit(9)\n"
        "own.open_signing_identity(Path(sys.argv[1]), 'Evermuse')"
    )
    folder = tmp_path / "c2pa"
    assert subprocess.run([sys.executable, "-c", script, str(folder)], check=False).returncode == 9
    assert find_signing_identity(folder) is None
    assert open_signing_identity(folder, "Evermuse") == find_signing_identity(folder)


def test_certificate_is_renewed_before_expiry_by_the_same_authority(tmp_path: Path):
    folder = tmp_path / "c2pa"
    first = open_signing_identity(folder, "Evermuse")
    authority = (folder / AUTHORITY).read_bytes()
    early = first.ends_at - timedelta(days=RENEW_BEFORE_DAYS + 1)
    assert open_signing_identity(folder, "Evermuse", now=early) == first
    late = first.ends_at - timedelta(days=RENEW_BEFORE_DAYS - 1)
    second = open_signing_identity(folder, "Evermuse", now=late)
    assert second.key != first.key
    assert second.ends_at > first.ends_at
    assert (folder / AUTHORITY).read_bytes() == authority
    assert second.chain.endswith(authority)
    assert len(list(folder.iterdir())) == 3


def test_damaged_file_is_reported(tmp_path: Path):
    open_signing_identity(tmp_path / "c2pa", "Evermuse")
    (tmp_path / "c2pa" / SIGNING).write_bytes(b"-----BEGIN NOTHING-----")
    with pytest.raises(InvalidCertificateError, match="not PEM"):
        open_signing_identity(tmp_path / "c2pa", "Evermuse")


def test_a_key_of_another_certificate_is_refused(tmp_path: Path):
    one, other = (
        open_signing_identity(tmp_path / "a", "Evermuse"),
        open_signing_identity(tmp_path / "b", "Evermuse"),
    )
    with pytest.raises(InvalidCertificateError, match="does not belong"):
        parse_signing_identity(one.chain, other.key)


def test_a_long_name_fits(tmp_path: Path):
    assert open_signing_identity(tmp_path / "c2pa", "Ä" * 200).subject == "Ä" * 24 + " signing"
