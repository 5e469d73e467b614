"""Checks that the mail server takes what it is given, without sending anything."""

from influencer_app.commands.doctor.findings import Finding
from influencer_app.errors import Unavailable
from influencer_app.settings import Settings
from influencer_app.wiring.mail import open_smtp

SUBJECT = "live mail"


async def check_mail(settings: Settings) -> Finding:
    """Connects and signs in."""
    server = open_smtp(settings)
    if server is None:
        return Finding.info(SUBJECT, f"not tried: no SMTP_HOST, mails are files in {settings.data_dir}/mail")
    try:
        await server.check()
    except Unavailable as error:
        return Finding.error(SUBJECT, f"{error.sentence} Check SMTP_HOST, SMTP_PORT and SMTP_SECURITY.")
    return Finding.ok(
        SUBJECT, f"{settings.smtp_host}:{settings.smtp_port} takes mail from {settings.mail_from}"
    )
