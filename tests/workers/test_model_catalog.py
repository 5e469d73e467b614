import pytest

from influencer_app.commands.models import models as command
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.model_catalog.queries import get_usable, list_models
from influencer_app.domain.model_catalog.service import add_model, switch_off, use_model
from influencer_app.errors import NotConfigured, ProviderFailed
from influencer_app.settings import Settings
from tests.fake_engine import BODIES
from tests.fake_provider import FakeProvider


async def unavailable_reason() -> dict[str, str]:
    async with reading() as session:
        return {model.kind: model.unavailable_reason for model in await list_models(session, "replicate")}


async def test_a_check_notes_the_schema_and_what_vanished(remote: FakeProvider) -> None:
    remote.unknown.add("tencentarc/photomaker")
    await BODIES["model_catalog.check"]()
    found = await unavailable_reason()
    assert found["image"] == ""
    assert "does not know this version" in found["character_image"]
    remote.unknown.clear()
    await BODIES["model_catalog.check"]()
    assert set((await unavailable_reason()).values()) == {""}


async def test_a_provider_that_does_not_answer_changes_nothing(
    remote: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await unavailable_reason()

    async def down(model: str, version: str) -> None:
        raise ProviderFailed("The provider does not answer.")

    monkeypatch.setattr(remote, "describe", down)
    await BODIES["model_catalog.check"]()
    assert await unavailable_reason() == before


async def test_a_model_is_switched_without_a_deploy(remote: FakeProvider) -> None:
    async with transaction() as session:
        other = await add_model(session, "replicate", "video", "christophy/stable-video-diffusion", "92a0c9")
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


def test_the_command_lists_and_adds(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(settings, add=["video", "some/model", "abc"]) == 0
    assert "some/model:abc" in capsys.readouterr().out
