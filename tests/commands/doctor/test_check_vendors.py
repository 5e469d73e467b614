"""``influencer doctor --live`` against an emulated vendor."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from influencer_app.commands.doctor.check_models import check_models
from influencer_app.commands.doctor.check_vendors import NOT_SIGNED_WITH, POLLING_ONLY, check_vendors
from influencer_app.commands.doctor.command import doctor
from influencer_app.integrations.speech import MISSING_KEY
from influencer_app.settings import Settings
from tests.doubles.openai.app import Emulator
from tests.doubles.replicate.app import TOKEN
from tests.doubles.replicate.app import Emulator as Replicate
from tests.doubles.replicate.runs import SECRET
from tests.doubles.serving import served

KEY = "sk-a-key-that-nobody-may-see"


@pytest.fixture(scope="module")
def emulated() -> Iterator[tuple[Emulator, str]]:
    emulator = Emulator()
    with served(emulator) as address:
        yield emulator, address


@pytest.fixture
def vendor(emulated: tuple[Emulator, str]) -> Emulator:
    emulated[0].calls.clear()
    emulated[0].faults.clear()
    return emulated[0]


def own(emulated: tuple[Emulator, str], tmp_path: Path, **more: Any) -> Settings:
    given = {"openai_api_key": KEY, "openai_base_url": f"{emulated[1]}/v1", "data_dir": tmp_path, "port": 1}
    return Settings.read(_env_file=None, **(given | more))


def lines(settings: Settings) -> list[str]:
    return [str(finding) for finding in check_vendors(settings) if finding.subject == "live openai"]


def of_replicate(tmp_path: Path, address: str, **more: str) -> list[str]:
    given = {"replicate_api_token": TOKEN, "replicate_base_url": address, "data_dir": tmp_path, **more}
    found = check_vendors(Settings.read(_env_file=None, **given))
    return [str(finding) for finding in found if finding.subject == "live replicate"]


@pytest.fixture(scope="module")
def replicate() -> Iterator[str]:
    with served(Replicate()) as address:
        yield address


def test_replicate_answers_and_speaks(replicate: str, tmp_path: Path) -> None:
    answered, polled = of_replicate(tmp_path, replicate)
    assert answered == f"\u2713 live replicate answers at {replicate}"
    assert polled == f"- live replicate {POLLING_ONLY}"


def test_webhooks_are_tried(replicate: str, tmp_path: Path) -> None:
    told = of_replicate(tmp_path, replicate, replicate_webhook_secret=SECRET, public_url="http://127.0.0.1:1")
    assert "webhooks do not arrive" in told[-1]
    assert not any(NOT_SIGNED_WITH in line for line in told)


@pytest.mark.parametrize("speech", ["openai", "replicate"])
def test_a_speaker_without_its_key_is_told_without_a_request(tmp_path: Path, speech: str) -> None:
    found = check_models(Settings.read(_env_file=None, data_dir=tmp_path, speech=speech))
    assert str(next(found)) == f"\u2717 speech       {MISSING_KEY[speech]}"


def test_what_replicate_does_not_have_is_told(replicate: str, tmp_path: Path) -> None:
    told = of_replicate(tmp_path, replicate, replicate_speech_model="minimax/none")
    assert told[1].startswith("\u2717 live replicate speech: minimax/none is not there")
    told = of_replicate(tmp_path, replicate, replicate_speech_model="stability-ai/sdxl")
    assert "cannot be asked for WAV" in told[1]
    (told,) = of_replicate(tmp_path, replicate, replicate_api_token="r8_wrong")
    assert told.startswith("\u2717 live replicate")
    (told,) = of_replicate(tmp_path, "http://127.0.0.1:1")
    assert told.startswith("\u2717 live replicate")


def test_what_answers_and_what_ends_is_told(
    emulated: tuple[Emulator, str], vendor: Emulator, tmp_path: Path
) -> None:
    told = lines(own(emulated, tmp_path))
    assert told[0].startswith("\u2713 live openai  answers at http://127.0.0.1")
    assert any(line.startswith("! live openai  speech: gpt-4o-mini-tts end") for line in told)
    assert told[-1] == "\u2713 live openai  moderation answers"
    assert [call.route for call in vendor.calls] == ["models", "moderations"]


def test_a_model_that_is_not_there_is_told(
    emulated: tuple[Emulator, str], vendor: Emulator, tmp_path: Path
) -> None:
    told = lines(own(emulated, tmp_path, openai_prompt_model="gpt-99"))
    assert "\u2717 live openai  prompts: gpt-99 is not among the models of this key" in told


@pytest.mark.parametrize(
    ("route", "kind", "words"),
    [
        ("models", "server_error", "having problems"),
        ("models", "not_json", "could not be read"),
        ("models", "empty_answer", "could not be read"),
        ("moderations", "used_up", "out of credit"),
        ("moderations", "rate_limited", "Too many requests"),
    ],
)
def test_what_fails_is_told(
    emulated: tuple[Emulator, str], vendor: Emulator, tmp_path: Path, route: str, kind: str, words: str
) -> None:
    vendor.fault(route, kind)
    last = lines(own(emulated, tmp_path))[-1]
    assert last.startswith("\u2717 live openai")
    assert words in last


def test_a_wrong_key_is_told(emulated: tuple[Emulator, str], tmp_path: Path) -> None:
    (told,) = lines(own(emulated, tmp_path, openai_api_key="sk-wrong"))
    assert "rejected this installation's API key" in told


def test_without_a_key_nobody_is_asked(tmp_path: Path) -> None:
    found = check_vendors(Settings.read(_env_file=None, data_dir=tmp_path))
    assert [str(finding) for finding in found] == [
        "- live openai  not tried: no OPENAI_API_KEY",
        "- live replicate not tried: no REPLICATE_API_TOKEN",
    ]


def test_the_whole_command_shows_no_key(
    emulated: tuple[Emulator, str],
    vendor: Emulator,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert doctor(own(emulated, tmp_path), live=True) == 1
    told = capsys.readouterr().out
    assert "moderation answers" in told
    assert KEY not in told
    vendor.calls.clear()
    doctor(own(emulated, tmp_path))
    assert vendor.calls == []


def test_models_that_end_are_told_without_asking(tmp_path: Path) -> None:
    settings = Settings.read(
        _env_file=None, data_dir=tmp_path, openai_api_key=KEY, openai_speech_model="tts-1"
    )
    told = [str(finding) for finding in check_models(settings)]
    assert told[0].startswith("\u2713 openai       prompts by gpt-6-luna")
    assert any(line.startswith("! openai       speech: tts-1 end") and "2027-01-06" in line for line in told)
