"""Runs ``influencer doctor``: prints what is configured, reachable and missing."""

import sys
from collections.abc import Iterator
from itertools import chain

from influencer_app.commands.doctor.check_catalog import check_catalog
from influencer_app.commands.doctor.check_database import check_database
from influencer_app.commands.doctor.check_host import (
    check_pages,
    check_settings,
    check_signing,
    check_site,
    check_storage,
)
from influencer_app.commands.doctor.check_mail import check_mail
from influencer_app.commands.doctor.check_models import check_models
from influencer_app.commands.doctor.check_queue import check_redis, check_workers
from influencer_app.commands.doctor.check_sign_in import check_sign_in, check_sign_in_live
from influencer_app.commands.doctor.check_vendors import check_vendors
from influencer_app.commands.doctor.findings import Finding, Severity
from influencer_app.settings import Settings

CHECKS = (
    check_settings,
    check_database,
    check_redis,
    check_workers,
    check_storage,
    check_models,
    check_catalog,
    check_signing,
    check_pages,
    check_site,
    check_sign_in,
)

LIVE_CHECKS = (check_vendors, check_mail, check_sign_in_live)
"""These ask others, and only when they are told to."""


def doctor(settings: Settings, *, live: bool = False) -> int:
    """Print one line for each finding. Exit code 1 when there is an error among them.

    ``live`` also asks each configured vendor for something that costs nothing.
    """
    errors = 0
    asked = chain.from_iterable(check(settings) for check in LIVE_CHECKS if live)
    for finding in chain(run_checks(settings), asked):
        errors += finding.severity is Severity.ERROR
        sys.stdout.write(f"{finding}\n")
        sys.stdout.flush()
    summary = f"Errors: {errors}." if errors else "Everything that is needed is there."
    sys.stdout.write(f"\n{summary}\n")
    return 1 if errors else 0


def run_checks(settings: Settings) -> Iterator[Finding]:
    """Yield all findings, each as soon as it is known; a few seconds in all, even if nothing answers."""
    for check in CHECKS:
        yield from check(settings)
