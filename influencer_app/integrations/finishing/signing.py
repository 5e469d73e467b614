"""Signing what is made with the operator's certificate, or with one of our own."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import structlog

from influencer_app.domain.generation.ports import Provenance
from influencer_app.errors import NotConfigured
from influencer_app.media import c2pa
from influencer_app.media.certificates import (
    RENEWED_DAYS,
    Identity,
    WrongCertificateError,
    open_identity,
    read_identity,
)
from influencer_app.media.source_type import SourceType
from influencer_app.settings import Settings

log = structlog.get_logger(__name__)

UNSTAMPED_SECONDS = 300

PROBE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63680000008200815f0e12c80000000049454e44ae426082"
)
"""A PNG of one pixel."""


class Signing:
    """Signs files. ``identity`` gives the certificate of the moment: ours is renewed while we run."""

    def __init__(self, identity: Callable[[], Identity], generator: str, timestamp_url: str = "") -> None:
        self._identity = identity
        self._current = identity()
        self._generator = generator
        self._timestamp_url = timestamp_url or None
        self._stamped_from = 0.0

    @property
    def identity(self) -> Identity:
        """The certificate that signs now."""
        if self._current.ends_at < datetime.now(UTC) + timedelta(days=RENEWED_DAYS):
            self._current = self._identity()
        return self._current

    def sign(self, data: bytes, content_type: str, provenance: Provenance) -> bytes:
        """``data`` with its manifest.

        A time stamp authority that fails (after at most 30 s) is logged and done without for five
        minutes. Raises ``c2pa.SigningFailedError``.
        """
        claim = _claim(provenance, self._generator)
        if self._timestamp_url is not None and time.monotonic() >= self._stamped_from:
            try:
                return c2pa.sign(data, content_type, claim, self.identity, self._timestamp_url)
            except c2pa.SigningFailedError as error:
                self._stamped_from = time.monotonic() + UNSTAMPED_SECONDS
                log.warning("signed_without_time_stamp", reason=str(error))
        return c2pa.sign(data, content_type, claim, self.identity)


def open_signing(settings: Settings) -> Signing:
    """By the settings; our own certificate is made when there is none yet.

    Signs a pixel to see that it works. Raises ``NotConfigured`` with what to do.
    """
    try:
        made = Signing(identity_source(settings), settings.product_name, settings.c2pa_timestamp_url)
        nothing = Provenance(SourceType.ALGORITHMIC, "trial", "trial", datetime.now(UTC))
        c2pa.sign(PROBE, "image/png", _claim(nothing, settings.product_name), made.identity)
    except WrongCertificateError as error:
        raise NotConfigured(f"The certificate that signs what is made cannot be used: {error}.") from error
    except c2pa.SigningFailedError as error:
        raise NotConfigured(f"C2PA does not accept the certificate: {error}.") from error
    except OSError as error:
        raise NotConfigured(f"{error.filename} cannot be used: {error.strerror}.") from error
    return made


def identity_source(settings: Settings) -> Callable[[], Identity]:
    """How the certificate is got: from the operator's files, or from ``DATA_DIR/c2pa``."""
    certificate, key = settings.c2pa_certificate_file, settings.c2pa_key_file
    if certificate is not None and key is not None:
        return lambda: read_identity(certificate.read_bytes(), key.read_bytes())
    return lambda: open_identity(own_folder(settings), settings.product_name)


def own_folder(settings: Settings) -> Path:
    """Where our own certificate lies."""
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
