"""Shows how each fault of a provider ends at each kind of output.

Run ``python bench/provider_faults.py``, with ``official`` for the official models; takes about five minutes.
One ``io`` and one ``cpu`` worker, as ``influencer up`` starts them, without webhooks, and the real adapters
at an emulated Replicate. For each fault all kinds are asked for at once, one output each. Prints how they
end, after how many seconds, with how many outputs, what they cost in credits, how many predictions the
provider has created, and what people read. Fails if credits stay reserved, if the ledger does not sum up to
the balance, or if anything is left running at the provider.
"""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text
from support.fault_table import FAULTS, Fault, Result, format_table
from support.installation import IO_POOL, celery, models_known, runtime, servers

from influencer_app.app_services.uploads import store_upload
from influencer_app.db.outbox import workspace_topic
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.characters.references import add_reference
from influencer_app.domain.characters.schemas import NewCharacter
from influencer_app.domain.characters.service import create_character
from influencer_app.domain.credits.queries import get_balance
from influencer_app.domain.credits.service import grant
from influencer_app.domain.generation.queries import get_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.requests.videos import start_avatar, start_video
from influencer_app.domain.generation.rules import ENDED
from influencer_app.domain.generation.schemas import GenerationDetail, NewAvatar, NewImage, NewVideo
from influencer_app.domain.model_catalog.queries import list_models
from influencer_app.domain.model_catalog.service import use_model
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.integrations.uploads.decoder import read_face, read_file
from influencer_app.settings import Settings
from influencer_app.wiring import Runtime
from tests import photos
from tests.doubles.replicate.app import Emulator
from tests.doubles.serving import served
from tests.media.videos import sound_file, tone
from tests.support import admin, new_person

KINDS = ("image", "character_image", "video", "avatar")
WITHIN_SECONDS = 150


@dataclass(frozen=True)
class Stage:
    """Whom things are made for, and what videos and pictures of a character are made of."""

    app: Runtime
    actor: Actor
    picture: UUID
    character: UUID

    def requests(self) -> dict[str, Callable[[], Awaitable[GenerationDetail]]]:
        """What asks for one output of each kind."""
        return {
            "image": lambda: self._image(None),
            "character_image": lambda: self._image(self.character),
            "video": self._video,
            "avatar": self._avatar,
        }

    async def _image(self, character: UUID | None) -> GenerationDetail:
        async with transaction() as session:
            kind = "character_image" if character else "image"
            new = NewImage(prompt=f"on the beach ({kind})", character_id=character)
            return await start_image(session, self.actor, new)

    async def _video(self) -> GenerationDetail:
        async with transaction() as session:
            return await start_video(session, self.actor, NewVideo(output_id=self.picture))

    async def _avatar(self) -> GenerationDetail:
        sound = await store_upload(self.actor, read_file(sound_file(tone(2.0))))
        async with transaction() as session:
            new = NewAvatar(output_id=self.picture, upload_id=sound.id)
            return await start_avatar(session, self.actor, new)


async def main(settings: Settings, emulator: Emulator, *, official: bool) -> None:
    with admin(settings.database_url) as connection:
        connection.execute("update plan set running_max = 1000")
    async with runtime(settings) as app:
        await models_known(*KINDS)
        if official:
            await use_official_models()
            await models_known(*KINDS)
        stage = await prepare(app)
        results: list[Result] = []
        for fault in FAULTS:
            results += await run(stage, emulator, fault)
        await check_books(stage.actor)
    assert emulator.running() == [], "Something still runs at the provider."
    print(format_table(results))


async def use_official_models() -> None:
    async with transaction() as session:
        for model in await list_models(session, "replicate"):
            if not model.version:
                await use_model(session, model.id)


