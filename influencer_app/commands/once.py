"""A child that is run to its end while progress is shown."""

import asyncio
import time

from influencer_app.commands.errors import CommandError
from influencer_app.commands.logs import LogFile
from influencer_app.commands.running import Running
from influencer_app.commands.terminal import Terminal
from influencer_app.embedded.program import Program

TELL_SECONDS = 5.0
SHOWN_LETTERS = 70


async def run_once(what: str, program: Program, log: LogFile, terminal: Terminal) -> None:
    """Run it; every five seconds a line with the elapsed seconds and its last words.

    Raises ``CommandError`` when it fails. Nothing of it is left, also when this is cancelled.
    """
    terminal.say(f"{what} ...")
    started = time.monotonic()
    running = Running(program, log.feed)
    telling = asyncio.create_task(_tell(what, log, terminal))
    try:
        code = await running.ended
    finally:
        telling.cancel()
        running.kill()
        log.close()
    if code != 0:
        words = "\n".join(f"    {line}" for line in log.last)
        raise CommandError(
            f"{what} failed (code {code}). All of it is in {log.path}; it ended with:\n{words}"
        )
    terminal.say(f"{what}: done in {time.monotonic() - started:.1f} s")


async def _tell(what: str, log: LogFile, terminal: Terminal) -> None:
    started = time.monotonic()
    while True:
        await asyncio.sleep(TELL_SECONDS)
        words = log.last[-1].partition("\u2501")[0][:SHOWN_LETTERS] if log.last else ""  # before a drawn bar
        terminal.say(f"{what}: {time.monotonic() - started:.0f} s  {words}".rstrip())
