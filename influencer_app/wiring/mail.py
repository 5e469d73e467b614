"""Wires mail: over SMTP where a server is configured, else into files."""

from influencer_app.domain.mail.ports import MailRenderer, MailSender
from influencer_app.integrations.mail.files import FileSender
from influencer_app.integrations.mail.rendering import JinjaMails
from influencer_app.integrations.mail.smtp import SmtpSender, SmtpServer
from influencer_app.settings import Settings
from influencer_app.wiring.bindings import Bindings

MAIL_FOLDER = "mail"


def bind_mail(bindings: Bindings, settings: Settings) -> None:
    """Bind the ports of mail."""
    bindings.bind(MailRenderer).to(JinjaMails(settings.product_name, settings.base_url))
    bindings.bind(MailSender).to(open_smtp(settings) or _open_files(settings))


def open_smtp(settings: Settings) -> SmtpSender | None:
    """The configured server; None without one."""
    if not settings.smtp_host:
        return None
    server = SmtpServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        user=settings.smtp_user,
        password=settings.smtp_password.get_secret_value(),
    )
    return SmtpSender(server, settings.mail_from)


def _open_files(settings: Settings) -> FileSender:
    sender = settings.mail_from or f"{settings.product_name} <no-reply@localhost>"
    return FileSender(settings.data_dir / MAIL_FOLDER, sender)
