"""Tells whether the built pages match their sources, by hashing everything that can shape a page."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from influencer_app.commands.project import project_root
from influencer_app.settings import Settings

SOURCES = ("rxconfig.py", "assets", "influencer_app")
NOT_SOURCES = ("influencer_app/cli.py", "influencer_app/commands", "influencer_app/embedded")
"""Parts of ``influencer_app`` that the site never imports; a test compares this with the import graph.

Everything else counts, services included: pages show constants of the domain, such as the consent text.
"""


def site_folder() -> Path:
    """Return the folder of the built pages."""
    return project_root() / ".web" / "build" / "client"


def has_site() -> bool:
    """Whether the pages have been built at all."""
    return (site_folder() / "index.html").is_file()


def is_fresh(settings: Settings) -> bool:
    """Whether the built pages were made from the current sources."""
    try:
        stamp = json.loads(stamp_file().read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return False
    return has_site() and bool(stamp == _stamp(fingerprint(settings)))


def fingerprint(settings: Settings) -> str:
    """Hash the sources of the pages (hex SHA-256), without ``reflex.lock``, which the build rewrites."""
    root = project_root()
    known = f"reflex {version('reflex')} {settings.product_name} {settings.environment}\n"
    return _hash_files(hashlib.sha256(known.encode()), root, source_files(root))


def mark_fresh(made_of: str) -> None:
    """Record the fingerprint that was taken before the build which has just succeeded."""
    stamp_file().write_text(json.dumps(_stamp(made_of)) + "\n", encoding="utf-8")


def stamp_file() -> Path:
    """Return the file that records what the pages were built from."""
    return project_root() / ".web" / "made-of.json"


def source_files(root: Path) -> Iterator[str]:
    """Yield the paths of all files below ``root`` that a page may depend on."""
    excluded = {os.path.join(root, name) for name in NOT_SOURCES}  # noqa: PTH118  os.walk is three times faster
    for name in SOURCES:
        top = os.path.join(root, name)  # noqa: PTH118  as above
        if os.path.isfile(top):  # noqa: PTH113  as above
            yield top
        for folder, subfolders, names in os.walk(top):
            subfolders[:] = [each for each in subfolders if f"{folder}/{each}" not in excluded]
            paths = (f"{folder}/{each}" for each in names if not each.endswith(".pyc"))
            yield from (path for path in paths if path not in excluded)


def _stamp(made_of: str) -> dict[str, str]:
    """The fingerprint together with the hash of the lock file as it is now."""
    root = project_root()
    lock = _hash_files(hashlib.sha256(), root, map(str, (root / "reflex.lock").glob("*")))
    return {"made_of": made_of, "lock": lock}


def _hash_files(digest: "hashlib._Hash", root: Path, paths: Iterable[str]) -> str:
    for path in sorted(paths):
        digest.update(f"{path.removeprefix(f'{root}/')}\n".encode())
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  as above
            digest.update(hashlib.sha256(file.read()).digest())
    return digest.hexdigest()
