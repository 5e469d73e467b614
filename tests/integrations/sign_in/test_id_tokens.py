"""ID tokens of any shape: refused with an error that is expected, whatever they are made of."""

import base64
import json
import time
from typing import Any

import pytest
from joserfc import jwt
from joserfc.errors import JoseError

from influencer_app.integrations.sign_in.documents import KeyDocument, TokenAnswer
from influencer_app.integrations.sign_in.id_tokens import Keys, UnknownKey, read_id_token
from tests.doubles.openid import Provider

ISSUER, CLIENT, NONCE = "https://id.example", "studio", "n"
PROVIDER = Provider()
KEYS = Keys(KeyDocument(keys=[dict(PROVIDER.rsa.as_dict(private=False))]))


def claims(**more: Any) -> dict[str, Any]:
    now = int(time.time())
    own = {"iss": ISSUER, "aud": CLIENT, "sub": "1", "nonce": NONCE, "iat": now, "exp": now + 60}
    return {name: value for name, value in {**own, **more}.items() if value is not None}


def signed(told: dict[str, Any], **header: Any) -> TokenAnswer:
    made = jwt.encode({"alg": "RS256", "kid": PROVIDER.rsa.kid, **header}, told, PROVIDER.rsa)
    return TokenAnswer(id_token=made)


def part(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_a_token_that_counts_and_clocks_that_differ_a_little() -> None:
    assert read_id_token(signed(claims()), KEYS, ISSUER, CLIENT, NONCE).sub == "1"
    now = int(time.time())
    for told in (claims(exp=now - 30), claims(iat=now + 30), claims(aud=[CLIENT])):
        assert read_id_token(signed(told), KEYS, ISSUER, CLIENT, NONCE).sub == "1"


@pytest.mark.parametrize(
    "change",
    [
        *({name: None} for name in ("iss", "aud", "sub", "nonce", "iat", "exp")),
        *({"sub": value} for value in ("", "x" * 256, "\u00e9", "a\nb", 7)),
        *({"aud": value} for value in ([], [CLIENT, "x"], {"a": 1}, 7)),
        *({"exp": value} for value in ("soon", -1, [], True)),
        *({"iss": value} for value in ([ISSUER, "x"], f"{ISSUER}/", 7)),
        *({"nonce": value} for value in ([NONCE], 7, "")),
        {"azp": "x"},
        {"email": 7},
        {"email_verified": []},
    ],
    ids=str,
)
def test_a_genuine_token_that_says_something_else(change: dict[str, Any]) -> None:
    with pytest.raises((JoseError, ValueError)):
        read_id_token(signed(claims(**change)), KEYS, ISSUER, CLIENT, NONCE)


def test_a_key_of_another_time() -> None:
    with pytest.raises(UnknownKey):
        read_id_token(signed(claims(), kid="another"), KEYS, ISSUER, CLIENT, NONCE)


@pytest.mark.parametrize(
    "token",
    [
        *("x", "..", "a.b.c", "\u00e9.\u00e9.\u00e9", "x" * 200_000, f"{part({})}.{part({})}."),
        *(
            f"{part(header)}.{part(told)}.AAAA"
            for header in (
                *({"alg": "none"}, {"alg": "NONE"}, {"alg": 5}, {"alg": ["RS256"]}, {"alg": "RS256"}),
                *({"alg": "RS256", "kid": 5}, {"alg": "RS256", "kid": []}, {"alg": "RS256", "crit": "x"}),
                *({"alg": "RS256", "b64": False}, {"alg": "ES256", "kid": PROVIDER.rsa.kid}, [], "x", None),
                {"alg": "RS256", "kid": PROVIDER.rsa.kid, "jwk": PROVIDER.rsa.as_dict(private=False)},
            )
            for told in (claims(), [], "x")
        ),
    ],
    ids=lambda token: str(len(token)),
)
def test_what_is_no_token(token: str) -> None:
    with pytest.raises((JoseError, ValueError)):
        read_id_token(TokenAnswer(id_token=token), KEYS, ISSUER, CLIENT, NONCE)


def test_keys_that_cannot_be_used_are_left_out() -> None:
    good = dict(PROVIDER.rsa.as_dict(private=False))
    odd = [
        *({}, {"kty": "RSA"}, {"kty": "EC", "crv": "P-256"}, {"kty": "oct", "k": "AAAA"}, {"kty": 5}),
        *({**good, "n": 5}, {**good, "e": "!"}, {**good, "use": "enc"}, {"kty": "EC", "crv": []}),
    ]
    assert len(Keys(KeyDocument(keys=[*odd, good])).set.keys) == 1
