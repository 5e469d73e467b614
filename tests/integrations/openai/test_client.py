"""Tests of the OpenAI client: time limits and error mapping."""

from collections.abc import AsyncIterator
from datetime import timedelta
from email.utils import format_datetime

import httpx2
import pytest
import pytest_asyncio
from openai import AsyncOpenAI

from influencer_app.db.base import now
from influencer_app.errors import AppError, InvalidInput, NotConfigured, RateLimited, Unavailable
from influencer_app.integrations.openai.client import open_client, openai_call, retry_after_seconds
from tests.doubles.openai.app import Emulator


@pytest_asyncio.fixture
async def nobody() -> AsyncIterator[AsyncOpenAI]:
    made = open_client("sk-test", "http://127.0.0.1:1/v1")
    yield made
    await made.close()


async def fails(client: AsyncOpenAI, seconds: float = 5) -> AppError:
    with pytest.raises(AppError) as caught:
        async with openai_call(seconds):
            await client.models.retrieve("gpt-6-luna")
    return caught.value


@pytest.mark.parametrize(
    ("kind", "expected", "words"),
    [
        ("rate_limited", RateLimited, "Try again in 7 seconds"),
        ("used_up", NotConfigured, "out of credit"),
        ("server_error", Unavailable, "having problems"),
        ("not_json", Unavailable, "could not be read"),
        ("cut_off", Unavailable, "OpenAI"),
    ],
)
async def test_vendor_errors_are_translated_after_one_attempt(
    vendor: Emulator, client: AsyncOpenAI, kind: str, expected: type[AppError], words: str
) -> None:
    vendor.fault("models", kind, times=3)
    error = await fails(client)
    assert type(error) is expected
    assert words in error.sentence
    assert len(vendor.calls) == 1


async def test_wrong_key_missing_model_and_bad_request_are_distinguished(
    vendor: Emulator, openai_address: str, client: AsyncOpenAI
) -> None:
    wrong = open_client("sk-wrong", openai_address)
    assert isinstance(await fails(wrong), NotConfigured)
    await wrong.close()
    with pytest.raises(NotConfigured, match="no longer offers the model"):
        async with openai_call(5):
            await client.models.retrieve("gone")
    with pytest.raises(InvalidInput):
        async with openai_call(5):
            await client.moderations.create(input="")


@pytest.mark.parametrize("kind", ["slow", "slow_body"])
async def test_the_whole_call_is_limited(vendor: Emulator, client: AsyncOpenAI, kind: str) -> None:
    vendor.fault("models", kind, 30)
    error = await fails(client, 0.3)
    assert error.sentence == "OpenAI did not answer within 0.3 seconds."


async def test_unreachable_vendor_fails_at_once(nobody: AsyncOpenAI) -> None:
    assert (await fails(nobody)).sentence == "OpenAI cannot be reached."


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7), ("0", 1), ("0.4", 1), ("99999", 600), ("", 20), ("soon", 20), ("-5", 20)],
)
def test_retry_after_seconds_are_parsed(header: str, seconds: int) -> None:
    assert retry_after_seconds(httpx2.Headers({"retry-after": header})) == seconds


def test_retry_after_date_is_parsed() -> None:
    until = format_datetime(now() + timedelta(seconds=90), usegmt=True)
    assert 85 <= retry_after_seconds(httpx2.Headers({"retry-after": until})) <= 90
