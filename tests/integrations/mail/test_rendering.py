"""Every mail says the same as text and as HTML."""

import re
from html import unescape
from typing import get_args

import pytest
from jinja2 import UndefinedError

from influencer_app.domain.mail.schemas import MailMessage, Template
from influencer_app.integrations.mail.rendering import JinjaMails

LINK = "https://muse.example/auth/verify?token=abc_-123"
FIELDS = {
    **{"name": "Ada & <b>Bo</b>", "old": "old@example.com", "new": "new@example.com"},
    **{"device": "Firefox on Linux", "at": "28 November 2026, 10:00 UTC"},
    **{"until": "5 December 2026"},
    **{"provider": "Google", "identity": "ada@gmail.example"},
    **{"inviter": "Ada", "workspace": "Studio North", "role": "editor"},
    **{"host": "hooks.example.com", "reason": "failing"},
    **{"total": "2", "first": "Workspace 1: the daily credits are 5, its entries sum to 6."},
    **{"passkey": "Phone", "left": 9},
}
WITH_LINK = {
    *("verify_address", "reset_password", "confirm_old_address", "confirm_new_address", "invitation"),
    *("payment_failed", "plan_ended"),
}


def rendered(template: str, link: str = LINK, **fields: str) -> MailMessage:
    mails = JinjaMails("Evermuse", "https://muse.example/")
    return mails.render(
        template, to="ada@example.com", message_id="<1@muse.example>", link=link, fields=FIELDS | fields
    )


def words(html: str) -> list[str]:
    body = html.split("<body>")[1]
    return unescape(re.sub(r"<[^>]+>", " ", body)).split()


@pytest.mark.parametrize("template", get_args(Template))
def test_text_and_html_say_the_same(template: str) -> None:
    mail = rendered(template)
    assert (mail.to, mail.message_id) == ("ada@example.com", "<1@muse.example>")
    assert 8 < len(mail.subject) < 60
    said = words(mail.html)
    assert set(mail.text.split()) - {"--", *(f"{word}:" for word in said)} <= set(said)
    assert (LINK in mail.text) == (f'href="{LINK}"' in mail.html) == (template in WITH_LINK)
    assert "{{" not in mail.text + mail.html


def test_what_people_typed_is_text_and_no_markup() -> None:
    mail = rendered("verify_address")
    assert "Hello Ada & <b>Bo</b>," in mail.text
    assert "Hello Ada &amp; &lt;b&gt;Bo&lt;/b&gt;," in mail.html


def test_a_name_cannot_add_a_header_line() -> None:
    assert "\n" not in rendered("verify_address", name="a\r\nBcc: x@example.com").subject


def test_a_missing_field_is_an_error() -> None:
    mails = JinjaMails("Evermuse", "https://muse.example")
    with pytest.raises(UndefinedError):
        mails.render("new_device", to="a@example.com", message_id="<1@x>", link="", fields={"name": "A"})
