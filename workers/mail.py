"""Sends mails: claimed, rendered and sent, recorded. Nothing secret is in the job or in a log."""

import logging
from dataclasses import replace
from uuid import UUID

import structlog

from influencer_app.db.base import AsyncSession
from influencer_app.db.transaction import transaction
from influencer_app.domain.accounts.addresses import issue_password_reset
from influencer_app.domain.accounts.email_tokens import find_token
from influencer_app.domain.mail import service as mails
from influencer_app.domain.mail.jobs import RequeueMails, SendMail
from influencer_app.domain.mail.schemas import ClaimedMail, MailMessage
from influencer_app.domain.workspaces.invitations import find_invitation_token
from influencer_app.errors import AppError
from influencer_app.wiring import runtime
from workers.task import Schedule, task

log = structlog.get_logger(__name__)

PAGES = {"reset_password": "/auth/reset", "invitation": "/invitation"}
"""Where the link of a mail leads, if not to the page that confirms addresses."""

CONFIRM_PAGE = "/auth/verify"
WITHOUT_TOKEN = {
    "payment_failed": "/dashboard/settings?tab=billing",
    "plan_ended": "/dashboard/settings?tab=billing",
}
"""Where the button of a mail leads that has no token."""

OUTDATED = "The link in it is no longer valid."


@task(SendMail, seconds=60)
async def send(mail_id: UUID) -> None:
    """Sends one mail. A worker that dies in between is followed by one that sends it again."""
    async with transaction() as session:
        mail = await mails.claim_mail(session, mail_id)
        if mail is not None and mail.template == "reset_password":
            mail = await _address_reset(session, mail)
    if mail is None:
        return
    link = await _find_link(mail)
    if link is None:
        return
    try:
        await runtime().mail_sender.send(_render(mail, link))
    except AppError as error:
        log.warning("mail_not_sent", permanent=error.permanent, reason=error.sentence, attempts=mail.attempts)
        async with transaction() as session:
            await mails.record_failed(session, mail, error)
        return
    async with transaction() as session:
        await mails.record_sent(session, mail.id)


@task(RequeueMails, seconds=60, schedule=Schedule(30), log_level=logging.DEBUG)
async def requeue() -> None:
    """Sends what failed before, and what was lost between the commit and the queue."""
    async with transaction() as session:
        await mails.requeue_due(session)


async def _address_reset(session: AsyncSession, mail: ClaimedMail) -> ClaimedMail | None:
    """The mail with a token of the account that has the address; None, and deleted, if none has."""
    issued = await issue_password_reset(session, mail.address)
    if issued is None:
        await mails.delete_mail(session, mail.id)
        return None
    token_id, name = issued
    return replace(mail, token_id=token_id, fields={"name": name})


async def _find_link(mail: ClaimedMail) -> str | None:
    """The address of the mail's button, empty for one without; None if it no longer counts."""
    settings = runtime().settings
    if mail.token_id is None:
        page = WITHOUT_TOKEN.get(mail.template)
        return f"{settings.base_url}{page}" if page else ""
    async with transaction() as session:
        find = find_invitation_token if mail.template == "invitation" else find_token
        token = await find(session, mail.token_id, settings.secret_keys)
        if token is None:
            await mails.record_dropped(session, mail.id, OUTDATED)
            return None
    return f"{settings.base_url}{PAGES.get(mail.template, CONFIRM_PAGE)}?token={token}"


def _render(mail: ClaimedMail, link: str) -> MailMessage:
    domain = runtime().settings.mail_from.rpartition("@")[2].strip("> ") or "localhost"
    renderer = runtime().mail_renderer
    return renderer.render(
        mail.template, to=mail.address, message_id=f"<{mail.id}@{domain}>", link=link, fields=mail.fields
    )
