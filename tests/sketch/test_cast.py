"""Tests of invented groups of people."""

from influencer_app.sketch.cast import cast
from influencer_app.sketch.traits import resolve


def test_cast_is_varied_and_deterministic():
    people = cast(40, 3)
    assert people == cast(40, 3)
    assert people != cast(40, 4)
    assert len({name for name, _ in people}) == 40
    assert len({appearance.key for _, appearance in people}) == 40
    assert people[:6] == cast(6, 3)


def test_cast_covers_the_vocabulary():
    settled = [resolve(appearance) for _, appearance in cast(40, 1)]
    assert all(notes == () for _, notes in settled)
    people = [person for person, _ in settled]
    assert len({person.group for person in people}) == 10
    assert len({person.hair_style for person in people}) >= 16
    assert {person.gender for person in people} == {"female", "male", "nonbinary"}
    assert min(person.age for person in people) < 22
    assert max(person.age for person in people) > 70
