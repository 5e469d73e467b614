"""Finds statements in a migration that would block a running installation, or break the version before."""

import ast
import re
from collections.abc import Iterator

CONTRACT_CALLS = {
    "drop_column": "drops a column",
    "drop_table": "drops a table",
    "rename_table": "renames a table",
}
CONTRACT_SQL = re.compile(
    r"\bdrop\s+(table|column)\b|\brename\s+(to|column)\b|\bset\s+not\s+null\b|\btruncate\b(?!\s+on\b)"
    r"|\balter\s+(column\s+)?\w+\s+(set\s+data\s+)?type\b"
)
PLAIN_INDEX = re.compile(r"\bcreate\s+(unique\s+)?index\s+(?!concurrently\b)")
VALIDATED = re.compile(
    r"\badd\s+(constraint\s+\w+\s+)?(foreign\s+key|check)\b(?!.*\bnot\s+valid\b)", re.DOTALL
)
AT_ONCE = "validates a constraint at once; add it with postgresql_not_valid"
ON_EXISTING_TABLES = {
    "create_index": ("postgresql_concurrently", "builds an index without postgresql_concurrently"),
    "create_foreign_key": ("postgresql_not_valid", AT_ONCE),
    "create_check_constraint": ("postgresql_not_valid", AT_ONCE),
    "create_unique_constraint": ("", "adds a unique constraint; build a unique index concurrently"),
}
"""Calls whose second argument is the table: the option that they need on an existing one, and the problem."""


def problems(source: str) -> list[str]:
    """What in the ``upgrade`` of this migration breaks the rules of ``docs/migrations.md``."""
    module = ast.parse(source)
    bodies = [node for node in module.body if isinstance(node, ast.FunctionDef) and node.name != "downgrade"]
    calls = [call for body in bodies for call in _calls(body)]
    new_tables = {_text(call, 0) for call in calls if _name(call) == "create_table"}
    contract = _is_contract(module)
    found: list[str] = []
    for call in calls:
        for problem, needs_contract in _check(call, new_tables):
            if not (needs_contract and contract):
                found.append(f"line {call.lineno}: {problem}")
    return found


def _check(call: ast.Call, new_tables: set[str | None]) -> Iterator[tuple[str, bool]]:
    """The problems of one call on ``op``, each with whether ``contract = True`` allows it."""
    name = _name(call)
    if name in CONTRACT_CALLS:
        yield f"{CONTRACT_CALLS[name]} without `contract = True`", True
    elif name in ON_EXISTING_TABLES:
        option, problem = ON_EXISTING_TABLES[name]
        if _text(call, 1) not in new_tables and not _is_true(call, option):
            yield problem, False
    elif name == "add_column":
        if _text(call, 0) not in new_tables and _is_unfilled(call.args[1]):
            yield "adds a NOT NULL column without a server default", False
    elif name == "alter_column":
        if _is_false(call, "nullable") or {"type_", "new_column_name"} & {word.arg for word in call.keywords}:
            yield "makes a column NOT NULL, renames or retypes it without `contract = True`", True
    elif name == "batch_alter_table":
        yield "uses batch_alter_table, which the rules cannot read", False
    elif name == "execute":
        yield from _check_sql(_sql(call))


def _check_sql(sql: str | None) -> Iterator[tuple[str, bool]]:
    if sql is None:
        yield "executes SQL that is not a literal, which the rules cannot read", False
        return
    words = sql.lower()
    if CONTRACT_SQL.search(words):
        yield "drops, renames or retypes in SQL without `contract = True`", True
    if PLAIN_INDEX.search(words):
        yield "builds an index in SQL without concurrently", False
    if VALIDATED.search(words):
        yield "validates a constraint in SQL at once; add it as not valid", False


def _calls(body: ast.FunctionDef) -> Iterator[ast.Call]:
    """The calls of ``op.<something>``."""
    for node in ast.walk(body):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "op":
                yield node


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _text(call: ast.Call, position: int) -> str | None:
    argument = call.args[position] if len(call.args) > position else None
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def _sql(call: ast.Call) -> str | None:
    """The literal that is executed, also inside ``sa.text``."""
    argument = call.args[0] if call.args else None
    if isinstance(argument, ast.Call) and argument.args:
        argument = argument.args[0]
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def _keyword(call: ast.Call, name: str) -> object:
    for word in call.keywords:
        if word.arg == name and isinstance(word.value, ast.Constant):
            return word.value.value
    return None


def _is_true(call: ast.Call, name: str) -> bool:
    return _keyword(call, name) is True


def _is_false(call: ast.Call, name: str) -> bool:
    return _keyword(call, name) is False


def _is_unfilled(column: ast.expr) -> bool:
    """A ``sa.Column`` that existing rows would have no value for."""
    if not isinstance(column, ast.Call):
        return True
    filled = any(word.arg == "server_default" for word in column.keywords)
    return _is_false(column, "nullable") and not filled


def _is_contract(module: ast.Module) -> bool:
    for node in module.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            if names == ["contract"]:
                return node.value.value is True
    return False
