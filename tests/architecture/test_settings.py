"""Every setting stands in ``.env.example`` and in ``docs/operations.md``."""

import re

from influencer_app.settings import Settings
from tests.support import ROOT

NOT_FOR_OPERATORS = {"environment", "engine"}


def names() -> set[str]:
    return {name.upper() for name in Settings.model_fields if name not in NOT_FOR_OPERATORS}


def test_the_example_has_them_all_and_nothing_else() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    assert {line.split("=")[0] for line in lines if re.match(r"[A-Z]", line)} == names()


def test_operations_tells_of_them_all() -> None:
    words = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert {name for name in names() if f"`{name}`" not in words} == set()
