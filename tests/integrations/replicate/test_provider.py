"""Tests of the Replicate provider with the real package, against the emulator."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from influencer_app.domain.generation.ports.provider import Prediction, PredictionCreate
from influencer_app.errors import (
    AccountRefused,
    AnswerLost,
    OutputGone,
    ProviderFailed,
    ProviderRateLimited,
    ProviderRefused,
)
from influencer_app.integrations.replicate.provider import ReplicateProvider
from influencer_app.integrations.replicate.transport import TIMEOUTS
from tests.doubles.replicate.app import UNREADABLE, Emulator
from tests.doubles.replicate.models import MODELS

SDXL = "stability-ai/sdxl"


def order(**given: Any) -> PredictionCreate:
    values: dict[str, Any] = {
        "model": SDXL,
        "version": MODELS[SDXL]["version"],
        "input": {"prompt": "on the beach", "seed": 7, "num_outputs": 2},
        "deadline_seconds": 90,
        "webhook_url": None,
    }
    return PredictionCreate(**{**values, **given})


async def ended(provider: ReplicateProvider, own: str) -> Prediction:
    for _ in range(100):
        told = await provider.get(own)
        if told.status not in ("starting", "processing"):
            return told
        await asyncio.sleep(0.03)
    raise AssertionError("The prediction does not end.")


async def test_prediction_from_create_to_output_urls(provider: ReplicateProvider, emulator: Emulator) -> None:
    told = await provider.submit(order())
    assert (told.status, told.model, told.input["seed"]) == ("starting", SDXL, 7)
    assert emulator.headers[-1]["cancel-after"] == "90s"
    done = await ended(provider, told.id)
    assert (done.status, len(done.outputs), done.removed) == ("succeeded", 2, False)
    assert done.created_at.tzinfo is not None


async def test_the_progress_is_read_from_the_logs(provider: ReplicateProvider, emulator: Emulator) -> None:
    emulator.runs.run_seconds = 1.0
    told = await provider.submit(order())
    await asyncio.sleep(0.5)
    half = await provider.get(told.id)
    assert half.status == "processing"
    assert half.progress is not None
    assert 0.3 < half.progress < 0.9


async def test_an_official_model_needs_no_version(provider: ReplicateProvider) -> None:
    told = await provider.submit(
        order(model="minimax/speech-2.6-turbo", version="", input={"text": "Hello."})
    )
    done = await ended(provider, told.id)
    assert [url.rpartition(".")[2] for url in done.outputs] == ["wav"]


@pytest.mark.parametrize(
    ("fault", "status", "error"),
    [
        ("aborted", "failed", "aborted"),
        ("unknown status", "failed", "evaporated"),
        ("flagged", "failed", "NSFW"),
        ("null output", "succeeded", None),
    ],
)
async def test_every_end_maps_to_a_known_status(
    provider: ReplicateProvider, emulator: Emulator, fault: str, status: str, error: str | None
) -> None:
    emulator.fault(fault)
    told = await provider.submit(order())
    await asyncio.sleep(0.3)
    found = await provider.get(told.id)
    assert (found.status, found.outputs) == (status, ())
    if error:
        assert error in (found.error or "")
    if fault == "aborted":
        assert found.raw_status == "aborted"


async def test_an_answer_without_a_model_is_read(provider: ReplicateProvider, emulator: Emulator) -> None:
    told = await provider.submit(order())
    emulator.fault("no model")
    assert (await provider.get(told.id)).model == ""


@pytest.mark.parametrize(
    ("fault", "error", "made"),
    [
        ("429", ProviderRateLimited, 0),
        ("503", ProviderFailed, 0),
        ("500", AnswerLost, 0),
        ("422", ProviderRefused, 0),
        ("lost", AnswerLost, 1),
        *((fault, AnswerLost, 1) for fault in UNREADABLE),
    ],
)
async def test_create_is_sent_once_and_its_failure_is_typed(
    provider: ReplicateProvider, emulator: Emulator, fault: str, error: type[Exception], made: int
) -> None:
    emulator.fault(fault)
    with pytest.raises(error):
        await provider.submit(order())
    assert emulator.counts["create"] == 1
    assert len(emulator.order) == made


@pytest.mark.parametrize("fault", UNREADABLE)
async def test_an_answer_that_cannot_be_read_is_a_failure(
    provider: ReplicateProvider, emulator: Emulator, fault: str
) -> None:
    told = await provider.submit(order())
    emulator.fault(fault)
    with pytest.raises(ProviderFailed):
        await provider.get(told.id)


async def test_retry_after_is_reported(provider: ReplicateProvider, emulator: Emulator) -> None:
    emulator.fault("429")
    with pytest.raises(ProviderRateLimited) as caught:
        await provider.submit(order())
    assert caught.value.retry_after == 1


async def test_reads_are_not_retried_by_the_client(provider: ReplicateProvider, emulator: Emulator) -> None:
    told = await provider.submit(order())
    emulator.fault("get 500")
    with pytest.raises(ProviderFailed):
        await provider.get(told.id)
    assert emulator.counts["get"] == 1


async def test_every_request_has_its_timeouts(
    provider: ReplicateProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[dict[str, float]] = []
    inner = provider._transport._inner.handle_async_request

    async def watch(request: Any) -> Any:
        seen.append(request.extensions["timeout"])
        return await inner(request)

    monkeypatch.setattr(provider._transport._inner, "handle_async_request", watch)
    await provider.submit(order())
    await provider.list_since(datetime.now(UTC))
    assert seen[0] == TIMEOUTS
    assert all(None not in given.values() for given in seen)


async def test_unreachable_provider_fails_without_sending() -> None:
    provider = ReplicateProvider("token", "http://127.0.0.1:1")
    with pytest.raises(ProviderFailed):
        await provider.submit(order())
    await provider.aclose()


async def test_token_is_sent_only_to_the_api(provider: ReplicateProvider) -> None:
    with pytest.raises(ProviderRefused, match="foreign host"):
        await provider._client.predictions.async_list("http://127.0.0.2:9/v1/predictions")


async def test_wrong_token_is_reported_as_the_installations_fault(emulator: Emulator, address: str) -> None:
    provider = ReplicateProvider("wrong", address)
    with pytest.raises(AccountRefused, match="token"):
        await provider.submit(order())
    await provider.aclose()


async def test_lost_prediction_is_found_across_pages(provider: ReplicateProvider, emulator: Emulator) -> None:
    begin = datetime.now(UTC)
    own = await provider.submit(order())
    for _ in range(205):
        name = f"x{len(emulator.order)}"
        emulator.runs.all[name] = {**emulator.runs.all[own.id], "id": name}
        emulator.order.append(name)
    emulator.counts.clear()
    found = await provider.list_since(begin - timedelta(seconds=1))
    assert own.id in [one.id for one in found]
    assert len(found) == 206
    assert emulator.counts["list"] == 3
    assert await provider.list_since(datetime.now(UTC) + timedelta(seconds=5)) == []


async def test_canceling_reaches_the_provider(provider: ReplicateProvider, emulator: Emulator) -> None:
    told = await provider.submit(order())
    await provider.cancel(told.id)
    assert (await provider.get(told.id)).status == "canceled"
    assert emulator.running() == []
    with pytest.raises(OutputGone):
        await provider.cancel("nothing")


async def test_a_version_is_described_by_its_own_schema(
    provider: ReplicateProvider, emulator: Emulator
) -> None:
    facts = await provider.describe("tencentarc/photomaker", MODELS["tencentarc/photomaker"]["version"])
    assert facts is not None
    assert facts.schema["input_image"]["required"] is True
    assert "Neonpunk" in facts.schema["style_name"]["enum"]
    assert (await provider.describe(SDXL, "f" * 64)) is None
    assert (await provider.describe("nobody/nothing", "")) is None
    latest = await provider.describe(SDXL, "")
    assert latest is not None
    assert latest.latest_version == MODELS[SDXL]["version"]


async def test_small_files_are_inlined_and_large_ones_uploaded(
    provider: ReplicateProvider, emulator: Emulator, address: str
) -> None:
    assert (await provider.upload(b"small", "image/png", "a")).startswith("data:image/png;base64,")
    url = await provider.upload(b"x" * 300_000, "image/png", "b")
    assert url.startswith(f"{address}/v1/files/")
    assert list(emulator.files.values()) == [b"x" * 300_000]
