"""Signs outputs (C2PA) with the operator's certificate, or with a generated one."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import structlog

from influencer_app.domain.generation.ports.finisher import Provenance
from influencer_app.errors import NotConfigured
from influencer_app.media import c2pa
from influencer_app.media.certificates import (
    RENEW_BEFORE_DAYS,
    InvalidCertificateError,
    SigningIdentity,
    open_signing_identity,
    parse_signing_identity,
)
from influencer_app.media.source_type import SourceType
from influencer_app.settings import Settings

log = structlog.get_logger(__name__)

TIMESTAMP_PAUSE_SECONDS = 300

PROBE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63680000008200815f0e12c80000000049454e44ae426082"
)
"""A PNG of one pixel."""


class C2paSigner:
    """Signs files. ``identity`` loads the current certificate; a generated one is renewed at run time."""

    def __init__(
        self, identity: Callable[[], SigningIdentity], generator: str, timestamp_url: str = ""
    ) -> None:
        self._identity = identity
        self._current = identity()
        self._generator = generator
        self._timestamp_url = timestamp_url or None
        self._timestamp_after = 0.0

    @property
    def identity(self) -> SigningIdentity:
        """The certificate in use, reloaded before it expires."""
        if self._current.ends_at < datetime.now(UTC) + timedelta(days=RENEW_BEFORE_DAYS):
            self._current = self._identity()
        return self._current

    def sign(self, data: bytes, content_type: str, provenance: Provenance) -> bytes:
        """``data`` with its manifest.

        When the timestamp authority fails (after at most 30 s), log it and sign without timestamps for
        five minutes. Raises ``c2pa.SigningFailedError``.
        """
        claim = _claim(provenance, self._generator)
        if self._timestamp_url is not None and time.monotonic() >= self._timestamp_after:
            try:
                return c2pa.sign(data, content_type, claim, self.identity, self._timestamp_url)
            except c2pa.SigningFailedError as error:
                self._timestamp_after = time.monotonic() + TIMESTAMP_PAUSE_SECONDS
                log.warning("signed_without_time_stamp", reason=str(error))
        return c2pa.sign(data, content_type, claim, self.identity)


def open_signer(settings: Settings) -> C2paSigner:
    """The signer for these settings; generates a certificate when the operator has none.

    Signs one pixel as a self-test. Raises ``NotConfigured`` with what to fix.
    """
    try:
        signer = C2paSigner(
            signing_identity_source(settings), settings.product_name, settings.c2pa_timestamp_url
        )
        probe = Provenance(SourceType.ALGORITHMIC, "probe", "probe", datetime.now(UTC))
        c2pa.sign(PROBE, "image/png", _claim(probe, settings.product_name), signer.identity)
    except InvalidCertificateError as error:
        raise NotConfigured(f"The signing certificate cannot be used: {error}.") from error
    except c2pa.SigningFailedError as error:
        raise NotConfigured(f"C2PA rejects the certificate: {error}.") from error
    except OSError as error:
        raise NotConfigured(f"{error.filename} cannot be used: {error.strerror}.") from error
    return signer


def signing_identity_source(settings: Settings) -> Callable[[], SigningIdentity]:
    """A loader for the certificate: from the operator's files, or from ``DATA_DIR/c2pa``."""
    certificate, key = settings.c2pa_certificate_file, settings.c2pa_key_file
    if certificate is not None and key is not None:
        return lambda: parse_signing_identity(certificate.read_bytes(), key.read_bytes())
    return lambda: open_signing_identity(generated_certificate_folder(settings), settings.product_name)


def generated_certificate_folder(settings: Settings) -> Path:
    """The folder of the generated certificate."""
    return settings.data_dir / "c2pa"


def _claim(provenance: Provenance, generator: str) -> c2pa.Claim:
    return c2pa.Claim(
        source_type=SourceType(provenance.source_type),
        generator=generator,
        generator_version=version("evermuse"),
        agent=provenance.engine,
        model=provenance.model,
        made_at=provenance.made_at,
        ingredients=tuple(
            c2pa.Ingredient(each.title, each.content_type, each.sha256) for each in provenance.ingredients
        ),
    )
