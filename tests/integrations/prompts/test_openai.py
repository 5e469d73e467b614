"""Tests of prompt enhancement by OpenAI."""

import time

import pytest
from openai import AsyncOpenAI
from structlog.testing import capture_logs

from influencer_app.domain.generation.rules import PROMPT_MAX
from influencer_app.integrations.prompts.openai import UNCHANGED_NOTE, OpenAIPrompts
from tests.doubles.openai.app import Emulator

PROMPT = "Amara on the beach at sunset."
MODEL = "gpt-6-luna"


@pytest.fixture
def prompts(client: AsyncOpenAI, vendor: Emulator) -> OpenAIPrompts:
    return OpenAIPrompts(client, MODEL)


async def test_own_prompt_is_kept_and_extended(prompts: OpenAIPrompts, vendor: Emulator) -> None:
    done = await prompts.enhance(PROMPT, "editorial")
    assert done.text == f"Amara on the beach at sunset, {done.added}"
    assert done.note is None
    assert done.detail == done.added
    assert len(done.added.split(", ")) >= 4
    (asked,) = vendor.asked("responses")
    assert asked["store"] is False
    assert asked["text"]["format"]["strict"] is True
    assert asked["reasoning"] == {"effort": "none"}
    assert PROMPT in asked["input"]
    assert PROMPT not in asked["instructions"]


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        ("rate_limited", 9, "Try again in 9 seconds."),
        ("used_up", None, "out of credit"),
        ("server_error", 500, "OpenAI is having problems."),
        ("server_error", 503, "OpenAI is having problems."),
        ("slow", 30, "OpenAI did not answer within 0.5 seconds."),
        ("slow_body", 30, "OpenAI did not answer within 0.5 seconds."),
        ("cut_off", None, "OpenAI cannot be reached."),
        ("refusal", None, "OpenAI declined to enhance this prompt."),
        ("incomplete", None, "OpenAI's answer could not be read."),
        ("bad_answer", None, "OpenAI's answer could not be read."),
        ("bad_answer", "[]", "OpenAI's answer could not be read."),
        ("bad_answer", '{"scene": "a", "light": "b", "lens": null, "mood": "c"}', "could not be read."),
        ("not_json", None, "OpenAI's answer could not be read."),
        ("empty_answer", None, "OpenAI's answer could not be read."),
    ],
)
async def test_on_any_error_the_prompt_is_kept_with_a_note(
    client: AsyncOpenAI, vendor: Emulator, kind: str, value: object, told: str
) -> None:
    prompts = OpenAIPrompts(client, MODEL, seconds=0.5)
    vendor.fault("responses", kind, value)
    began = time.monotonic()
    with capture_logs() as logs:
        done = await prompts.enhance(PROMPT, "editorial")
    assert time.monotonic() - began < 1.5
    assert (done.text, done.added) == ("Amara on the beach at sunset", "")
    assert done.note is not None
    assert told in done.note
    assert done.note.endswith(UNCHANGED_NOTE)
    assert done.detail == done.note
    assert len(vendor.calls) == 1
    assert "beach" not in str(logs)
    assert (await prompts.enhance(PROMPT, "editorial")).note is None


@pytest.mark.parametrize(
    "added",
    ["her as a teenager", "twelve years old", "naked schoolgirl"],
)
async def test_additions_are_checked_against_the_policy(
    prompts: OpenAIPrompts, vendor: Emulator, added: str
) -> None:
    answer = f'{{"scene": "{added}", "light": "", "lens": "", "mood": ""}}'
    vendor.fault("responses", "bad_answer", answer)
    done = await prompts.enhance(PROMPT, "editorial")
    assert done.added == ""
    assert done.note == f"OpenAI's additions did not meet our policy. {UNCHANGED_NOTE}"


async def test_combination_against_the_policy_is_refused(prompts: OpenAIPrompts, vendor: Emulator) -> None:
    vendor.fault("responses", "bad_answer", '{"scene": "in lingerie", "light": "", "lens": "", "mood": ""}')
    done = await prompts.enhance("her with children in the park", "editorial")
    assert done.added == ""
    assert done.note is not None


async def test_additions_are_one_line_and_fit_the_limit(prompts: OpenAIPrompts, vendor: Emulator) -> None:
    answer = r'{"scene": "  old\n\nstone \u0000steps. ", "light": "", "lens": "35 mm", "mood": "' + "x" * 500
    vendor.fault("responses", "bad_answer", answer + '"}')
    assert (await prompts.enhance(PROMPT, "editorial")).added == "old stone steps, 35 mm"
    long = "x" * (PROMPT_MAX - 3)
    done = await prompts.enhance(long, "editorial")
    assert (done.text, done.added, done.note) == (long, "", None)


async def test_model_without_reasoning_effort_is_retried_without_it(
    prompts: OpenAIPrompts, vendor: Emulator
) -> None:
    vendor.fault("responses", "no_effort", times=9)
    assert (await prompts.enhance(PROMPT, "editorial")).note is None
    assert (await prompts.enhance("another", "editorial")).note is None
    assert ["reasoning" in asked for asked in vendor.asked("responses")] == [True, False, False]
