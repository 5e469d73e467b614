"""Checks that the mail server takes what it is given, without sending anything."""

import asyncio
from collections.abc import Iterator

from influencer_app.commands.doctor.findings import Finding
from influencer_app.errors import Unavailable
from influencer_app.settings import Settings
from influencer_app.wiring.mail import open_smtp

SUBJECT = "live mail"


def check_mail(settings: Settings) -> Iterator[Finding]:
    """Connects and signs in."""
    server = open_smtp(settings)
    if server is None:
        yield Finding.info(SUBJECT, f"not tried: no SMTP_HOST, mails are files in {settings.data_dir}/mail")
        return
    try:
        asyncio.run(server.check())
    except Unavailable as error:
        yield Finding.error(SUBJECT, f"{error.sentence} Check SMTP_HOST, SMTP_PORT and SMTP_SECURITY.")
        return
    address = f"{settings.smtp_host}:{settings.smtp_port}"
    yield Finding.ok(SUBJECT, f"{address} takes mail from {settings.mail_from}")
