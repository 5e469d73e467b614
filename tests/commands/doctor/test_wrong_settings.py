"""Sentences of ``influencer doctor`` for each wrong setting of the providers, word for word."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from psycopg import sql
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from influencer_app.commands.doctor.check_catalog import check_catalog
from influencer_app.commands.doctor.check_models import check_models
from influencer_app.commands.doctor.check_vendors import check_vendors
from influencer_app.db.base import now
from influencer_app.domain.model_catalog.schemas import VANISHED
from influencer_app.settings import Settings
from influencer_app.settings.errors import SettingsError
from tests.doubles.replicate.app import TOKEN, Emulator
from tests.doubles.serving import served
from tests.support import admin

WRONG, SOON_WRONG, KNOWN = "\u2717", "!", "-"
SDXL = "stability-ai/sdxl:7762fd07cf82"
GONE = f"{WRONG} {{}} Pictures cannot be made, {SDXL} is gone from the provider; {{}}"
ENDING, ENDED = now().date() + timedelta(days=30), now().date() - timedelta(days=1)
SWITCH = "switch to bytedance/seedream-4.5 with `influencer models --use {id}`"
ADD_OTHER = "add other/model with `influencer models --add image other/model VERSION`"
ADD = "add another with `influencer models --add image OWNER/NAME VERSION`"
SETTINGS: list[tuple[str, dict[str, Any], str]] = [
    ("no token", {"replicate_api_token": ""}, f"{KNOWN} live replicate not tried: no REPLICATE_API_TOKEN"),
    (
        "wrong token",
        {"replicate_api_token": "r8_wrong"},
        f"{WRONG} live replicate The provider rejected this installation's token; set REPLICATE_API_TOKEN to"
        " one of replicate.com/account/api-tokens",
    ),
    (
        "dead address",
        {"replicate_base_url": "http://127.0.0.1:1"},
        f"{WRONG} live replicate The provider cannot be reached at http://127.0.0.1:1; check"
        " REPLICATE_BASE_URL, or try again later",
    ),
    (
        "SPEECH=openai without a key",
        {"speech": "openai"},
        f"{WRONG} speech       SPEECH is openai, so set OPENAI_API_KEY as well.",
    ),
    (
        "SPEECH=replicate without a token",
        {"speech": "replicate", "replicate_api_token": ""},
        f"{WRONG} speech       SPEECH is replicate, so set REPLICATE_API_TOKEN as well.",
    ),
    (
        "another account's webhook secret",
        {"replicate_webhook_secret": "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"},
        f"{WRONG} live replicate REPLICATE_WEBHOOK_SECRET is not what this account's webhooks are signed"
        " with, so all are refused; copy it from replicate.com/account/webhooks",
    ),
    (
        "missing voice",
        {"replicate_speech_model": "minimax/none"},
        f"{WRONG} live replicate speech: minimax/none is not there, so scripts cannot be spoken; set"
        " REPLICATE_SPEECH_MODEL to one that is",
    ),
    (
        "no webhooks",
        {},
        f"{KNOWN} live replicate no webhooks, predictions are polled: they need https in PUBLIC_URL, and"
        " REPLICATE_WEBHOOK_SECRET",
    ),
]
ACCOUNTS: list[tuple[int, str]] = [
    (
        402,
        "This installation's account at the provider is out of credit; add credit at"
        " replicate.com/account/billing",
    ),
    (
        403,
        "The provider does not allow this to this installation's account; use the token of an account that"
        " may run models",
    ),
    (500, "The provider is not available at {address}; check REPLICATE_BASE_URL, or try again later"),
    (429, "The provider asks for a pause."),
]
MODELS: list[tuple[str, dict[str, Any], str]] = [
    ("vanished", {"unavailable_reason": VANISHED}, GONE.format("models      ", SWITCH)),
    (
        "not what our input fits",
        {"unavailable_reason": "The model stability-ai/sdxl requires “mask”, which is missing."},
        f"{WRONG} models       Pictures cannot be made, {SDXL} cannot be driven from here: The model"
        f" stability-ai/sdxl requires “mask”, which is missing; {SWITCH}",
    ),
    (
        "ending",
        {"ends_on": ENDING},
        f"{SOON_WRONG} models       Pictures: {SDXL} ends on {ENDING}, in 30 days; {SWITCH}",
    ),
    (
        "ended",
        {"ends_on": ENDED},
        f"{WRONG} models       Pictures cannot be made, {SDXL} ended on {ENDED}; {SWITCH}",
    ),
    (
        "ending, with a replacement that is not in the catalog",
        {"ends_on": ENDING, "replacement": "other/model"},
        f"{SOON_WRONG} models       Pictures: {SDXL} ends on {ENDING}, in 30 days; {ADD_OTHER}",
    ),
    (
        "check failed",
        {"check_error": "The provider is not available."},
        f"{SOON_WRONG} models       {SDXL}: the last check failed: The provider is not available.",
    ),
    ("never checked", {"checked_at": None}, f"{KNOWN} models       {SDXL} has not been checked yet"),
    (
        "newer version",
        {"latest_version": "a" * 64},
        f"{KNOWN} models       stability-ai/sdxl has a newer version, aaaaaaaaaaaa; 7762fd07cf82 stays in use"
        " until you switch",
    ),
    (
        "switched off",
        {"enabled": False},
        f"{KNOWN} models       Pictures are switched off: no model for image is in use",
    ),
]


@pytest.fixture
def emulator() -> Emulator:
    return Emulator()


@pytest.fixture
def address(emulator: Emulator) -> Iterator[str]:
    with served(emulator) as url:
        yield url


def told(tmp_path: Path, address: str, **more: Any) -> list[str]:
    """What doctor says of models and vendors."""
    given = {"replicate_api_token": TOKEN, "replicate_base_url": address, "data_dir": tmp_path, **more}
    settings = Settings.read(_env_file=None, **given)
    found = chain(check_models(settings), check_catalog(settings), check_vendors(settings))
    return [str(finding) for finding in found]


@pytest.mark.parametrize(("name", "given", "sentence"), SETTINGS, ids=[name for name, *_ in SETTINGS])
def test_each_wrong_setting_has_its_sentence(
    tmp_path: Path, address: str, name: str, given: dict[str, Any], sentence: str
) -> None:
    assert sentence in told(tmp_path, address, **given)


@pytest.mark.parametrize(("status", "sentence"), ACCOUNTS)
def test_each_refusal_has_its_sentence(tmp_path: Path, status: int, sentence: str) -> None:
    async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
        await JSONResponse({"detail": "No."}, status)(scope, receive, send)

    with served(refuse) as address:
        assert told(tmp_path, address)[-1] == f"{WRONG} live replicate {sentence.format(address=address)}"


def test_a_provider_without_a_token_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.read(_env_file=None, data_dir=tmp_path, engine="replicate")
    assert str(refused.value) == "Wrong settings. ENGINE is replicate, so set REPLICATE_API_TOKEN as well."


def change(url: str, values: dict[str, Any]) -> str:
    """Set columns of the model that makes pictures; returns the id of the other one, which is off."""
    with admin(url) as connection:
        connection.execute("update model set checked_at = now()")
        for column, value in values.items():
            query = sql.SQL("update model set {} = %s where name = 'stability-ai/sdxl'")
            connection.execute(query.format(sql.Identifier(column)), (value,))
        other = "select id from model where kind = 'image' and name = 'bytedance/seedream-4.5'"
        row = connection.execute(other).fetchone()
    assert row is not None
    return str(row[0])


@pytest.mark.parametrize(("name", "values", "sentence"), MODELS, ids=[name for name, *_ in MODELS])
def test_each_state_of_a_model_has_its_sentence(
    tmp_path: Path, database_url: str, address: str, name: str, values: dict[str, Any], sentence: str
) -> None:
    other = change(database_url, values)
    assert sentence.format(id=other) in told(tmp_path, address, database_url=database_url)


def test_what_has_vanished_since_the_last_check_is_told_live(
    tmp_path: Path, database_url: str, address: str, emulator: Emulator
) -> None:
    emulator.unknown.add("stability-ai/sdxl")
    change(database_url, {})
    with admin(database_url) as connection:
        connection.execute("delete from model where kind = 'image' and not enabled")
    found = told(tmp_path, address, database_url=database_url)
    assert GONE.format("live replicate", ADD) in found
    assert not any(line.startswith(f"{WRONG} models") for line in found)


def test_the_models_in_use_are_named(tmp_path: Path, database_url: str, address: str) -> None:
    change(database_url, {})
    (line,) = [line for line in told(tmp_path, address, database_url=database_url) if "models " in line]
    assert line == (
        "\u2713 models       avatar by cjwbw/sadtalker:a519cc0cfeba, character_image by"
        f" tencentarc/photomaker:ddfc2b08d209, image by {SDXL}, video by"
        " stability-ai/stable-video-diffusion:3f0457e4619d"
    )
