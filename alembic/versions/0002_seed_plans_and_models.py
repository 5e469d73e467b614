"""Plans, prices and models of a new installation; an operator edits them afterwards.

Revision: 0002_seed_plans_and_models, after: 0001_initial_schema
"""

from uuid import NAMESPACE_URL, uuid5

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0002_seed_plans_and_models"
down_revision = "0001_initial_schema"
branch_labels = None
depends_on = None

PLANS = (
    ("free", "Free", 0, 80, 1, True),
    ("creator", "Creator", 2900, 1000, 2, False),
    ("studio", "Studio", 7900, 3000, 4, False),
    ("agency", "Agency", 19900, 10000, 8, False),
)
PRICES = (("image", 5, None), ("character_image", 8, None), ("video", 20, None), ("avatar", 15, 15))
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
    _seed_plans_and_prices()
    _seed_models()


def _seed_plans_and_prices() -> None:
    plan = sa.table(
        "plan",
        *map(
            sa.column,
            ("code", "name", "monthly_cents", "daily_credits", "running_max", "watermark", "position"),
        ),
    )
    price = sa.table("price", *map(sa.column, ("kind", "credits", "per_seconds")))
    names = [column.name for column in plan.columns]
    rows = [dict(zip(names, (*values, place), strict=True)) for place, values in enumerate(PLANS)]
    op.bulk_insert(plan, rows)
    op.bulk_insert(
        price, [{"kind": kind, "credits": credits, "per_seconds": per} for kind, credits, per in PRICES]
    )


def _seed_models() -> None:
    columns = (
        sa.column("id", sa.Uuid()),
        sa.column("input_schema", postgresql.JSONB()),
        sa.column("shapes", postgresql.JSONB()),
        *map(
            sa.column,
            ("engine", "kind", "name", "version", "frames", "frames_per_second", "enabled", "replacement"),
        ),
        sa.column("unavailable_reason"),
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
            "unavailable_reason": "",
        }
        for kind, name, version, shapes, frames, rate in MODELS
    ]
    op.bulk_insert(sa.table("model", *columns), rows)


def downgrade() -> None:
    op.execute("delete from model")
    op.execute("delete from price")
    op.execute("delete from plan")
