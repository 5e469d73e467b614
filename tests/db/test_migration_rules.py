"""The rules of ``docs/migrations.md`` hold for every migration after the seed data."""

import pytest

from tests.db.migration_rules import problems
from tests.support import ROOT

VERSIONS = ROOT / "alembic" / "versions"
BEFORE_RELEASE = {"0001_initial_schema", "0002_seed_plans_and_models"}
REVISION_MAX = 32  # alembic_version.version_num


def test_migrations_keep_the_rules() -> None:
    found = {
        path.stem: problems(path.read_text(encoding="utf-8"))
        for path in VERSIONS.glob("*.py")
        if path.stem not in BEFORE_RELEASE
    }
    assert not {name: broken for name, broken in found.items() if broken}


def test_the_revision_is_the_name_of_the_file() -> None:
    paths = sorted(VERSIONS.glob("*.py"))
    assert {path.stem for path in paths} >= BEFORE_RELEASE
    for path in paths:
        assert f'revision = "{path.stem}"' in path.read_text(encoding="utf-8").splitlines()
        assert len(path.stem) <= REVISION_MAX


def migration(*lines: str, contract: bool = False, downgrade: str = "pass") -> str:
    body = "".join(f"    {line}\n" for line in lines)
    mark = "contract = True\n" if contract else ""
    return f"{mark}def upgrade():\n{body}\n\ndef downgrade():\n    {downgrade}\n"


BLOCKING = [
    'op.create_index("ix_a_b", "a", ["b"])',
    'op.create_index(op.f("ix_a_b"), "a", ["b"], postgresql_concurrently=False)',
    'op.execute("create index ix_a_b on a (b)")',
    'op.execute(sa.text("CREATE UNIQUE INDEX ix_a_b ON a (b)"))',
    'op.add_column("a", sa.Column("b", sa.Integer(), nullable=False))',
    'op.create_foreign_key("fk_a_b", "a", "b", ["b_id"], ["id"])',
    'op.create_check_constraint("ck_a_b", "a", "b > 0")',
    'op.execute("alter table a add constraint ck_a_b check (b > 0)")',
    'op.create_unique_constraint("uq_a_b", "a", ["b"])',
    'op.execute(f"update {table} set b = 1")',
    "op.execute(a.update().values(b=1))",
    'with op.batch_alter_table("a") as batch: pass',
]
CONTRACTING = [
    'op.drop_column("a", "b")',
    'op.drop_table("a")',
    'op.rename_table("a", "b")',
    'op.alter_column("a", "b", nullable=False)',
    'op.alter_column("a", "b", new_column_name="c")',
    'op.alter_column("a", "b", type_=sa.BigInteger())',
    'op.execute("ALTER TABLE a DROP COLUMN b")',
    'op.execute("alter table a rename column b to c")',
    'op.execute("alter table a alter column b set not null")',
    'op.execute("alter table a alter column b type bigint")',
]
HARMLESS = [
    'op.create_index("ix_a_b", "a", ["b"], postgresql_concurrently=True)',
    'op.execute("create index concurrently ix_a_b on a (b)")',
    'op.add_column("a", sa.Column("b", sa.Integer(), nullable=True))',
    'op.add_column("a", sa.Column("b", sa.Integer(), server_default="0", nullable=False))',
    'op.create_check_constraint("ck_a_b", "a", "b > 0", postgresql_not_valid=True)',
    'op.execute("alter table a add constraint ck_a_b check (b > 0) not valid")',
    'op.execute("alter table a validate constraint ck_a_b")',
    'op.alter_column("a", "b", nullable=True)',
]


@pytest.mark.parametrize("line", BLOCKING)
def test_what_blocks_is_found_and_no_contract_allows_it(line: str) -> None:
    assert len(problems(migration(line))) == 1
    assert len(problems(migration(line, contract=True))) == 1


@pytest.mark.parametrize("line", CONTRACTING)
def test_what_breaks_the_version_before_needs_a_contract(line: str) -> None:
    assert len(problems(migration(line))) == 1
    assert problems(migration(line, contract=True)) == []


@pytest.mark.parametrize("line", HARMLESS)
def test_what_expands_is_allowed(line: str) -> None:
    assert problems(migration(line)) == []


def test_a_table_of_the_same_migration_may_be_indexed_at_once() -> None:
    assert problems(migration('op.create_table("a")', 'op.create_index("ix_a_b", "a", ["b"])')) == []


def test_the_way_back_may_drop() -> None:
    assert problems(migration("pass", downgrade='op.drop_column("a", "b")')) == []


def test_helpers_of_a_migration_are_read_too() -> None:
    source = 'def upgrade():\n    _more()\n\n\ndef _more():\n    op.drop_table("a")\n'
    assert len(problems(source)) == 1
