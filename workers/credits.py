"""Tasks that watch over credits."""

import logging

import structlog

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.queries import list_admin_addresses
from influencer_app.domain.credits.jobs import AuditCredits, HealReservations
from influencer_app.domain.generation.execution.stranded import heal_reservations
from influencer_app.domain.ledger_audit import CHECKS
from influencer_app.domain.mail.service import queue_mail
from influencer_app.metrics import LEDGER_DIFFERENCES, RESERVATIONS_HEALED
from workers.task import Schedule, task

log = structlog.get_logger(__name__)

ADMINS_MAX = 20


@task(AuditCredits, seconds=1800, schedule=Schedule(86_400))
async def audit() -> None:
    """Compares the books, logs each difference, and mails the admins when there are any."""
    found: list[str] = []
    for name, check in CHECKS.items():
        async with reading() as session:
            differences = await check(session)
        LEDGER_DIFFERENCES.labels(name).set(len(differences))
        for sentence in differences:
            log.error("ledger_difference", check=name, difference=sentence)
        found += differences
    if not found:
        return
    async with transaction() as session:
        for address in await list_admin_addresses(session, ADMINS_MAX):
            await queue_mail(session, "ledger_audit", address, total=len(found), first=found[0])


@task(HealReservations, seconds=120, schedule=Schedule(600), log_level=logging.DEBUG)
async def heal() -> None:
    """Releases what is still reserved for generations that have ended or are gone."""
    async with transaction() as session:
        healed = await heal_reservations(session)
    if healed:
        RESERVATIONS_HEALED.inc(healed)
        log.error("reservations_healed", count=healed)
