"""The plans and prices of a new installation; an operator edits them afterwards.

Revision: 0002, after: 0001
"""

import sqlalchemy as sa

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

PLANS = (
    ("free", "Free", 0, 80, 1, True),
    ("creator", "Creator", 2900, 1000, 2, False),
    ("studio", "Studio", 7900, 3000, 4, False),
    ("agency", "Agency", 19900, 10000, 8, False),
)
PRICES = (("image", 5, None), ("character_image", 8, None), ("video", 20, None), ("avatar", 15, 15))


def upgrade() -> None:
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


def downgrade() -> None:
    op.execute("delete from price")
    op.execute("delete from plan")
