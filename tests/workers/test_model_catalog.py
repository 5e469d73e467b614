from datetime import timedelta

import pytest
from sqlalchemy import update

from influencer_app.commands.errors import CommandError
from influencer_app.commands.models import models as command
from influencer_app.db.base import now
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.generation.ports.provider import PredictionCreate
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import NewImage
from influencer_app.domain.model_catalog.models import CatalogModel
from influencer_app.domain.model_catalog.queries import get_usable, list_models
from influencer_app.domain.model_catalog.service import add_model, switch_off, use_model
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import Conflict, InvalidInput, NotConfigured, ProviderRefused
from influencer_app.settings import Settings
from influencer_app.wiring import Runtime
from tests.fake_engine import BODIES, FakeQueue
from tests.fake_provider import FakeProvider

VERSION = 64 * "a"


async def minutes_pass(minutes: int) -> None:
    passed = timedelta(minutes=minutes)
    async with transaction() as session:
        await session.execute(
            update(CatalogModel).values(
                next_check_at=CatalogModel.next_check_at - passed, checked_at=CatalogModel.checked_at - passed
            )
        )


async def unavailable_reason() -> dict[str, str]:
    async with reading() as session:
        models = await list_models(session, "replicate")
    return {model.kind: model.unavailable_reason for model in models if model.enabled}


async def test_a_check_notes_the_schema_and_what_vanished(remote: FakeProvider) -> None:
    remote.unknown.add("tencentarc/photomaker")
    await minutes_pass(24 * 60)
    await BODIES["model_catalog.check"]()
    found = await unavailable_reason()
    assert found["image"] == ""
    assert "does not know this version" in found["character_image"]
    remote.unknown.clear()
    await BODIES["model_catalog.check"]()
    assert await unavailable_reason() == found
    await minutes_pass(24 * 60)
    await BODIES["model_catalog.check"]()
    assert set((await unavailable_reason()).values()) == {""}


async def test_a_provider_that_does_not_answer_is_asked_again_soon(
    remote: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At its first start too: nothing is known then, and the reason is told."""
    async with transaction() as session:
        await session.execute(update(CatalogModel).values(checked_at=None, next_check_at=now()))

    async def down(model: str, version: str) -> None:
        asked.append(model)
        raise ProviderRefused("The provider rejected this installation's account.")

    asked: list[str] = []
    with monkeypatch.context() as failing:
        failing.setattr(remote, "describe", down)
        pauses = []
        for pause in (1, 2, 4):
            await BODIES["model_catalog.check"]()
            pauses.append(len(asked))
            await BODIES["model_catalog.check"]()
            await minutes_pass(pause)
        assert len(set(pauses)) == 3
        assert len(asked) == pauses[-1]
        async with reading() as session:
            with pytest.raises(NotConfigured, match="rejected this installation's account"):
                await get_usable(session, "replicate", "image")
    await BODIES["model_catalog.check"]()
    async with reading() as session:
        assert (await get_usable(session, "replicate", "image")).check_error == ""


async def test_a_model_that_vanishes_in_mid_day_is_refused_before_it_is_paid(
    remote: FakeProvider, owner: Actor, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(create: PredictionCreate) -> None:
        raise ProviderRefused("The model rejected the input: Invalid version.")

    await BODIES["model_catalog.check"]()
    await minutes_pass(2)
    monkeypatch.setattr(remote, "submit", refuse)
    remote.unknown.add("stability-ai/sdxl")
    async with transaction() as session:
        await start_image(session, owner, NewImage(prompt="on the beach"))
    await queue.run()
    assert "model_catalog.check" in [job.name for job in queue.done]
    async with transaction() as session:
        with pytest.raises(NotConfigured, match="does not know this version"):
            await start_image(session, owner, NewImage(prompt="on the beach"))


@pytest.mark.parametrize(
    ("kind", "name", "version", "field"),
    [
        ("painting", "some/model", "", "kind"),
        ("image", "model", "", "name"),
        ("image", "some/model/more", "", "name"),
        ("image", "some/mo del", "", "name"),
        ("image", "../etc/passwd", "", "name"),
        ("image", "some/model", "92a0c9", "version"),
    ],
)
async def test_what_is_no_model_is_not_added(
    app: Runtime, kind: str, name: str, version: str, field: str
) -> None:
    async with transaction() as session:
        with pytest.raises(InvalidInput) as refused:
            await add_model(session, "replicate", kind, name, version)
    assert [error.field for error in refused.value.fields] == [field]


async def test_a_model_without_an_adapter_is_refused_when_it_is_switched_on(app: Runtime) -> None:
    async with transaction() as session:
        other = await add_model(session, "replicate", "image", "some/model", VERSION)
        wrong_kind = await add_model(session, "replicate", "video", "stability-ai/sdxl", VERSION)
    for model in (other, wrong_kind):
        async with transaction() as session:
            with pytest.raises(Conflict, match="no adapter"):
                await use_model(session, model.id)


async def test_a_model_is_switched_without_a_deploy(remote: FakeProvider) -> None:
    async with transaction() as session:
        other = await add_model(session, "replicate", "video", "christophy/stable-video-diffusion", VERSION)
        await use_model(session, other.id)
    async with transaction() as session:
        with pytest.raises(NotConfigured, match="try again in a minute"):
            await get_usable(session, "replicate", "video")
    await BODIES["model_catalog.check"]()
    async with transaction() as session:
        assert (await get_usable(session, "replicate", "video")).id == other.id
        await switch_off(session, other.id)
    async with reading() as session:
        with pytest.raises(NotConfigured, match="switched off"):
            await get_usable(session, "replicate", "video")


def test_the_command_lists_adds_prices_and_ends(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(settings, add=["video", "some/model", VERSION]) == 0
    title = f"some/model:{VERSION[:12]}"
    (line,) = [line for line in capsys.readouterr().out.splitlines() if title in line]
    own = line.split()[0]
    command(settings, price=[own, "77"])
    command(settings, end=[own, "2020-01-01", "other/model"])
    (line,) = [line for line in capsys.readouterr().out.splitlines() if own in line][-1:]
    assert "77 credits" in line
    assert "replaced by other/model" in line
    assert f"{title} ended on 2020-01-01" in line
    assert "cannot be made" not in line
    command(settings, price=[own, "-"])
    command(settings, end=[own, "-", ""])
    (line,) = [line for line in capsys.readouterr().out.splitlines() if own in line][-1:]
    assert line.endswith(f"licence: see https://replicate.com/some/model; {title} has not been checked yet")
    command(settings)
    (line,) = [one for one in capsys.readouterr().out.splitlines() if "character_image  bytedance/" in one]
    assert "licence: see https://replicate.com/bytedance/seedream-4.5; up to 14 reference images" in line
    with pytest.raises(CommandError, match="no name of a model"):
        command(settings, add=["video", "model", VERSION])
    with pytest.raises(CommandError, match="credits"):
        command(settings, price=[own, "-5"])
