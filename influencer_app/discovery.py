"""Imports whole packages, so that what their modules define can be collected instead of listed."""

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def import_all(package: str) -> list[ModuleType]:
    """Import ``package`` and every module below it; in the order of their names.

    An error of a module's import is raised, never skipped.
    """
    root = importlib.import_module(package)
    return [root, *(importlib.import_module(name) for name in _names_below(root))]


def all_subclasses(kind: type[T]) -> Iterator[type[T]]:
    """Every class below ``kind`` that has been defined so far, each once, without ``kind`` itself."""
    found: dict[type[T], None] = {}
    waiting = list(kind.__subclasses__())
    while waiting:
        one = waiting.pop()
        if one not in found:
            found[one] = None
            waiting += one.__subclasses__()
    yield from found


def _names_below(root: ModuleType) -> list[str]:
    return sorted(found.name for found in pkgutil.walk_packages(root.__path__, f"{root.__name__}.", _raise))


def _raise(name: str) -> None:
    """``walk_packages`` swallows the error of a package that cannot be imported unless this raises it."""
    raise  # noqa: PLE0704  # it is called while the error is being handled
