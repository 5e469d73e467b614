"""The loop that all threads of an ``io`` worker share."""

import asyncio
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from workers import process
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
