"""Tests of face detection."""

import pytest
from PIL import Image

from influencer_app.media.faces import find_faces
from tests import photos


def test_one_face_and_where_it_is() -> None:
    (face,) = find_faces(photos.portrait())
    assert 0.2 < face.left < face.left + face.width < 0.85
    assert 0.05 < face.top < face.top + face.height < 0.75


def test_two_people_have_two_faces() -> None:
    left, right = sorted(find_faces(photos.two_people()), key=lambda face: face.left)
    assert left.left + left.width < 0.55 < right.left + right.width


def test_no_face_on_a_wall() -> None:
    assert find_faces(photos.wall()) == []


def test_size_does_not_matter() -> None:
    whole = find_faces(photos.portrait())[0]
    small = find_faces(photos.portrait().resize((320, 320)))[0]
    assert (small.left, small.top) == pytest.approx((whole.left, whole.top), abs=0.05)


def test_no_face_in_a_black_picture() -> None:
    assert find_faces(Image.new("RGB", (300, 300))) == []
