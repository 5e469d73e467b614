"""Tests of the geometry of faces."""

from dataclasses import astuple, replace

import numpy as np

from influencer_app.sketch import Appearance, Shot, anatomy
from influencer_app.sketch.figure import Figure
from influencer_app.sketch.prompt import read
from influencer_app.sketch.relief import Expression, heights
from influencer_app.sketch.scenes import SCENES, Place
from influencer_app.sketch.seeds import stream
from influencer_app.sketch.staging import stage
from influencer_app.sketch.traits import resolve


def face_in(appearance: Appearance, prompt: str, seed: int) -> anatomy.Face:
    person, _ = resolve(appearance)
    brief = read(prompt)
    shot = Shot(prompt, 96, 96, seed)
    staging = stage(person, shot, brief)
    place = Place(96, 96, brief.time, staging.side, stream("test"), brief.words, 0.36)
    return Figure(person, shot, brief, staging, SCENES[brief.scene](place).light).face


def test_prompt_and_seed_never_change_the_face(mara):
    first = face_in(mara, "beach", 1)
    assert face_in(mara, "a serious old bald man with a beard in the gym", 99) == first
    assert face_in(mara, "", 2) == first


def test_another_key_is_another_face(mara):
    faces = {face_in(replace(mara, key=f"key {n}"), "beach", 1) for n in range(24)}
    assert len(faces) == 24


def test_24_line_faces_are_distinguishable():
    reliefs = []
    for n in range(24):
        person, _ = resolve(Appearance(f"face {n}", 30, "female" if n % 2 else "male"))
        reliefs.append(heights(anatomy.build(person), Expression(0.2)).slope)
    closest = min(
        float(np.abs(one - two).mean()) for i, one in enumerate(reliefs) for two in reliefs[i + 1 :]
    )
    assert closest > 0.8


def test_age_shows_in_the_relief(mara):
    young, _ = resolve(replace(mara, age=22))
    old, _ = resolve(replace(mara, age=76))
    smooth = heights(anatomy.build(young), Expression(0.2)).slope
    lined = heights(anatomy.build(old), Expression(0.2)).slope
    forehead = np.s_[92:122, 100:160]
    rough, even = (np.abs(np.diff(z[forehead], 2, axis=0)).mean() for z in (lined, smooth))
    assert rough > 1.5 * even


def test_a_face_is_hashable_plain_data(kofi):
    person, _ = resolve(kofi)
    face = anatomy.build(person)
    assert face == anatomy.build(person)
    assert len(astuple(face)) > 40
