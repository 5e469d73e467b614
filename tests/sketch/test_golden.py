"""Tests that drawings match the reviewed goldens, on every machine and in every process."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from influencer_app.sketch import Appearance, Shot, draw
from tests.sketch.goldens import FOLDER, GOLDENS, LIMIT, distance, path_of

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
PRINT_DIGESTS = """
import hashlib
from influencer_app.sketch import draw
from tests.sketch.goldens import GOLDENS
for appearance, shot in GOLDENS.values():
    print(hashlib.sha256(draw(appearance, shot).image.tobytes()).hexdigest())
"""


@pytest.fixture(scope="module")
def drawn() -> dict[str, Image.Image]:
    return {name: draw(appearance, shot).image for name, (appearance, shot) in GOLDENS.items()}


@pytest.mark.parametrize("name", GOLDENS)
def test_drawing_matches_its_golden(drawn, name):
    with Image.open(path_of(name)) as kept:
        assert distance(kept, drawn[name]) < LIMIT, f"{name} has changed; if that was meant, run make golden"


def test_folder_contains_only_goldens():
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.png" for name in GOLDENS}


LOOK, SHOT = GOLDENS["beach"]


@pytest.mark.parametrize(
    ("appearance", "shot"),
    [
        (replace(LOOK, key="mara's sister"), SHOT),
        (replace(LOOK, hair_color="brown"), SHOT),
        (replace(LOOK, age=60), SHOT),
        (replace(LOOK, skin_tone="tan"), SHOT),
        (LOOK, replace(SHOT, seed=2)),
        (LOOK, replace(SHOT, prompt="on the beach at sunset, serious")),
        (LOOK, replace(SHOT, prompt="on the beach, smiling")),
    ],
)
def test_change_exceeds_the_limit(drawn, appearance: Appearance, shot: Shot):
    assert distance(draw(appearance, shot).image, drawn["beach"]) > 2 * LIMIT


def test_rounding_noise_stays_below_the_limit(drawn):
    pixels = np.asarray(drawn["beach"]).astype(int)
    shaken = pixels + np.random.default_rng(1).integers(-3, 4, pixels.shape)
    other = Image.fromarray(np.clip(shaken, 0, 255).astype(np.uint8))
    assert distance(other, drawn["beach"]) < LIMIT / 2


def test_another_process_draws_the_same_bytes(drawn):
    told = subprocess.run(
        [sys.executable, "-c", PRINT_DIGESTS],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "77"},
        capture_output=True,
        text=True,
        check=True,
    )
    here = [hashlib.sha256(image.tobytes()).hexdigest() for image in drawn.values()]
    assert told.stdout.split() == here
