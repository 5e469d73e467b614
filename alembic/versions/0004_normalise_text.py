"""Brings names and prompts from before ``domain/text.py`` to the form that new ones have.

Revision: 0004_normalise_text, after: 0003_index_characters. Works through each table in batches, each in a
transaction of its own, so it may be stopped and run again. Frozen requests stay as they were made.
"""

import sqlalchemy as sa

from alembic import op
from influencer_app.domain.text import normalise

revision = "0004_normalise_text"
down_revision = "0003_index_characters"
branch_labels = None
depends_on = None

BATCH = 500
FIRST = "00000000-0000-0000-0000-000000000000"
TRAITS = ("ethnicity", "skin_tone", "hair_style", "hair_color", "eye_color", "body_type", "persona", "voice")
COLUMNS = {
    "person": ("name",),
    "workspace": ("name",),
    "character": ("name", *TRAITS),
    "generation": ("prompt", "negative_prompt"),
}
NEEDED = {("workspace", "name"): "Unnamed", ("character", "name"): "Unnamed", ("generation", "prompt"): "?"}
"""What stands in for a text of which nothing can be seen, where there has to be one."""


def upgrade() -> None:
    with op.get_context().autocommit_block():
        for table, columns in COLUMNS.items():
            last = FIRST
            while last:
                last = _normalise_batch(table, columns, last)


def _normalise_batch(table: str, columns: tuple[str, ...], after: str) -> str:
    """Brings the next rows to their form; returns the id of the last one, empty after the end."""
    rows = sa.table(table, sa.column("id", sa.Uuid(as_uuid=False)), *map(sa.column, columns))
    found = op.get_bind().execute(sa.select(rows).where(rows.c.id > after).order_by(rows.c.id).limit(BATCH))
    last = ""
    for row in found.mappings().all():
        last = row["id"]
        better = {name: _in_form(table, name, row[name]) for name in columns}
        changed = {name: text for name, text in better.items() if text != row[name]}
        if changed:
            same = (rows.c[name] == row[name] for name in changed)
            op.get_bind().execute(sa.update(rows).where(rows.c.id == last, *same).values(changed))
    return last


def _in_form(table: str, column: str, text: str) -> str:
    """Not longer than it was, because columns have a length; composing may also take letters apart."""
    found = normalise(text)[: len(text)].strip()
    return found or (NEEDED.get((table, column), "") if text else "")


def downgrade() -> None:
    """What was lost cannot be seen, so nothing has to come back."""
