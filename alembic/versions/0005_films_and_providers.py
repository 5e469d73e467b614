"""Clips and talking videos, the catalogue of models, jobs at providers and their webhooks.

Revision: 0005, after: 0004
"""

from uuid import NAMESPACE_URL, uuid5

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

PARTS_BEFORE = "status in ('waiting', 'rendering', 'finishing', 'done', 'lost')"
PARTS = "status in ('waiting', 'away', 'rendering', 'finishing', 'done', 'lost')"
MODELS = (
    (
        "image",
        "stability-ai/sdxl",
        "7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc",
        [],
        None,
        None,
    ),
    (
        "character_image",
        "tencentarc/photomaker",
        "ddfc2b08d209f9fa8c1eca692712918bd449f695dabb4a958da31802a9570fe4",
        [[1024, 1024]],
        None,
        None,
    ),
    (
        "video",
        "stability-ai/stable-video-diffusion",
        "3f0457e4619daac51203dedb472816fd4af51f3149fa7a9e0b5ffcf1b8172438",
        [],
        25,
        8,
    ),
    (
        "avatar",
        "cjwbw/sadtalker",
        "a519cc0cfebaaeade068b23899165a11ec76aaa1d2b313d40d214f204ec957a3",
        [],
        None,
        None,
    ),
)
"""Kind, name, version, shapes (none: any), frames and frames a second of a clip."""


def upgrade() -> None:
    op.create_table(
        "model",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("engine", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("version", sa.String(80), nullable=False),
        sa.Column("input_schema", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("shapes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("frames", sa.Integer(), nullable=True),
        sa.Column("frames_per_second", sa.Integer(), nullable=True),
        sa.Column("credits", sa.Integer(), nullable=True),
        sa.Column("cost_usd", sa.Float(), nullable=True),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("replacement", sa.String(200), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("trouble", sa.String(300), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model")),
        sa.UniqueConstraint(
            "engine", "kind", "name", "version", name=op.f("uq_model_engine_kind_name_version")
        ),
    )
    op.create_index("uq_model_enabled", "model", ["engine", "kind"], unique=True, postgresql_where="enabled")
    op.create_table(
        "provider_job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("generation_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(12), nullable=False),
        sa.Column("provider", sa.String(32), nullable=False),
        sa.Column("model", sa.String(120), nullable=False),
        sa.Column("version", sa.String(80), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("provider_id", sa.String(80), nullable=True),
        sa.Column("input", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("outputs", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("progress", sa.Float(), nullable=False),
        sa.Column("lease_holder", sa.String(120), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status in ('waiting', 'sending', 'open', 'collecting', 'ended')",
            name=op.f("ck_provider_job_status_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_job")),
        sa.UniqueConstraint("generation_id", "purpose", name=op.f("uq_provider_job_generation_id_purpose")),
    )
    op.create_index(
        "ix_provider_job_due", "provider_job", ["next_at"], unique=False, postgresql_where="status <> 'ended'"
    )
    op.create_index(
        "uq_provider_job_provider_id",
        "provider_job",
        ["provider", "provider_id"],
        unique=True,
        postgresql_where="provider_id is not null",
    )
    op.create_table(
        "webhook_delivery",
        sa.Column("provider", sa.String(32), nullable=False),
        sa.Column("delivery_id", sa.String(120), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("provider", "delivery_id", name=op.f("pk_webhook_delivery")),
    )
    op.execute("alter table generation_part drop constraint ck_generation_part_status_known")
    op.execute(f"alter table generation_part add constraint ck_generation_part_status_known check ({PARTS})")
    _seed()
    op.add_column("asset", sa.Column("captions_key", sa.String(200), nullable=True))
    op.add_column("generation", sa.Column("source_output_id", sa.Uuid(), nullable=True))
    op.create_index(op.f("ix_generation_source_output_id"), "generation", ["source_output_id"], unique=False)


def _seed() -> None:
    columns = (
        sa.column("id", sa.Uuid()),
        sa.column("input_schema", postgresql.JSONB()),
        sa.column("shapes", postgresql.JSONB()),
        *map(
            sa.column,
            ("engine", "kind", "name", "version", "frames", "frames_per_second", "enabled", "replacement"),
        ),
        sa.column("trouble"),
    )
    rows = [
        {
            "id": uuid5(NAMESPACE_URL, f"{name}:{version}"),
            "input_schema": {},
            "shapes": shapes,
            "engine": "replicate",
            "kind": kind,
            "name": name,
            "version": version,
            "frames": frames,
            "frames_per_second": rate,
            "enabled": True,
            "replacement": "",
            "trouble": "",
        }
        for kind, name, version, shapes, frames, rate in MODELS
    ]
    op.bulk_insert(sa.table("model", *columns), rows)


def downgrade() -> None:
    op.execute("delete from generation_part where status = 'away'")
    op.execute("alter table generation_part drop constraint ck_generation_part_status_known")
    op.execute(
        f"alter table generation_part add constraint ck_generation_part_status_known check ({PARTS_BEFORE})"
    )
    op.drop_index(op.f("ix_generation_source_output_id"), table_name="generation")
    op.drop_column("generation", "source_output_id")
    op.drop_column("asset", "captions_key")
    op.drop_table("webhook_delivery")
    op.drop_index(
        "uq_provider_job_provider_id", table_name="provider_job", postgresql_where="provider_id is not null"
    )
    op.drop_index("ix_provider_job_due", table_name="provider_job", postgresql_where="status <> 'ended'")
    op.drop_table("provider_job")
    op.drop_index("uq_model_enabled", table_name="model", postgresql_where="enabled")
    op.drop_table("model")
