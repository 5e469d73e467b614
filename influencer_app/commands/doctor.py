"""``influencer doctor``: what is configured, reachable and missing."""

import sys
from collections.abc import Iterator
from itertools import chain

from influencer_app.commands.check_database import check_database
from influencer_app.commands.check_live import check_live
from influencer_app.commands.check_models import check_models
from influencer_app.commands.check_place import (
    check_pages,
    check_settings,
    check_signing,
    check_site,
    check_storage,
)
from influencer_app.commands.check_queue import check_redis, check_workers
from influencer_app.commands.findings import Finding, Mark
from influencer_app.settings import Settings

CHECKS = (
    check_settings,
    check_database,
    check_redis,
    check_workers,
    check_storage,
    check_models,
    check_signing,
    check_pages,
    check_site,
)


def doctor(settings: Settings, *, live: bool = False) -> int:
    """Print one line for each finding. Exit code 1 when something that is needed is missing.

    ``live`` also asks each configured vendor for something that costs nothing.
    """
    absent = 0
    for finding in chain(examine(settings), check_live(settings) if live else ()):
        absent += finding.mark is Mark.MISSING
        sys.stdout.write(f"{finding}\n")
        sys.stdout.flush()
    sys.stdout.write(f"\n{absent} missing.\n" if absent else "\nEverything that is needed is there.\n")
    return 1 if absent else 0


def examine(settings: Settings) -> Iterator[Finding]:
    """All findings, each as soon as it is known; a few seconds in all, whatever does not answer."""
    for check in CHECKS:
        yield from check(settings)
