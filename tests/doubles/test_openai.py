"""Tests of the OpenAI emulator against the types of the vendor's package."""

import subprocess
import sys
from collections.abc import AsyncIterator

import httpx2
import openai
import pytest
import pytest_asyncio
from openai import AsyncOpenAI

from tests.doubles.openai.app import Emulator
from tests.doubles.serving import served
from tests.support import ROOT


@pytest_asyncio.fixture
async def strict() -> AsyncIterator[tuple[AsyncOpenAI, Emulator]]:
    """A client that validates responses strictly."""
    emulator = Emulator()
    with served(emulator) as address:
        client = AsyncOpenAI(
            api_key="sk-test", base_url=f"{address}/v1", max_retries=0, _strict_response_validation=True
        )
        yield client, emulator
        await client.close()


FORMAT = {
    "type": "json_schema",
    "name": "x",
    "strict": True,
    "schema": {
        "type": "object",
        "properties": {"scene": {"type": "string"}},
        "required": ["scene"],
        "additionalProperties": False,
    },
}


async def test_responses_match_the_package(strict: tuple[AsyncOpenAI, Emulator]) -> None:
    client, emulator = strict
    answer = await client.responses.create(model="gpt-6-luna", input="by the sea", text={"format": FORMAT})
    assert '"scene"' in answer.output_text
    looked = await client.moderations.create(input=["a walk", "they kill"])
    assert [result.flagged for result in looked.results] == [False, True]
    assert looked.results[1].category_applied_input_types.violence == ["text"]
    models = await client.models.list()
    assert {model.id: model.shutdown_date for model in models.data}["tts-1"] == "2027-01-06"
    sound = await client.audio.speech.create(model="tts-1", voice="nova", input="Yes.", response_format="wav")
    assert sound.content.startswith(b"RIFF\xff\xff\xff\xffWAVE")
    emulator.fault("responses", "refusal")
    refused = await client.responses.create(model="gpt-6-luna", input="x", text={"format": FORMAT})
    assert refused.output_text == ""


async def test_it_is_as_strict_as_the_vendor(strict: tuple[AsyncOpenAI, Emulator]) -> None:
    client, _ = strict
    loose = {**FORMAT, "schema": {**FORMAT["schema"], "additionalProperties": True}}
    with pytest.raises(openai.BadRequestError, match="Invalid schema"):
        await client.responses.create(model="gpt-6-luna", input="x", text={"format": loose})
    with pytest.raises(openai.BadRequestError):
        await client.audio.speech.create(model="tts-1", voice="nova", input="x" * 4097)
    with pytest.raises(openai.BadRequestError):
        await client.audio.speech.create(model="tts-1", voice="marin", input="x", response_format="wav")
    with pytest.raises(openai.NotFoundError):
        await client.responses.create(model="gpt-2", input="x", text={"format": FORMAT})


async def test_package_retries_wait_as_told(strict: tuple[AsyncOpenAI, Emulator]) -> None:
    client, emulator = strict
    emulator.fault("models", "rate_limited", 1)
    assert (await client.with_options(max_retries=1).models.list()).data
    assert len(emulator.calls) == 2


def test_emulator_runs_as_a_command() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.doubles.openai", "--port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().partition("=")[2].strip()
            assert process.stdout.readline() == "OPENAI_API_KEY=sk-emulator\n"
            headers = {"authorization": "Bearer sk-emulator"}
            assert httpx2.get(f"{address}/models", headers=headers).status_code == 200
            faults = f"{address.removesuffix('/v1')}/emulator/faults"
            assert httpx2.post(faults, json={"route": "models", "kind": "server_error"}).status_code == 200
            assert httpx2.get(f"{address}/models", headers=headers).status_code == 500
        finally:
            process.terminate()
