from uuid import uuid4

import pytest

from influencer_app.db.pages import decode_cursor, encode_cursor
from influencer_app.errors import InvalidInput


def test_a_cursor_comes_back_as_the_id() -> None:
    own = uuid4()
    assert decode_cursor(encode_cursor(own)) == own


@pytest.mark.parametrize("junk", ["x", "%%%", "AAAA", "é"])
def test_a_cursor_of_somebody_elses_making_is_refused(junk: str) -> None:
    with pytest.raises(InvalidInput):
        decode_cursor(junk)
