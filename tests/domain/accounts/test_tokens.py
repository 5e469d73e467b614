import base64
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import OctKey

from influencer_app.db.base import new_id
from influencer_app.domain.accounts.tokens import COOKIE, read, sign

SECRET = "a-secret-of-more-than-thirty-two-letters"
SECRETS = (SECRET,)
OWN = UUID("0198c0de-0000-7000-8000-000000000001")
GOOD = f"{COOKIE}={sign(OWN, SECRETS, 1)}"


@pytest.mark.parametrize(
    "beside",
    [
        *("a=1", 'a={"b":1}', "foo[bar]=1", "x", "a=b c", 'q="unclosed', "é=1", "=x", ";;", "a:b=1"),
        *(f"{COOKIE}=junk", f"{COOKIE}=", f"not_{COOKIE}=x"),
    ],
)
def test_other_cookies_may_look_as_they_like(beside: str) -> None:
    assert read(f"{beside}; {GOOD}", SECRETS) == OWN
    assert read(f"{GOOD}; {beside}", SECRETS) == OWN


def test_the_cookie_names_the_session_and_nothing_else() -> None:
    body = GOOD.split(".")[1]
    claims = base64.urlsafe_b64decode(body + "==")
    assert str(OWN).encode() in claims
    assert claims.count(b":") == 2


@pytest.mark.parametrize(
    "value",
    [
        sign(OWN, ("another-secret-of-thirty-two-letters-or-more",), 1),
        sign(OWN, SECRETS, -1),
        jwt.encode({"alg": "HS256"}, {"sid": str(OWN)}, OctKey.import_key(SECRET)),
        jwt.encode({"alg": "HS256"}, {"exp": 4102444800}, OctKey.import_key(SECRET)),
        jwt.encode({"alg": "HS256"}, {"sid": "me", "exp": 4102444800}, OctKey.import_key(SECRET)),
        jwt.encode({"alg": "HS256"}, {"sid": str(OWN), "exp": "soon"}, OctKey.import_key(SECRET)),
        GOOD.removeprefix(f"{COOKIE}=")[:-2],
        "eyJhbGciOiJub25lIn0.eyJzaWQiOiIwMTk4YzBkZSJ9.",
    ],
)
def test_what_we_did_not_sign_or_is_over_is_nobodys(value: str) -> None:
    assert read(f"{COOKIE}={value}", SECRETS) is None


@given(
    st.lists(st.one_of(st.text(max_size=40), st.just("[" * 3000), st.just('{"alg":["HS256"]}')), max_size=4)
)
def test_junk_is_nobodys_and_never_an_error(parts: list[str]) -> None:
    coded = ".".join(base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in parts)
    assert read(f"{COOKIE}={coded}", SECRETS) is None
    assert read(";".join(parts), SECRETS) is None


def test_any_session_comes_back() -> None:
    session_id = new_id()
    assert read(f"{COOKIE}={sign(session_id, SECRETS, 30)}", SECRETS) == session_id
