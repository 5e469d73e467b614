"""``influencer doctor --live`` on the mail server."""

from typing import Any

import pytest

from influencer_app.commands.doctor.check_mail import check_mail
from influencer_app.settings import Settings
from influencer_app.settings.errors import SettingsError
from tests.doubles.process import free_port
from tests.doubles.smtp import Mailbox, served_mailbox

SENDER = "Evermuse <studio@muse.example>"


def settings(**changes: Any) -> Settings:
    return Settings.read(_env_file=None, data_dir="/srv/data", **changes)


def server(port: int, **changes: Any) -> Settings:
    given = {"smtp_user": "studio", "smtp_password": "right", "smtp_security": "none", "mail_from": SENDER}
    return settings(smtp_host="127.0.0.1", smtp_port=port, **given, **changes)


def test_without_a_server_it_says_where_mails_are() -> None:
    (found,) = check_mail(settings())
    assert str(found) == "- live mail    not tried: no SMTP_HOST, mails are files in /srv/data/mail"


def test_a_server_that_takes_mail() -> None:
    with served_mailbox(Mailbox()) as port:
        (found,) = check_mail(server(port))
    assert str(found) == f"\u2713 live mail    127.0.0.1:{port} takes mail from {SENDER}"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"smtp_user": "somebody"}, "The mail server refuses SMTP_USER and SMTP_PASSWORD."),
        ({"smtp_security": "starttls"}, "The mail server does not answer (SMTPException)."),
        ({"smtp_port": free_port(0)}, "The mail server does not answer (SMTPConnectError)."),
    ],
)
def test_a_wrong_setting_has_its_own_sentence(change: dict[str, Any], said: str) -> None:
    with served_mailbox(Mailbox()) as port:
        (found,) = check_mail(server(port).model_copy(update=change))
    assert str(found).startswith(f"\u2717 live mail    {said}")


def test_half_a_configuration_is_refused_at_the_start() -> None:
    with pytest.raises(SettingsError, match="MAIL_FROM"):
        settings(smtp_host="smtp.example.com")
    with pytest.raises(SettingsError, match="SMTP_PASSWORD"):
        settings(smtp_host="smtp.example.com", mail_from=SENDER, smtp_user="studio")
