"""Validation rules for email addresses and passwords."""

import re

from influencer_app.domain.accounts.password_strength import is_easy_to_guess
from influencer_app.domain.text import one_password_form
from influencer_app.errors import InvalidInput

PASSWORD_MIN = 10
PASSWORD_MAX = 200
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
ADDRESS = re.compile(
    rf"[a-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@(?:{LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])"
)
"""The HTML standard's email pattern (4.10.5.1.5), plus a dot in the domain."""

ADDRESS_MAX = 254
ADDRESS_PATTERN = f"^{ADDRESS.pattern.replace('a-z', 'a-zA-Z')}$"
"""The same for the OpenAPI schema: upper case is taken and made lower case."""


def email_key(email: str) -> str:
    """The normalised address. Raises ``InvalidInput`` if it is not one."""
    key = email.strip().lower()
    if len(key) > ADDRESS_MAX or not ADDRESS.fullmatch(key):
        raise InvalidInput.at("email", "This is not an email address.")
    return key


def check_password(password: str, key: str) -> None:
    """Raises ``InvalidInput`` for a password that is too short, too long, easy to guess or the address."""
    password = one_password_form(password)
    if len(password) < PASSWORD_MIN:
        raise InvalidInput.at("password", f"Use at least {PASSWORD_MIN} characters.")
    if len(password) > PASSWORD_MAX:
        raise InvalidInput.at("password", f"Use at most {PASSWORD_MAX} characters.")
    mailbox = key.split("@", maxsplit=1)[0]
    if password.strip().lower() in (key, mailbox):
        raise InvalidInput.at("password", "Don’t use your email address as the password.")
    if is_easy_to_guess(password, mailbox):
        raise InvalidInput.at("password", "This password is too easy to guess.")
