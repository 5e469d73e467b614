"""Pytest hooks that say which tests share a process of ``pytest --numprocesses``, and which start first.

The groups are paths, not ``xdist_group`` marks: pytest-xdist 3.8 passes a mark on in the test's node id,
which pytest 9.2 no longer lets it change, so marked tests are not kept together.
"""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.small_disk import can_mount

GROUPS = {
    "tests/e2e/test_kills.py": "kills",
    "tests/e2e/": "browser",
    "tests/faults/": "faults",
    "tests/sketch/video/": "videos",
    "tests/sketch/test_golden.py": "goldens",
    "tests/sketch/test_identity_score.py": "identity_score",
    "tests/integrations/storage/": "storage",
}
"""Start of a node id -> the group; the first that fits counts. Tests of a group share costly fixtures."""

FIRST = "browser"
SLOWEST = {"faults": 1, "e2e": 2}
"""Markers of tests that come last where everything runs in one process."""


def group_of(nodeid: str) -> str:
    """The group of a test; one that is in none is a group of its own."""
    return next((group for start, group in GROUPS.items() if nodeid.startswith(start)), nodeid)


class GroupScheduling(LoadScopeScheduling):
    """Gives a process one group after the other, in the order of collection."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> GroupScheduling | None:
    """Take over ``--dist loadgroup``."""
    if config.getvalue("dist") != "loadgroup":
        return None
    config.option.loadscopereorder = False
    return GroupScheduling(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Sort the tests.

    In one process the quick ones come first, so that most failures show early. In several the browser tests
    start first: they are by far the longest group, and the other processes do the rest in the meantime. Tests
    that mount a disk are left out where that is not allowed; the same faults are tested with doubles too.
    """
    if not can_mount():
        left_out = [item for item in items if item.get_closest_marker("small_disk")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: group_of(item.nodeid) != FIRST)
    else:
        items.sort(key=_slowness)


def _slowness(item: pytest.Item) -> int:
    return max((rank for name, rank in SLOWEST.items() if item.get_closest_marker(name)), default=0)
