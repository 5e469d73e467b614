"""Every table, how it is exported and how it is erased. A table without a line here fails a test.

Rows are erased in this order. ``Not`` says why something is not exported, or stays.
"""

from typing import Final

from influencer_app.db.idempotency import IdempotencyRecord
from influencer_app.domain.accounts.factors.models import (
    Passkey,
    RecoveryCode,
    SecondFactor,
    SignInChallenge,
)
from influencer_app.domain.accounts.models import EmailToken, LinkedIdentity, Person, SignInSession
from influencer_app.domain.api_keys.models import ApiKey
from influencer_app.domain.audit.models import AuditEntry
from influencer_app.domain.billing.models import Pack, Plan, PlanPrice, Price
from influencer_app.domain.billing.purchase_models import BillingCustomer, Purchase, Subscription, Trial
from influencer_app.domain.characters.models import Character, ReferenceImage
from influencer_app.domain.credits.models import CreditAccount, LedgerEntry, Reservation
from influencer_app.domain.files.models import FileDeletion
from influencer_app.domain.gallery.erasing import cancel_generations, delete_generations
from influencer_app.domain.generation.models.generation import (
    Draft,
    EndedCount,
    Generation,
    GenerationStep,
    RenderTask,
)
from influencer_app.domain.generation.models.provider_job import ProviderJob
from influencer_app.domain.mail.models import Mail
from influencer_app.domain.model_catalog.models import CatalogModel
from influencer_app.domain.outputs.models import Asset, Output
from influencer_app.domain.privacy.models import DataExport, Erasure
from influencer_app.domain.privacy.rules import (
    LEASE,
    BySteps,
    ExportFile,
    Not,
    OfPerson,
    OfWorkspace,
    TableRule,
    With,
    Within,
)
from influencer_app.domain.uploads.models import Upload
from influencer_app.domain.webhook_inbox.models import WebhookCursor, WebhookEvent
from influencer_app.domain.webhooks.models import Delivery, WebhookEndpoint
from influencer_app.domain.workspaces.models import Invitation, Membership, Workspace

NOBODYS: Final = Not("holds nothing of anybody")

OF_WORKSPACES: Final = (
    TableRule(
        Generation,
        export=OfWorkspace(),
        erase=BySteps((cancel_generations, delete_generations)),
        leave_out=LEASE | {"turn"},
    ),
    TableRule(GenerationStep, export=Within(Generation, "generation_id"), erase=With(Generation)),
    TableRule(
        RenderTask,
        export=Within(Generation, "generation_id"),
        erase=With(Generation),
        leave_out=LEASE | {"raw_key"},
    ),
    TableRule(
        ProviderJob,
        export=Within(Generation, "generation_id"),
        erase=With(Generation),
        leave_out=LEASE | {"outputs"},
    ),
    TableRule(Output, export=OfWorkspace(), erase=With(Generation)),
    TableRule(
        Asset,
        export=OfWorkspace(),
        erase=OfWorkspace(),
        files=(ExportFile("original_key", "media"), ExportFile("captions_key", "media")),
        other_files=("preview_key", "thumb_key", "unmarked_key"),
    ),
    TableRule(
        ReferenceImage,
        export=OfWorkspace(),
        erase=OfWorkspace(),
        files=(ExportFile("key", "references"),),
        other_files=("thumb_key",),
    ),
    TableRule(
        Upload,
        export=OfWorkspace(),
        erase=OfWorkspace(),
        files=(ExportFile("key", "uploads"),),
        other_files=("thumb_key",),
    ),
    TableRule(Character, export=OfWorkspace(), erase=OfWorkspace()),
    TableRule(Draft, export=OfWorkspace(), erase=With(Membership)),
    TableRule(
        IdempotencyRecord,
        export=Not("copies of responses whose rows are exported, kept for a day"),
        erase=With(Membership),
    ),
    TableRule(
        ApiKey, export=OfWorkspace(), erase=With(Membership), leave_out=frozenset({"hash", "revoked_at"})
    ),
    TableRule(
        WebhookEndpoint,
        export=OfWorkspace(),
        erase=With(Membership),
        leave_out=frozenset({"secret", "old_secret", "old_secret_until"}),
    ),
    TableRule(
        Delivery,
        export=Within(WebhookEndpoint, "endpoint_id"),
        erase=With(WebhookEndpoint),
        leave_out=LEASE | {"sending_until"},
    ),
    TableRule(BillingCustomer, export=OfWorkspace(whole_for="owner"), erase=OfWorkspace()),
    TableRule(Purchase, export=OfWorkspace(whole_for="owner"), erase=OfWorkspace()),
    TableRule(
        Subscription,
        export=OfWorkspace(whole_for="owner"),
        erase=OfWorkspace(),
        leave_out=frozenset({"read_at"}),
    ),
    TableRule(Reservation, export=OfWorkspace(whole_for="owner"), erase=OfWorkspace()),
    TableRule(CreditAccount, export=OfWorkspace(whole_for="owner"), erase=OfWorkspace()),
    TableRule(
        LedgerEntry,
        export=OfWorkspace(whole_for="owner"),
        erase=Not("the ledger is never changed; its ids name nobody once their rows are gone"),
    ),
)
"""What belongs to workspaces."""

