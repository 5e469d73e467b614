"""Measures how often the nearest other picture, by the face alone, shows the same character.

Run ``python -m bench.identity [characters] [cast seed]``; 20 characters in 10 shots each take about a
minute. All shots are realistic and differ in scene, light, framing, expression and seed; poses follow from
the seed. The score was tuned on casts 5, 7, 13 and 21; the others were held out.
"""

import sys

import numpy as np

from influencer_app.sketch import Shot
from influencer_app.sketch.cast import cast
from influencer_app.sketch.identity_score import distances, face_of, nearest, signature

PROMPTS = (
    "on the beach at sunset, smiling", "in a city street at night, neon light", "in a cafe, morning",
    "in the park, golden light, laughing", "in the studio, serious", "at a concert, night",
    "on a rooftop at dusk", "in the mountains, morning, close up", "in the library", "in the gym",
)  # fmt: skip
SIZE = 256


def main() -> None:
    """Print the accuracy, each confusion, and the distances to own pictures and to others."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    people = cast(count, int(sys.argv[2]) if len(sys.argv) > 2 else 5)
    shots = [Shot(prompt, SIZE, SIZE, 100 + n) for n, prompt in enumerate(PROMPTS)]
    faces = [signature(face_of(appearance, shot)) for _, appearance in people for shot in shots]
    who = np.repeat(np.arange(count), len(shots))
    found = nearest(faces)
    wrong = np.flatnonzero(who[found] != who)
    for n in wrong:
        print(
            f"{people[who[n]][0]} {PROMPTS[n % len(shots)]!r} is nearer to"
            f" {people[who[found[n]]][0]} {PROMPTS[found[n] % len(shots)]!r}"
        )
    apart = distances(faces, faces)
    np.fill_diagonal(apart, np.inf)
    same = who[:, None] == who[None, :]
    own = np.where(same, apart, np.inf).min(axis=1)
    others = np.where(same, np.inf, apart).min(axis=1)
    print(
        f"{len(faces)} pictures: the nearest other one shows the same character in"
        f" {1 - len(wrong) / len(faces):.1%}; median distance to the nearest own {np.median(own):.2f},"
        f" to another character {np.median(others):.2f}, smallest gap {(others - own).min():.3f}"
    )


if __name__ == "__main__":
    main()
