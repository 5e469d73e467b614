"""The check of names and docstrings fails where it should, and only there."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / ".ci" / "names.py"


@pytest.fixture(scope="module")
def names() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("ci_names", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["ci_names"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["ci_names"]


def test_every_row_of_the_table_is_found(names: ModuleType) -> None:
    for section, rows in names.ROWS.items():
        for old, new in rows.items():
            code = (
                f'"""Does a thing."""\n\nvalue = {old}\n'
                if section == "name"
                else f'"""Uses {old} here."""\n'
            )
            assert list(names.check("sample.py", code)) == [
                f"sample.py:{3 if section == 'name' else 1}: “{old}” is called “{new}” now"
            ]


@pytest.mark.parametrize(
    "line",
    [
        "import {dotted}",
        "from {dotted} import thing",
        "from {parent} import {leaf}",
        "from {parent} import (\n    other,\n    {leaf},\n)",
        "value = '{slashed}.py'",
        "value = 'see {last}.py'",
    ],
)
def test_a_path_is_found_in_every_form(names: ModuleType, line: str) -> None:
    for dotted in names.ROWS["path"]:
        parent, _, leaf = dotted.rpartition(".")
        last = "/".join(dotted.split(".")[-2:])
        code = line.format(
            dotted=dotted, parent=parent, leaf=leaf, slashed=dotted.replace(".", "/"), last=last
        )
        problems = names.check("sample.py", f'"""Does a thing."""\n\n{code}\n')
        new = names.ROWS["path"][dotted]
        assert [each.split(":")[1] for each in problems if f"“{new}”" in each] == ["3"], dotted


def test_prose_and_longer_names_are_left_alone(names: ModuleType) -> None:
    words = next(iter(names.ROWS["name"]))
    path, text = next(iter(names.ROWS["path"])), next(iter(names.ROWS["text"]))
    assert list(names.check("sample.md", f"{words} of the day, {path}_more and my_{text}.")) == []
    assert (
        list(names.check("sample.py", f'"""{words} of the day."""\n\nmy_{words} = "{words}"  # {words}\n'))
        == []
    )


def test_a_text_is_found_in_other_files_with_its_line(names: ModuleType) -> None:
    old, new = next(iter(names.ROWS["text"].items()))
    assert list(names.check("sample.js", f"// one\n// {old}\n")) == [
        f"sample.js:2: “{old}” is called “{new}” now"
    ]


@pytest.mark.parametrize("first", ["What", "Who", "Where", "How", "When", "Which"])
def test_a_docstring_that_asks_is_refused(names: ModuleType, first: str) -> None:
    (found,) = names.check("sample.py", f'"""{first} it is."""\n')
    assert found == f"sample.py:1: the docstring begins with “{first}”; say what the module does"


def test_a_module_with_code_needs_a_docstring(names: ModuleType) -> None:
    assert list(names.check("sample.py", "value = 1\n")) == ["sample.py:1: the module has no docstring"]
    assert list(names.check("sample.py", "# only a comment\n")) == []
    assert list(names.check("sample.py", '"""Whatever a module needs."""\n')) == []


@pytest.mark.parametrize("table", ["a -> b\n", "[text]\na b\n", "[text]\na -> b\n[name]\na -> c\n"])
def test_a_wrong_table_is_refused(names: ModuleType, table: str) -> None:
    with pytest.raises(ValueError, match="Not a row"):
        names.parse_table(table)


def test_no_name_is_old_and_new_at_once(names: ModuleType) -> None:
    for rows in names.ROWS.values():
        assert not rows.keys() & set(rows.values())
