"""``influencer up`` with emulators: which settings come of it, and that the emulators answer."""

import os
import subprocess
import sys

import httpx2
import pytest

from influencer_app.commands.errors import CommandError
from influencer_app.commands.up import emulators
from influencer_app.commands.up.emulators import with_emulated_engines, with_emulated_payments
from influencer_app.commands.up.processes import StartupPlan
from influencer_app.settings import Settings
from tests.commands.up.up_process import wait_until

SET = ("ENGINE", "OPENAI_BASE_URL", "OPENAI_API_KEY")
PAYMENTS = ("STRIPE_BASE_URL", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET")
SET_TOO = ("REPLICATE_BASE_URL", "REPLICATE_API_TOKEN", "REPLICATE_WEBHOOK_SECRET")


@pytest.fixture
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it sets is forgotten afterwards."""
    for name in (*SET, *SET_TOO, *PAYMENTS):
        monkeypatch.setenv(name, "")


@pytest.mark.usefixtures("_environment")
def test_the_vendors_are_set_and_answer() -> None:
    plan = with_emulated_engines(StartupPlan())
    own = Settings.read(_env_file=None)
    assert own.uses_provider
    assert own.openai_api_key.get_secret_value().startswith("sk-")
    assert [spec.name for spec in plan.prerequisites] == ["emulated-replicate", "emulated-openai"]
    started = [spec.program.start(subprocess.DEVNULL) for spec in plan.prerequisites]
    try:
        for url, key in (
            (f"{os.environ['REPLICATE_BASE_URL']}/v1/predictions", os.environ["REPLICATE_API_TOKEN"]),
            (f"{os.environ['OPENAI_BASE_URL']}/models", os.environ["OPENAI_API_KEY"]),
        ):
            wait_until(lambda url=url, key=key: answers(url, key))
    finally:
        for process in started:
            process.terminate()
            process.wait(10)


@pytest.mark.usefixtures("_environment")
def test_payments_are_emulated_and_answer() -> None:
    plan = with_emulated_payments(StartupPlan(), "http://127.0.0.1:3000")
    assert Settings.read(_env_file=None).sells
    (spec,) = plan.prerequisites
    assert spec.program.argv[-1] == "http://127.0.0.1:3000/api/webhooks/stripe"
    process = spec.program.start(subprocess.DEVNULL)
    try:
        url = f"{os.environ['STRIPE_BASE_URL']}/v1/prices"
        wait_until(lambda: answers(url, os.environ["STRIPE_SECRET_KEY"]))
    finally:
        process.terminate()
        process.wait(10)


def answers(url: str, key: str) -> bool:
    try:
        return httpx2.get(url, headers={"authorization": f"Bearer {key}"}).status_code == 200
    except httpx2.TransportError:
        return False


@pytest.mark.usefixtures("_environment")
def test_without_the_sources_it_says_so(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emulators, "project_root", lambda: tmp_path)
    with pytest.raises(CommandError, match="in a checkout"):
        with_emulated_engines(StartupPlan())


@pytest.mark.usefixtures("_environment")
def test_an_emulator_that_does_not_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [sys.executable, "-c", "raise SystemExit('No module named uvicorn')"]
    monkeypatch.setattr(emulators, "_command", lambda vendor: broken)
    with pytest.raises(CommandError, match=r"does not start.* No module named uvicorn"):
        with_emulated_engines(StartupPlan())
