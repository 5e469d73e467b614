"""Fixtures: two people to draw."""

import pytest

from influencer_app.sketch import Look


@pytest.fixture(scope="session")
def mara() -> Look:
    return Look("mara", 27, "female", ethnicity="european", hair_style="wavy", hair_color="auburn")


@pytest.fixture(scope="session")
def kofi() -> Look:
    return Look("kofi", 31, "male", ethnicity="african", hair_style="short", body_type="athletic")
