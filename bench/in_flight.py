"""Measures one ``io`` worker with thousands of generations in flight at a provider.

Run ``python bench/in_flight.py [jobs]``. The emulator's predictions never end. Some jobs are requested and
submitted; the others are copies of them in the database and at the emulator. Then, with all of them in flight
and the poller running, single new jobs are timed from the request until the provider has them. Prints these
times, and the worker's memory with few and with all jobs.
"""

import asyncio
import statistics
import sys
import time
from collections.abc import Callable
from uuid import uuid4

import psutil
from sqlalchemy import text
from support.installation import IO_POOL, celery, models_known, runtime, servers

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.credits.service import grant
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import NewImage
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.settings import Settings
from tests.doubles.replicate.app import Emulator
from tests.doubles.serving import served
from tests.support import admin, new_person

FRESH = 20
FEW = 100
HOURS = 3600.0 * 24
COPY = text("""
with known as (
  select row_number() over (order by id) - 1 as number, id, generation_id
  from provider_job where status = 'open'
), copies as (
  select known.id as job_id, known.generation_id, gen_random_uuid() as new_id, name
  from unnest(cast(:names as text[])) with ordinality as given (name, number)
  join known on known.number = (given.number - 1) % :known
), generations as (
  insert into generation select (jsonb_populate_record(g, jsonb_build_object('id', new_id))).*
  from copies join generation g on g.id = copies.generation_id
), tasks as (
  insert into render_task
  select (jsonb_populate_record(t, jsonb_build_object(
    'generation_id', new_id, 'asset_id', gen_random_uuid()))).*
  from copies join render_task t using (generation_id)
)
insert into provider_job
select (jsonb_populate_record(j, jsonb_build_object(
  'id', gen_random_uuid(), 'generation_id', new_id, 'provider_id', name,
  'poll_count', 20, 'next_attempt_at', now() + random() * interval '20 s'))).*
from copies join provider_job j on j.id = copies.job_id
""")


async def main(settings: Settings, emulator: Emulator, worker: psutil.Process, jobs: int) -> None:
    with admin(settings.database_url) as connection:
        connection.execute("update plan set running_max = 100000")
    async with runtime(settings):
        await models_known("image")
        began = time.perf_counter()
        await submitted(emulator, FEW)
        seconds = time.perf_counter() - began
        few = memory(worker)
        await copied(emulator, jobs - FEW)
        waits = [await fresh(emulator, number) for number in range(FRESH)]
    waits.sort()
    print(f"in flight: {len(emulator.order)}, submitted {FEW / seconds:.0f} a second")
    print(
        f"a new job reaches the provider after {statistics.median(waits):.0f} ms (median),"
        f" {waits[-1]:.0f} at most"
    )
    print(f"memory of the worker: {few} MB with {FEW} in flight, {memory(worker)} MB with all")


async def submitted(emulator: Emulator, jobs: int) -> None:
    """Request this many more jobs, spread over people, and wait until the provider has them all."""
    wanted = len(emulator.order) + jobs
    actor = await create_person()
    for _ in range(jobs):
        await ask(actor)
    await until(lambda: len(emulator.order) >= wanted)
    await until_open(wanted)


async def until_open(wanted: int) -> None:
    """Wait until the database knows of as many jobs that the provider has."""
    count = text("select count(*) from provider_job where status = 'open'")
    async with asyncio.timeout(60):
        while True:
            async with reading() as session:
                if await session.scalar(count) == wanted:
                    return
            await asyncio.sleep(0.02)


async def copied(emulator: Emulator, jobs: int) -> None:
    """As many more jobs that the provider has, with generation and render task, asked about in turn."""
    known = [emulator.runs.all[name] for name in emulator.order]
    names = []
    for number in range(jobs):
        one = known[number % len(known)]
        names.append(emulator.runs.begin(one["model"], one["version"], {"input": one["input"]}, one["base"]))
    emulator.order += names
    async with transaction() as session:
        await session.execute(COPY, {"names": names, "known": len(known)})


async def fresh(emulator: Emulator, number: int) -> float:
    """Milliseconds until the provider has one more job, requested by a new person with an empty queue."""
    actor, before = await create_person(), len(emulator.order)
    began = time.perf_counter()
    await ask(actor)
    await until(lambda: len(emulator.order) > before)
    return (time.perf_counter() - began) * 1000


async def until(wanted: Callable[[], bool]) -> None:
    async with asyncio.timeout(3600):
        while not wanted():  # noqa: ASYNC110  the emulator sends no event
            await asyncio.sleep(0.002)


async def ask(actor: Actor) -> None:
    async with transaction() as session:
        await start_image(session, actor, NewImage(prompt="on the beach"))


async def create_person() -> Actor:
    email = f"{uuid4().hex}@example.com"
    person = await new_person(email, "studio")
    async with transaction() as session:
        await grant(session, person.workspace_id, 100_000, key=uuid4().hex)
    return person


def memory(worker: psutil.Process) -> int:
    """Resident memory of the worker and its children, in MB."""
    family = [worker, *worker.children(recursive=True)]
    return round(sum(one.memory_info().rss for one in family) / 1e6)


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    vendor = Emulator(run_seconds=HOURS)
    with (
        served(vendor) as address,
        servers(
            REPLICATE_BASE_URL=address,
            REPLICATE_API_TOKEN=vendor.token,
            PROVIDER_CREATES_PER_MINUTE="1000000",
            PROVIDER_GENERATIONS_MAX="1000000",
            PROVIDER_DEADLINE_SECONDS="3600",
        ) as made,
        celery("-A", "workers.app", "worker", "-Q", "io", "-n", "io@bench", *IO_POOL) as own,
        celery("-A", "workers.app", "beat", "--schedule", f"{made.data_dir}-beat", "--pidfile", ""),
    ):
        asyncio.run(main(made, vendor, psutil.Process(own.pid), asked))
