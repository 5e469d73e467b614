"""Loads the operator's signing certificate, or generates and renews one.

Requirements: C2PA specification 2.x, "X.509 certificates" (v3, critical key usage digital signature, not a
CA, one extended key usage; ours is email protection, which the default configuration accepts).
"""

import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY, AUTHORITY_KEY, SIGNING = "authority.pem", "authority-key.pem", "signing.pem"
AUTHORITY_DAYS, SIGNING_DAYS, RENEW_BEFORE_DAYS = 20 * 365, 3 * 365, 60


class InvalidCertificateError(Exception):
    """A certificate or key is unusable; the message says why, without its contents."""


@dataclass(frozen=True, slots=True)
class SigningIdentity:
    """A certificate chain (PEM, leaf first) and its unencrypted PKCS 8 key (PEM)."""

    chain: bytes
    key: bytes
    subject: str
    issuer: str
    ends_at: datetime

    def __repr__(self) -> str:
        """The subject and expiry, without the key."""
        return f"SigningIdentity({self.subject!r}, until {self.ends_at:%Y-%m-%d})"


def parse_signing_identity(certificate: bytes, key: bytes) -> SigningIdentity:
    """Parse PEM. Raises ``InvalidCertificateError`` unless the key belongs to the first certificate."""
    try:
        chain = x509.load_pem_x509_certificates(certificate)
        private = load_pem_private_key(key, password=None)
    except (ValueError, TypeError) as error:  # TypeError: the key has a password
        raise InvalidCertificateError("it is not PEM, or the key has a password") from error
    leaf = chain[0]
    if leaf.public_key() != private.public_key():
        raise InvalidCertificateError("the key does not belong to the first certificate")
    return SigningIdentity(
        chain=b"".join(each.public_bytes(Encoding.PEM) for each in chain),
        key=_pem(private),
        subject=_name(leaf.subject),
        issuer=_name(leaf.issuer),
        ends_at=leaf.not_valid_after_utc,
    )


def find_signing_identity(folder: Path) -> SigningIdentity | None:
    """The identity that ``open_signing_identity`` generated; None when there is none yet."""
    try:
        data = (folder / SIGNING).read_bytes()
    except FileNotFoundError:
        return None
    return parse_signing_identity(data, data)


def open_signing_identity(folder: Path, organisation: str, now: datetime | None = None) -> SigningIdentity:
    """The generated certificate, created on first use and renewed 60 days before it expires.

    ``folder`` (mode 0700) then holds ``authority.pem`` (for verifiers that want to trust our files),
    ``authority-key.pem`` and ``signing.pem`` (key and chain), each of mode 0600. It is created under a
    temporary name and renamed, so when several processes start at once, one wins and all use its
    certificate. Raises ``OSError``, and ``InvalidCertificateError`` for damaged files.
    """
    now = now or datetime.now(UTC)
    found = find_signing_identity(folder)
    if found is None:
        _make(folder, organisation, now)
    elif found.ends_at < now + timedelta(days=RENEW_BEFORE_DAYS):
        _renew(folder, organisation, now)
    made = find_signing_identity(folder)
    if made is None:
        raise InvalidCertificateError(f"{folder / SIGNING} is missing; delete {folder} to start over")
    return made


def _make(folder: Path, organisation: str, now: datetime) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        key = ec.generate_private_key(ec.SECP256R1())
        authority = _authority(key, organisation, now)
        _write(temporary / AUTHORITY, authority.public_bytes(Encoding.PEM))
        _write(temporary / AUTHORITY_KEY, _pem(key))
        _write(temporary / SIGNING, _signing(authority, key, organisation, now))
        try:
            temporary.rename(folder)
        except OSError:
            if not (folder / SIGNING).is_file():  # otherwise another process was first
                raise
        _fsync(folder.parent)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _renew(folder: Path, organisation: str, now: datetime) -> None:
    """Issue a new key and certificate from the same authority. If two processes race, the last one stays."""
    try:
        authority = x509.load_pem_x509_certificate((folder / AUTHORITY).read_bytes())
        key = load_pem_private_key((folder / AUTHORITY_KEY).read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        raise InvalidCertificateError(f"the authority in {folder} is damaged") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise InvalidCertificateError(f"the authority in {folder} was not generated here")
    handle, path = tempfile.mkstemp(dir=folder)
    os.close(handle)
    Path(path).unlink()
    _write(Path(path), _signing(authority, key, organisation, now))
    Path(path).replace(folder / SIGNING)
    _fsync(folder)


def _authority(key: ec.EllipticCurvePrivateKey, organisation: str, now: datetime) -> x509.Certificate:
    name = _distinguished(organisation, "authority")
    return (
        _certificate(name, name, key.public_key(), now, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .sign(key, hashes.SHA256())
    )


def _signing(
    authority: x509.Certificate, authority_key: ec.EllipticCurvePrivateKey, organisation: str, now: datetime
) -> bytes:
    """A new key, its certificate and the authority's, in PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _distinguished(organisation, "signing")
    issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
    leaf = (
        _certificate(name, authority.subject, key.public_key(), now, SIGNING_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(issuer_key, critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    return _pem(key) + leaf.public_bytes(Encoding.PEM) + authority.public_bytes(Encoding.PEM)


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))  # tolerate clock skew
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(**granted: bool) -> x509.KeyUsage:
    none = dict.fromkeys(
        (
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return x509.KeyUsage(**none | granted)


def _distinguished(organisation: str, role: str) -> x509.Name:
    """A distinguished name; X.509 allows 64 bytes per attribute."""
    organisation = organisation.encode()[:48].decode(errors="ignore")
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{organisation} {role}"),
        ]
    )


def _name(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else name.rfc4514_string()


def _pem(key: PrivateKeyTypes) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _write(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _fsync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
