"""The schema of a new installation.

Revision: 0001_initial_schema, after: none
"""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0001_initial_schema"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    *("draft", "reference_image", "upload", "webhook_event", "provider_job"),
    *("model", "output", "generation_step", "render_task", "character"),
    *("sign_in_session", "reservation", "ledger_entry", "idempotency_record", "generation"),
    *("credit_account", "asset", "membership", "workspace", "person"),
    *("price", "plan", "file_deletion", "ended_count"),
)
"""In the order in which they can be dropped."""

RUNNING = "'preparing', 'submitted', 'rendering', 'finishing'"


def upgrade() -> None:
    _create_accounts()
    _create_possessions()
    _create_pipeline()


def _create_accounts() -> None:
    """People, workspaces, plans, and files that are to be deleted."""
    op.create_table(
        "file_deletion",
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        *_required(sa.DateTime(timezone=True), "next_attempt_at", "created_at"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_file_deletion")),
    )
    _index("ix_file_deletion_next_attempt_at", "file_deletion", "next_attempt_at")
    op.create_table(
        "plan",
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        *_required(sa.Integer(), "monthly_cents", "daily_credits", "running_max", "position"),
        sa.Column("watermark", sa.Boolean(), nullable=False),
        sa.CheckConstraint("daily_credits >= 0", name=op.f("ck_plan_daily_credits_positive")),
        sa.CheckConstraint("running_max >= 1", name=op.f("ck_plan_running_max_positive")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_plan")),
    )
    op.create_table(
        "price",
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("credits", sa.Integer(), nullable=False),
        sa.Column("per_seconds", sa.Integer(), nullable=True),
        sa.CheckConstraint("credits >= 0", name=op.f("ck_price_credits_positive")),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_price")),
    )
    op.create_table(
        "person",
        *_id("person"),
        *_required(sa.String(254), "email", "email_key"),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("role in ('member', 'moderator', 'admin')", name=op.f("ck_person_role_known")),
        sa.CheckConstraint("email_key = lower(email_key)", name=op.f("ck_person_email_key_lower")),
        sa.UniqueConstraint("email_key", name=op.f("uq_person_email_key")),
    )
    op.create_table(
        "workspace",
        *_id("workspace"),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("handle", sa.String(30), nullable=True),
        sa.Column("plan", sa.String(32), nullable=False),
        sa.Column("personal", sa.Boolean(), nullable=False),
        sa.Column("personal_owner_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "personal = (personal_owner_id is not null)", name=op.f("ck_workspace_personal_owner_known")
        ),
        sa.CheckConstraint("handle = lower(handle)", name=op.f("ck_workspace_handle_lower")),
        sa.ForeignKeyConstraint(["plan"], ["plan.code"], name=op.f("fk_workspace_plan_plan")),
        sa.ForeignKeyConstraint(
            ["personal_owner_id"],
            ["person.id"],
            name=op.f("fk_workspace_personal_owner_id_person"),
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("handle", name=op.f("uq_workspace_handle")),
        sa.UniqueConstraint("personal_owner_id", name=op.f("uq_workspace_personal_owner_id")),
    )
    op.create_table(
        "membership",
        _parent_id("membership", "workspace"),
        _parent_id("membership", "person"),
        sa.Column("role", sa.String(16), nullable=False),
        *_required(sa.DateTime(timezone=True), "notifications_seen_at", "created_at"),
        sa.CheckConstraint("role in ('owner', 'editor', 'viewer')", name=op.f("ck_membership_role_known")),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", name=op.f("pk_membership")),
    )
    _index("ix_membership_person_id", "membership", "person_id")


def _create_possessions() -> None:
    """What belongs to workspaces, and what the pipeline needs for it."""
    op.create_table(
        "asset",
        *_id("asset"),
        *_made_in_workspace("asset"),
        sa.Column("kind", sa.String(8), nullable=False),
        *_required(sa.String(60), "content_type", "thumbhash", "source_type"),
        *_required(sa.Integer(), "width", "height"),
        sa.Column("duration_seconds", sa.Float(), nullable=True),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        *_required(sa.String(200), "original_key", "preview_key", "thumb_key"),
        sa.Column("captions_key", sa.String(200), nullable=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("phash", sa.String(16), nullable=False),
        sa.Column("engine", sa.String(32), nullable=False),
        sa.Column("model", sa.String(120), nullable=False),
        sa.Column("watermarked", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    _index("ix_asset_workspace_id", "asset", "workspace_id")
    _index("ix_asset_sha256", "asset", "sha256")
    op.create_table(
        "credit_account",
        _parent_id("credit_account", "workspace"),
        *_required(sa.Integer(), "daily", "bought", "reserved"),
        sa.Column("reset_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("bought >= 0", name=op.f("ck_credit_account_bought_not_negative")),
        sa.CheckConstraint("daily >= 0", name=op.f("ck_credit_account_daily_not_negative")),
        sa.CheckConstraint("reserved >= 0", name=op.f("ck_credit_account_reserved_not_negative")),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_credit_account")),
    )
    op.create_table(
        "generation",
        *_id("generation"),
        *_made_in_workspace("generation"),
        *_required(sa.String(8), "type", "aspect_ratio"),
        *_required(sa.String(16), "purpose", "status"),
        sa.Column("progress", sa.Float(), nullable=False),
        *_required(sa.String(), "prompt", "negative_prompt"),
        *_optional(sa.String(), "enhanced_prompt", "error_message"),
        *_optional(sa.Uuid(), "character_id", "source_output_id"),
        *_required(sa.String(32), "style", "engine"),
        *_required(sa.Integer(), "count", "seed"),
        sa.Column("model", sa.String(120), nullable=False),
        sa.Column("request", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        *_required(sa.Integer(), "price_each", "credits_reserved", "credits_used"),
        sa.Column("error_code", sa.String(60), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=True),
        *_lease(),
        *_required(sa.DateTime(timezone=True), "last_enqueued_at", "created_at"),
        *_optional(sa.DateTime(timezone=True), "admitted_at", "deadline_at", "finished_at", "discarded_at"),
        sa.CheckConstraint(
            "status in ('queued', 'preparing', 'submitted', 'rendering', 'finishing', 'succeeded', 'failed', 'canceled')",
            name=op.f("ck_generation_status_known"),
        ),
        sa.CheckConstraint("count between 1 and 4", name=op.f("ck_generation_count_range")),
        sa.CheckConstraint("progress between 0 and 1", name=op.f("ck_generation_progress_range")),
    )
    _index("ix_generation_character_newest", "generation", "character_id", "id")
    _index("ix_generation_source_output_id", "generation", "source_output_id")
    _index("ix_generation_discarded", "generation", "discarded_at", where="discarded_at is not null")
    _index("ix_generation_workspace_newest", "generation", "workspace_id", "id")
    _index("ix_generation_member_newest", "generation", "workspace_id", "person_id", "id")
    _index("ix_generation_workspace_type", "generation", "workspace_id", "type", "id")
    _index("ix_generation_workspace_status", "generation", "workspace_id", "status", "id")
    _index("ix_generation_portraits", "generation", "workspace_id", "id", where="purpose = 'portrait'")
    _index("ix_generation_open", "generation", "workspace_id", "id", where=f"status in ('queued', {RUNNING})")
    _index("ix_generation_running", "generation", "workspace_id", "person_id", where=f"status in ({RUNNING})")
    queued = "status = 'queued'"
    _index("ix_generation_oldest_queued", "generation", "id", where=queued)
    _index("ix_generation_queue", "generation", "turn", "created_at", "id", "workspace_id", where=queued)
    _index("ix_generation_queued_by_person", "generation", "person_id", "created_at", "id", where=queued)
    _index(
        "ix_generation_unsettled",
        "generation",
        "id",
        where="turn is not null and status in ('succeeded', 'failed', 'canceled')",
    )
    needs_engine = "status in ('queued', 'preparing', 'submitted', 'rendering')"
    _index("ix_generation_needs_engine", "generation", "engine", "id", where=needs_engine)
    op.create_table(
        "ended_count",
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("status", name=op.f("pk_ended_count")),
    )
    op.create_table(
        "idempotency_record",
        *_required(sa.Uuid(), "workspace_id", "person_id"),
        _member_key("idempotency_record"),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", "key", name=op.f("pk_idempotency_record")),
    )
    _index("ix_idempotency_record_created_at", "idempotency_record", "created_at")
    op.create_table(
        "ledger_entry",
        *_id("ledger_entry"),
        _parent_id("ledger_entry", "workspace"),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("bucket", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        *_required(sa.Integer(), "amount", "settled", "balance_after"),
        sa.Column("subject_kind", sa.String(16), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind in ('reset', 'reserve', 'settle', 'release', 'grant', 'adjust')",
            name=op.f("ck_ledger_entry_kind_known"),
        ),
        sa.CheckConstraint("bucket in ('daily', 'bought')", name=op.f("ck_ledger_entry_bucket_known")),
        sa.CheckConstraint(
            "(subject_kind is null) = (subject_id is null)", name=op.f("ck_ledger_entry_subject_whole")
        ),
        sa.UniqueConstraint("key", name=op.f("uq_ledger_entry_key")),
    )
    _index("ix_ledger_entry_workspace_newest", "ledger_entry", "workspace_id", "id")
    _index("ix_ledger_entry_kind", "ledger_entry", "workspace_id", "kind", "id")
    _index("ix_ledger_entry_bucket", "ledger_entry", "workspace_id", "bucket", "id")
    _index(
        "ix_ledger_entry_subject",
        "ledger_entry",
        "subject_id",
        "subject_kind",
        where="subject_id is not null",
    )
    op.create_table(
        "reservation",
        sa.Column("subject_kind", sa.String(16), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        *_made_in_workspace("reservation"),
        *_required(sa.Integer(), "daily", "bought", "settled", "released"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("daily >= 0 and bought >= 0", name=op.f("ck_reservation_pots_not_negative")),
        sa.CheckConstraint("settled + released <= daily + bought", name=op.f("ck_reservation_parts_within")),
        sa.CheckConstraint("settled >= 0 and released >= 0", name=op.f("ck_reservation_parts_not_negative")),
        sa.PrimaryKeyConstraint("subject_kind", "subject_id", name=op.f("pk_reservation")),
    )
    _index("ix_reservation_open", "reservation", "workspace_id", where="settled + released < daily + bought")
    op.create_table(
        "sign_in_session",
        *_id("sign_in_session"),
        _parent_id("sign_in_session", "person"),
        sa.Column("user_agent", sa.String(300), nullable=False),
        *_required(sa.DateTime(timezone=True), "created_at", "last_seen_at", "expires_at"),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
    )
    _index("ix_sign_in_session_ended", "sign_in_session", sa.text("least(expires_at, revoked_at)"))
    _index("ix_sign_in_session_person_id", "sign_in_session", "person_id")
    op.create_table(
        "character",
        *_id("character"),
        *_made_in_workspace("character"),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("age", sa.Integer(), nullable=False),
        sa.Column("gender", sa.String(16), nullable=False),
        *_required(
            sa.String(60), "ethnicity", "skin_tone", "hair_style", "hair_color", "eye_color", "body_type"
        ),
        sa.Column("style", sa.String(32), nullable=False),
        sa.Column("persona", sa.String(1000), nullable=False),
        sa.Column("voice", sa.String(60), nullable=False),
        sa.Column("portrait_asset_id", sa.Uuid(), nullable=True),
        sa.Column("portrait_thumbhash", sa.String(60), nullable=True),
        *_required(sa.DateTime(timezone=True), "created_at", "updated_at"),
        sa.CheckConstraint("age >= 18", name=op.f("ck_character_adult")),
        sa.ForeignKeyConstraint(
            ["portrait_asset_id"],
            ["asset.id"],
            name=op.f("fk_character_portrait_asset_id_asset"),
            ondelete="SET NULL",
        ),
    )
    _index("ix_character_workspace_newest", "character", "workspace_id", "id")


def _create_pipeline() -> None:
    """Render tasks, outputs, jobs at providers, and what people bring."""
    op.create_table(
        "render_task",
        _parent_id("render_task", "generation"),
        *_required(sa.Integer(), "index", "seed", "attempts"),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("progress", sa.Float(), nullable=False),
        sa.Column("raw_key", sa.String(200), nullable=True),
        *_lease(),
        sa.Column("last_enqueued_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status in ('waiting', 'remote', 'rendering', 'finishing', 'done', 'failed')",
            name=op.f("ck_render_task_status_known"),
        ),
        sa.PrimaryKeyConstraint("generation_id", "index", name=op.f("pk_render_task")),
    )
    _index("ix_render_task_open", "render_task", "last_enqueued_at", where="status not in ('done', 'failed')")
    op.create_table(
        "generation_step",
        *_id("generation_step"),
        _parent_id("generation_step", "generation"),
        sa.Column("name", sa.String(24), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("detail", sa.String(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.UniqueConstraint("generation_id", "name", name=op.f("uq_generation_step_generation_id_name")),
    )
    op.create_table(
        "output",
        *_id("output"),
        _parent_id("output", "generation"),
        *_made_in_workspace("output"),
        sa.Column("type", sa.String(8), nullable=False),
        sa.Column("character_id", sa.Uuid(), nullable=True),
        *_required(sa.Integer(), "index", "seed"),
        _parent_id("output", "asset"),
        sa.Column("identity_score", sa.Float(), nullable=True),
        *_required(sa.Boolean(), "listed", "favourite", "published"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("asset_id", name=op.f("uq_output_asset_id")),
        sa.UniqueConstraint("generation_id", "index", name=op.f("uq_output_generation_id_index")),
    )
    _index("ix_output_workspace_newest", "output", "workspace_id", "id")
    _index("ix_output_type", "output", "workspace_id", "type", "id", where="listed")
    _index("ix_output_character", "output", "workspace_id", "character_id", "id", where="listed")
    favourite = "listed and favourite"
    _index("ix_output_favourite", "output", "workspace_id", "id", where=favourite)
    _index("ix_output_favourite_generation", "output", "workspace_id", "generation_id", where=favourite)
    op.create_table(
        "model",
        *_id("model"),
        *_required(sa.String(32), "engine", "kind"),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("version", sa.String(80), nullable=False),
        sa.Column("input_schema", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("shapes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        *_optional(sa.Integer(), "frames", "frames_per_second", "credits"),
        sa.Column("cost_usd", sa.Float(), nullable=True),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("replacement", sa.String(200), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("unavailable_reason", sa.String(300), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.UniqueConstraint(
            "engine", "kind", "name", "version", name=op.f("uq_model_engine_kind_name_version")
        ),
    )
    _index("uq_model_enabled", "model", "engine", "kind", where="enabled", unique=True)
    op.create_table(
        "provider_job",
        *_id("provider_job"),
        *_required(sa.Uuid(), "generation_id"),
        *_required(sa.String(12), "purpose", "status"),
        sa.Column("provider", sa.String(32), nullable=False),
        sa.Column("model", sa.String(120), nullable=False),
        sa.Column("version", sa.String(80), nullable=False),
        sa.Column("provider_id", sa.String(80), nullable=True),
        sa.Column("input", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("outputs", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        *_required(sa.Integer(), "tries", "poll_count"),
        sa.Column("progress", sa.Float(), nullable=False),
        *_lease(),
        *_required(sa.DateTime(timezone=True), "next_attempt_at", "created_at"),
        *_optional(sa.DateTime(timezone=True), "sent_at", "failing_since", "ended_at"),
        sa.CheckConstraint(
            "status in ('waiting', 'sending', 'open', 'collecting', 'ended')",
            name=op.f("ck_provider_job_status_known"),
        ),
        sa.UniqueConstraint("generation_id", "purpose", name=op.f("uq_provider_job_generation_id_purpose")),
    )
    for table in ("generation", "render_task", "provider_job"):
        _index(f"ix_{table}_leased", table, "lease_holder", where="lease_holder is not null")
    _index("ix_provider_job_due", "provider_job", "next_attempt_at", where="status <> 'ended'")
    _index(
        "uq_provider_job_provider_id",
        "provider_job",
        "provider",
        "provider_id",
        where="provider_id is not null",
        unique=True,
    )
    op.create_table(
        "webhook_event",
        sa.Column("provider", sa.String(32), nullable=False),
        *_required(sa.String(120), "event_id", "subject"),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("processed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("provider", "event_id", name=op.f("pk_webhook_event")),
    )
    _index("ix_webhook_event_open", "webhook_event", "provider", "subject", where="processed_at is null")
    _index("ix_webhook_event_received_at", "webhook_event", "received_at")
    op.create_table(
        "upload",
        *_id("upload"),
        *_made_in_workspace("upload"),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("thumb_key", sa.String(length=200), nullable=True),
        sa.Column("thumbhash", sa.String(length=60), nullable=True),
        sa.Column("content_type", sa.String(length=60), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        *_optional(sa.Integer(), "width", "height"),
        sa.Column("seconds", sa.Float(), nullable=True),
        *_required(sa.DateTime(timezone=True), "created_at", "expires_at"),
        sa.CheckConstraint("kind in ('picture', 'audio')", name=op.f("ck_upload_kind_known")),
    )
    _index("ix_upload_workspace_id", "upload", "workspace_id")
    _index("ix_upload_expires_at", "upload", "expires_at")
    op.create_table(
        "reference_image",
        *_id("reference_image"),
        _parent_id("reference_image", "character"),
        *_made_in_workspace("reference_image"),
        *_required(sa.String(length=200), "key", "thumb_key"),
        sa.Column("thumbhash", sa.String(length=60), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        *_required(sa.Integer(), "width", "height"),
        sa.Column("consent_text", sa.String(), nullable=False),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("character_id", "sha256", name=op.f("uq_reference_image_character_id_sha256")),
    )
    _index("ix_reference_image_workspace_id", "reference_image", "workspace_id")
    op.create_table(
        "draft",
        *_required(sa.Uuid(), "workspace_id", "person_id"),
        _member_key("draft"),
        sa.Column("fields", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", name=op.f("pk_draft")),
    )


def _id(table: str) -> tuple[sa.Column[UUID], sa.PrimaryKeyConstraint]:
    """The id of a row, its primary key."""
    return sa.Column("id", sa.Uuid(), nullable=False), sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _index(
    name: str, table: str, *names: str | sa.TextClause, where: str | None = None, unique: bool = False
) -> None:
    op.create_index(op.f(name), table, list(names), unique=unique, postgresql_where=where)


def _required(kind: sa.types.TypeEngine[Any], *names: str) -> list[sa.Column[Any]]:
    """Columns of one type that are never null."""
    return [sa.Column(name, kind, nullable=False) for name in names]


def _lease() -> list[sa.Column[Any]]:
    return [*_optional(sa.String(120), "lease_holder"), *_optional(sa.DateTime(timezone=True), "lease_until")]


def _parent_id(table: str, parent: str) -> sa.Column[UUID]:
    """The column ``<parent>_id`` of a row that is deleted with its parent."""
    name = op.f(f"fk_{table}_{parent}_id_{parent}")
    key = sa.ForeignKey(f"{parent}.id", name=name, ondelete="CASCADE")
    return sa.Column(f"{parent}_id", sa.Uuid(), key, nullable=False)


def _optional(kind: sa.types.TypeEngine[Any], *names: str) -> list[sa.Column[Any]]:
    """Columns of one type that may be null."""
    return [sa.Column(name, kind, nullable=True) for name in names]


def _made_in_workspace(table: str) -> list[sa.Column[UUID]]:
    """Whose a row is, and who made it."""
    return [_parent_id(table, "workspace"), *_required(sa.Uuid(), "person_id")]


def _member_key(table: str) -> sa.ForeignKeyConstraint:
    """A row that is deleted with the membership."""
    return sa.ForeignKeyConstraint(
        ["workspace_id", "person_id"],
        ["membership.workspace_id", "membership.person_id"],
        name=op.f(f"fk_{table}_workspace_id_membership"),
        ondelete="CASCADE",
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
