"""Every subcommand of ``influencer`` has a function that takes what the parser gives it."""

import argparse
import inspect
from collections.abc import Iterator
from pkgutil import resolve_name

import pytest

from influencer_app import cli

NOT_PASSED_ON = {"help", "action"}


def subcommands(parser: argparse.ArgumentParser, before: str = "") -> dict[str, argparse.ArgumentParser]:
    """Every command by its whole name, such as ``up`` and ``admin grant``."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                found |= subcommands(below, f"{before} {name}".strip()) or {f"{before} {name}".strip(): below}
    return found


def destinations(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield from (action.dest for action in parser._actions if action.dest not in NOT_PASSED_ON)


def test_each_subcommand_has_a_function_and_each_function_a_subcommand() -> None:
    assert subcommands(cli._parser()).keys() == cli.SUBCOMMANDS.keys()


@pytest.mark.parametrize("name", cli.SUBCOMMANDS)
def test_the_function_takes_what_the_parser_gives(name: str) -> None:
    given = set(destinations(subcommands(cli._parser())[name]))
    given |= set() if name in cli.WITHOUT_SETTINGS else {"settings"}
    taken = inspect.signature(resolve_name(cli.SUBCOMMANDS[name])).parameters.values()
    assert given <= {one.name for one in taken}
    assert {one.name for one in taken if one.default is inspect.Parameter.empty} <= given