async def prepare(app: Runtime) -> Stage:
    """Somebody with credits, a picture, and a character with a photo."""
    actor = await new_person(f"{uuid4().hex}@example.com", "studio")
    async with transaction() as session:
        await grant(session, actor.workspace_id, 100_000, key=uuid4().hex)
        amara = await create_character(session, actor, NewCharacter(name="Amara", age=28, gender="female"))
    face = await store_upload(actor, read_face(photos.jpeg(photos.portrait())))
    async with transaction() as session:
        await add_reference(session, actor, amara.id, face.id, consent=True)
        first = await start_image(session, actor, NewImage(prompt="a face"))
    done, _ = await ended(app, actor, {"image": first})
    return Stage(app, actor, done["image"].outputs[0].id, amara.id)


async def run(stage: Stage, emulator: Emulator, fault: Fault) -> list[Result]:
    """Ask for all kinds at once while the emulator has the fault; how they ended."""
    before = set(emulator.order)
    emulator.faults = [fault.name] * fault.times if fault.name else []
    started = {kind: await request() for kind, request in stage.requests().items()}
    done, seconds = await ended(stage.app, stage.actor, started)
    emulator.faults = []
    created = [kind_of(emulator.runs.all[name]["input"]) for name in emulator.order if name not in before]
    return [
        Result(
            fault=fault.title,
            kind=kind,
            status=own.status,
            seconds=seconds[kind],
            outputs=len(own.outputs),
            credits=own.credits_used,
            predictions=created.count(kind),
            message=own.error.message if own.error else "",
        )
        for kind, own in done.items()
    ]


def kind_of(given: Mapping[str, Any]) -> str:
    """The kind that a prediction with this input makes: pictures say so in their prompt."""
    for kind in ("character_image", "image"):
        if f"({kind})" in str(given.get("prompt")):
            return kind
    return "avatar" if {"audio", "driven_audio"} & given.keys() else "video"


async def ended(
    app: Runtime, actor: Actor, started: Mapping[str, GenerationDetail]
) -> tuple[dict[str, GenerationDetail], dict[str, float]]:
    """Follow their events until all have ended; how they are then, and the seconds that each took."""
    began = time.perf_counter()
    done: dict[str, GenerationDetail] = {}
    seconds: dict[str, float] = {}
    events = app.events.listen(workspace_topic(actor.workspace_id))
    nothing_yet = asyncio.ensure_future(anext(events))
    async with asyncio.timeout(WITHIN_SECONDS):
        while done.keys() != started.keys():
            for kind in started.keys() - done.keys():
                async with reading() as session:
                    found = await get_generation(session, actor, started[kind].id)
                if found.status in ENDED:
                    done[kind], seconds[kind] = found, time.perf_counter() - began
            if (await asyncio.wait({nothing_yet}, timeout=1))[0]:
                nothing_yet = asyncio.ensure_future(anext(events))
    nothing_yet.cancel()
    return {kind: done[kind] for kind in started}, seconds


async def check_books(actor: Actor) -> None:
    """Nothing is reserved any more, and the ledger sums up to the balance."""
    async with reading() as session:
        balance = await get_balance(session, actor)
        total = await session.scalar(
            text("select sum(amount) from ledger_entry where workspace_id = :own"),
            {"own": actor.workspace_id},
        )
    assert (balance.reserved, balance.available) == (0, total), "The books do not add up."


if __name__ == "__main__":
    vendor = Emulator(run_seconds=0.5)
    with (
        served(vendor) as address,
        servers(
            REPLICATE_BASE_URL=address,
            REPLICATE_API_TOKEN=vendor.token,
            PROVIDER_GENERATIONS_MAX="1000",
            PROVIDER_GIVE_UP_SECONDS="60",
        ) as made,
        celery("-A", "workers.app", "worker", "-Q", "io", "-n", "io@bench", *IO_POOL),
        celery("-A", "workers.app", "worker", "-Q", "cpu", "-n", "cpu@bench", "-c", "1"),
        celery("-A", "workers.app", "beat", "--schedule", f"{made.data_dir}-beat", "--pidfile", ""),
    ):
        asyncio.run(main(made, vendor, official="official" in sys.argv[1:]))
