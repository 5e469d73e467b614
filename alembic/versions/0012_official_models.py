"""Official models: what they take and give, their licences, and several predictions for one set.

Revision: 0012_official_models, after: 0011_invitations
"""

import sqlalchemy as sa

from alembic import op

revision = "0012_official_models"
down_revision = "0011_invitations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("model", sa.Column("seconds", sa.Float(), nullable=True))
    op.add_column("model", sa.Column("references_max", sa.Integer(), nullable=True))
    op.add_column("model", sa.Column("outputs_max", sa.Integer(), nullable=True))
    op.add_column("model", sa.Column("licence", sa.String(120), server_default="", nullable=False))
    op.add_column("model", sa.Column("licence_url", sa.String(300), server_default="", nullable=False))
    op.add_column("model", sa.Column("latest_version", sa.String(80), server_default="", nullable=False))
    op.add_column("provider_job", sa.Column("first_index", sa.Integer(), server_default="0", nullable=False))
    op.add_column("provider_job", sa.Column("count", sa.Integer(), nullable=True))
    op.execute(
        "update model set licence = known.licence from (values"
        " ('stability-ai/sdxl', 'CreativeML Open RAIL++-M'),"
        " ('tencentarc/photomaker', 'Apache-2.0'),"
        " ('stability-ai/stable-video-diffusion', 'Stable Video Diffusion Community License'),"
        " ('cjwbw/sadtalker', 'Apache-2.0')"
        ") as known (name, licence) where known.name = model.name and model.engine = 'replicate'"
    )
    op.execute("update model set references_max = 4 where name = 'tencentarc/photomaker'")
    op.execute(
        "insert into model (id, engine, kind, name, version, input_schema, shapes, frames, frames_per_second,"
        " enabled, replacement, unavailable_reason, check_failures, check_error, next_check_at,"
        " references_max, outputs_max, licence)"
        " select md5('official model ' || kind || ' ' || name)::uuid, 'replicate', kind, name, '',"
        " '{}', '[]', frames, rate, false, '', '', 0, '', now(), faces, outputs, licence from (values"
        " ('image', 'bytedance/seedream-4.5', null, null, 14, 1, ''),"
        " ('character_image', 'bytedance/seedream-4.5', null, null, 14, 1, ''),"
        " ('video', 'wan-video/wan-2.2-i2v-fast', 81, 16, null, null, 'Apache-2.0'),"
        " ('avatar', 'prunaai/p-video-avatar', null, null, null, null, '')"
        ") as row (kind, name, frames, rate, faces, outputs, licence)"
        " on conflict (engine, kind, name, version) do nothing"
    )


def downgrade() -> None:
    op.execute("delete from model where id = md5('official model ' || kind || ' ' || name)::uuid")
    for column in ("count", "first_index"):
        op.drop_column("provider_job", column)
    for column in ("latest_version", "licence_url", "licence", "outputs_max", "references_max", "seconds"):
        op.drop_column("model", column)
