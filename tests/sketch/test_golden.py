"""What is drawn stays what was looked at and found good, on every machine and in every process."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from influencer_app.sketch import Look, Shot, draw
from tests.sketch.goldens import FOLDER, GOLDENS, LIMIT, distance, path_of

ROOT = Path(__file__).resolve().parents[2]
PRINT_DIGESTS = """
import hashlib
from influencer_app.sketch import draw
from tests.sketch.goldens import GOLDENS
for look, shot in GOLDENS.values():
    print(hashlib.sha256(draw(look, shot).image.tobytes()).hexdigest())
"""


@pytest.fixture(scope="module")
def drawn() -> dict[str, Image.Image]:
    return {name: draw(look, shot).image for name, (look, shot) in GOLDENS.items()}


@pytest.mark.parametrize("name", GOLDENS)
def test_a_golden_is_drawn_as_it_was(drawn, name):
    with Image.open(path_of(name)) as kept:
        assert distance(kept, drawn[name]) < LIMIT, f"{name} has changed; if that was meant, run make golden"


def test_the_folder_holds_the_goldens_and_nothing_else():
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.png" for name in GOLDENS}


LOOK, SHOT = GOLDENS["beach"]


@pytest.mark.parametrize(
    ("look", "shot"),
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
def test_a_change_is_seen(drawn, look: Look, shot: Shot):
    assert distance(draw(look, shot).image, drawn["beach"]) > 2 * LIMIT


def test_noise_of_rounding_is_not_seen(drawn):
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
