"""Prints the links of mails that were written to files, because no server sends them."""

import asyncio
import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Final

from influencer_app.commands.up.terminal import Terminal

LINK: Final = re.compile(r"^https?://\S+\?token=\S+$", re.MULTILINE)
SECONDS: Final = 1.0


async def print_mail_links(folder: Path, terminal: Terminal) -> None:
    """Prints each mail that is written to ``folder`` from now on, until it is cancelled."""
    known = await asyncio.to_thread(_list, folder)
    while True:
        await asyncio.sleep(SECONDS)  # the standard library has no event for a new file
        found = await asyncio.to_thread(_list, folder)
        for path in sorted(found - known):
            terminal.say(await asyncio.to_thread(_describe, path))
        known = found


def _list(folder: Path) -> set[Path]:
    return set(folder.glob("*.eml"))


def _describe(path: Path) -> str:
    """Address, subject, and the link if there is one."""
    message = message_from_bytes(path.read_bytes(), EmailMessage, policy=default)
    body = message.get_body(("plain",))
    link = LINK.search(body.get_content()) if body is not None else None
    told = f"Mail to {message['To']}: {message['Subject']} ({path})"
    return f"{told}\n          {link[0]}" if link else told
