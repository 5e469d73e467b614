"""The fields of each mail, and a mail that is ready to be sent."""

from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

Template = Literal[
    "verify_address",
    "reset_password",
    "confirm_old_address",
    "confirm_new_address",
    "address_changed",
    "password_changed",
    "new_device",
    "identity_linked",
    "invitation",
    "payment_failed",
    "plan_ended",
    "webhook_disabled",
    "export_ready",
    "erasure_scheduled",
    "ledger_audit",
    "second_factor_on",
    "second_factor_off",
    "passkey_added",
    "passkey_removed",
    "recovery_code_used",
]


@dataclass(frozen=True, slots=True)
class ClaimedMail:
    """A mail that somebody is about to send for the ``attempts``-th time."""

    id: UUID
    address: str
    template: str
    token_id: UUID | None
    attempts: int
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MailMessage:
    """A mail as it is sent: plain text and HTML that say the same.

    ``message_id`` is the same each time, so that a mail sent twice can be known as one.
    """

    message_id: str
    to: str
    subject: str
    text: str
    html: str
