"""Fixtures: two people to draw."""

import pytest

from influencer_app.sketch import Appearance


@pytest.fixture(scope="session")
def mara() -> Appearance:
    return Appearance("mara", 27, "female", ethnicity="european", hair_style="wavy", hair_color="auburn")


@pytest.fixture(scope="session")
def kofi() -> Appearance:
    return Appearance("kofi", 31, "male", ethnicity="african", hair_style="short", body_type="athletic")
