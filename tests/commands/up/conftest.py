"""Starts ``influencer up`` for the tests of this folder."""

import pytest

from tests.commands.up.up_process import UpProcess


@pytest.fixture
def started():
    """Starts ``up``, and stops what is still running afterwards."""
    made = []

    def start(*arguments, **env):
        made.append(UpProcess(*arguments, **env))
        return made[-1]

    yield start
    for up in made:
        if up.process.poll() is None:
            up.stop()
