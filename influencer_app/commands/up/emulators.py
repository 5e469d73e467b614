"""``influencer up --engine emulator`` and ``--payments emulator``: a site without a key or a network.

The emulators belong to the tests, so this works in a checkout only.
"""

import os
import subprocess
import sys
from dataclasses import replace

from influencer_app.commands.errors import CommandError
from influencer_app.commands.project import project_root
from influencer_app.commands.up.processes import ProcessSpec, StartupPlan
from influencer_app.embedded import free_port
from influencer_app.embedded.program import Program

ENGINES = ("replicate", "openai")
PAYMENTS = "stripe"
TIMEOUT_SECONDS = 30


def with_emulated_engines(plan: StartupPlan) -> StartupPlan:
    """The plan with emulators of the providers that make pictures and videos. See ``_with_emulators``."""
    started = _with_emulators(plan, {vendor: _command(vendor) for vendor in ENGINES})
    os.environ["ENGINE"] = "replicate"
    return started


def with_emulated_payments(plan: StartupPlan, site_url: str) -> StartupPlan:
    """The plan with an emulator of Stripe that sends webhooks to ``site_url``. See ``_with_emulators``."""
    webhooks = f"{site_url}/api/webhooks/stripe"
    return _with_emulators(plan, {PAYMENTS: [*_command(PAYMENTS), "--webhooks", webhooks]})


def _with_emulators(plan: StartupPlan, commands: dict[str, list[str]]) -> StartupPlan:
    """Return the plan with the emulators as prerequisites.

    Sets the emulators' addresses and keys in the environment of this process, and so of all that it starts;
    they override ``.env``. Raises ``CommandError`` outside a checkout or when an emulator does not start.
    """
    if not (project_root() / "tests" / "doubles").is_dir():
        raise CommandError("The emulators come with the sources; run this in a checkout.")
    for command in commands.values():
        os.environ.update(_read_settings(command))
    env = dict(os.environ)
    specs = [
        ProcessSpec(f"emulated-{vendor}", Program(tuple(command), project_root(), env=env))
        for vendor, command in commands.items()
    ]
    return replace(plan, prerequisites=(*specs, *plan.prerequisites))


def _command(vendor: str) -> list[str]:
    return [sys.executable, "-m", f"tests.doubles.{vendor}", "--port", str(free_port())]


def _read_settings(command: list[str]) -> dict[str, str]:
    """Ask the emulator which variables to set; it prints one NAME=value per line."""
    result = subprocess.run(  # noqa: S603  our own program
        [*command, "--settings"],
        cwd=project_root(),
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    if result.returncode != 0:
        last_line = (result.stderr.strip().splitlines() or ["nothing"])[-1]
        raise CommandError(f'An emulator does not start; `pip install -e ".[dev]"` may help. {last_line}')
    return dict(line.split("=", 1) for line in result.stdout.splitlines())
