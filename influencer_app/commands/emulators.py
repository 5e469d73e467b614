"""``influencer up --engine emulator``: the whole site on emulated vendors, without a key or a network.

The emulators belong to the tests, so this works in a checkout alone.
"""

import os
import subprocess
import sys
from dataclasses import replace

from influencer_app.commands.child import Part
from influencer_app.commands.errors import CommandError
from influencer_app.commands.parts import Work
from influencer_app.commands.site import project_root
from influencer_app.embedded import free_port
from influencer_app.embedded.program import Program

VENDORS = ("replicate", "openai")
SECONDS = 30


def with_emulators(work: Work) -> Work:
    """The same work with the emulators before all else. Sets this process's environment to their
    addresses and keys, which stand above ``.env``, and so that of everything it starts."""
    if not (project_root() / "tests" / "doubles").is_dir():
        raise CommandError("The emulators come with the sources; run this in a checkout.")
    commands = {vendor: _command(vendor) for vendor in VENDORS}
    for command in commands.values():
        os.environ.update(_settings(command))
    os.environ["ENGINE"] = "replicate"
    env = dict(os.environ)
    parts = [
        Part(f"emulated-{vendor}", Program(tuple(command), project_root(), env=env))
        for vendor, command in commands.items()
    ]
    return replace(work, first=(*parts, *work.first))


def _command(vendor: str) -> list[str]:
    return [sys.executable, "-m", f"tests.doubles.{vendor}", "--port", str(free_port())]


def _settings(command: list[str]) -> dict[str, str]:
    """What it wants to be set, one NAME=value a line."""
    told = subprocess.run(  # noqa: S603  our own program
        [*command, "--settings"],
        cwd=project_root(),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    if told.returncode != 0:
        words = (told.stderr.strip().splitlines() or ["nothing"])[-1]
        raise CommandError(f'An emulator does not start; `pip install -e ".[dev]"` may help. {words}')
    return dict(line.split("=", 1) for line in told.stdout.splitlines())
