"""The loop that all threads of an ``io`` worker share."""

import asyncio
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

import workers.generation  # noqa: F401  registers its tasks
from workers import process
from workers.app import app
from workers.process import SharedLoop


def test_those_that_wait_hold_up_nobody() -> None:
    """Each thread waits for its own task; one more lets all the others go on."""
    loop, everybody = SharedLoop(), asyncio.Barrier(9)

    async def meet() -> None:
        await everybody.wait()

    with ThreadPoolExecutor(9) as threads:
        for one in [threads.submit(loop.run, meet()) for _ in range(9)]:
            one.result(10)
    loop.close()


def test_what_a_task_raises_reaches_its_thread_and_the_others_go_on() -> None:
    loop = SharedLoop()

    async def fail() -> None:
        raise ValueError("no")

    async def work() -> None:
        done.append(None)

    done: list[None] = []
    with pytest.raises(ValueError, match="no"):
        loop.run(fail())
    loop.run(work())
    loop.close()
    assert done == [None]


def test_outside_of_a_worker_nothing_runs() -> None:
    async def work() -> None:
        raise AssertionError("never begun")

    with pytest.raises(RuntimeError, match="worker processes only"):
        process.run(work())


def test_a_loop_that_is_stuck_ends_its_process() -> None:
    """So that it is started again: one task has blocked all others."""
    blocked = """
import time
from workers.process import SharedLoop

async def block():
    time.sleep(60)

SharedLoop(stuck_seconds=0.2).run(block())
"""
    ended = subprocess.run([sys.executable, "-c", blocked], check=False, capture_output=True, timeout=30)
    assert ended.returncode == 1
    assert b"loop_stuck" in ended.stdout + ended.stderr


async def test_a_job_without_arguments_never_runs_beside_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that come while it runs become one more run after it."""
    job = app.tasks["generation.dispatch"]
    runs, begun, go_on = [], asyncio.Event(), asyncio.Event()

    async def body() -> None:
        runs.append(None)
        begun.set()
        await go_on.wait()

    monkeypatch.setattr(job, "run", body)
    first = asyncio.create_task(job._limited())
    await begun.wait()
    for _ in range(5):
        await job._limited()
    assert len(runs) == 1
    go_on.set()
    await first
    assert len(runs) == 2
    await job._limited()
    assert len(runs) == 3


async def test_a_job_that_failed_runs_again(monkeypatch: pytest.MonkeyPatch) -> None:
    job = app.tasks["generation.dispatch"]

    async def body() -> None:
        raise ValueError("no")

    monkeypatch.setattr(job, "run", body)
    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            await job._limited()