OF_PEOPLE: Final = (
    TableRule(Workspace, export=OfWorkspace("id", whole_for="member"), erase=OfWorkspace("id")),
    TableRule(Membership, export=OfPerson(), erase=OfPerson()),
    TableRule(Invitation, export=OfPerson(), erase=OfPerson()),
    TableRule(SignInSession, export=OfPerson(), erase=OfPerson()),
    TableRule(EmailToken, export=OfPerson(), erase=OfPerson()),
    TableRule(LinkedIdentity, export=OfPerson(), erase=OfPerson()),
    TableRule(
        SecondFactor, export=OfPerson(), erase=OfPerson(), leave_out=frozenset({"totp_secret", "user_handle"})
    ),
    TableRule(RecoveryCode, export=OfPerson(), erase=OfPerson(), leave_out=frozenset({"code_hash"})),
    TableRule(
        Passkey, export=OfPerson(), erase=OfPerson(), leave_out=frozenset({"public_key", "credential_id"})
    ),
    TableRule(
        SignInChallenge,
        export=Not("what was to be proved within five minutes; deleted an hour later"),
        erase=OfPerson(),
    ),
    TableRule(Trial, export=OfPerson(), erase=OfPerson()),
    TableRule(Mail, export=OfPerson(), erase=OfPerson(), leave_out=LEASE),
    TableRule(
        DataExport,
        export=OfPerson(),
        erase=OfPerson(),
        leave_out=LEASE,
        other_files=("key",),
    ),
    TableRule(
        Erasure,
        export=OfPerson(),
        erase=Not("says what is being erased, and goes with the last step of that"),
        leave_out=LEASE,
    ),
    TableRule(Person, export=OfPerson("id"), erase=OfPerson("id"), leave_out=frozenset({"password_hash"})),
)
"""What belongs to an account; the account itself goes last."""

OF_THE_INSTALLATION: Final = (
    TableRule(
        AuditEntry,
        export=Not("what staff did is theirs to answer for, and names others"),
        erase=Not("the log of what staff did is never changed; it holds ids alone"),
    ),
    TableRule(
        WebhookEvent,
        export=Not("names a prediction or a payment by its provider's id, nothing of what was made"),
        erase=Not("names a prediction or a payment by its provider's id, and is deleted after 30 days"),
    ),
    TableRule(WebhookCursor, export=NOBODYS, erase=NOBODYS),
    TableRule(FileDeletion, export=NOBODYS, erase=Not("is what deletes the files")),
    TableRule(EndedCount, export=NOBODYS, erase=NOBODYS),
    TableRule(Plan, export=NOBODYS, erase=NOBODYS),
    TableRule(PlanPrice, export=NOBODYS, erase=NOBODYS),
    TableRule(Pack, export=NOBODYS, erase=NOBODYS),
    TableRule(Price, export=NOBODYS, erase=NOBODYS),
    TableRule(CatalogModel, export=NOBODYS, erase=NOBODYS),
)
"""What belongs to nobody, or has to outlive people."""

RULES: Final = (*OF_WORKSPACES, *OF_PEOPLE, *OF_THE_INSTALLATION)
