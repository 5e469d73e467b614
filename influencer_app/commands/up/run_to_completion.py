"""Runs a program until it ends, and shows its progress meanwhile."""

import asyncio
import time

from influencer_app.commands.errors import CommandError
from influencer_app.commands.up.child_process import ChildProcess
from influencer_app.commands.up.logs import LogFile
from influencer_app.commands.up.terminal import Terminal
from influencer_app.embedded.program import Program

PROGRESS_SECONDS = 5.0
SHOWN_CHARACTERS = 70


async def run_to_completion(title: str, program: Program, log: LogFile, terminal: Terminal) -> None:
    """Run the program; every five seconds print the elapsed time and its last line.

    Raises ``CommandError`` when it fails. Its processes have ended on return, also when this is cancelled.
    """
    terminal.say(f"{title} ...")
    started = time.monotonic()
    process = ChildProcess(program, log.feed)
    progress = asyncio.create_task(_show_progress(title, log, terminal))
    try:
        code = await process.ended
    finally:
        progress.cancel()
        process.kill()
        log.close()
    if code != 0:
        last_lines = "\n".join(f"    {line}" for line in log.last)
        raise CommandError(
            f"{title} failed (code {code}). The whole output is in {log.path}; it ended with:\n{last_lines}"
        )
    terminal.say(f"{title}: done in {time.monotonic() - started:.1f} s")


async def _show_progress(title: str, log: LogFile, terminal: Terminal) -> None:
    started = time.monotonic()
    while True:
        await asyncio.sleep(PROGRESS_SECONDS)
        last = log.last[-1] if log.last else ""
        shown = last.partition("\u2501")[0][:SHOWN_CHARACTERS]  # the text before a progress bar
        terminal.say(f"{title}: {time.monotonic() - started:.0f} s  {shown}".rstrip())
