"""Checks ID tokens (OpenID Connect Core 1.0, section 3.1.3.7)."""

from typing import Final

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import ECKey, Key, KeySet, RSAKey
from joserfc.jws import JWSRegistry

from influencer_app.integrations.sign_in.documents import Claims, KeyDocument, TokenAnswer

ALGORITHMS: Final = ("RS256", "ES256")
"""What a token may be signed with; never ``none``, and nothing with a shared secret."""

LEEWAY_SECONDS: Final = 60
KINDS: Final[dict[str, type[RSAKey] | type[ECKey]]] = {"RSA": RSAKey, "EC": ECKey}

UnknownKey = InvalidKeyIdError
"""A token is signed with a key that is not among those that are known."""


class Keys:
    """The keys of a provider that may sign; others that it publishes are left out."""

    def __init__(self, document: KeyDocument) -> None:
        found = (_import(one) for one in document.keys)
        self.set = KeySet([key for key in found if key is not None])


def read_id_token(token: TokenAnswer, keys: Keys, issuer: str, client_id: str, nonce: str) -> Claims:
    """The claims of a token that is genuine, of this issuer, for us, for this request and not expired.

    Raises ``UnknownKey``, other ``JoseError``s and ``ValueError`` for any that is not.
    """
    registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
    decoded = jwt.decode(token.id_token, keys.set, registry=registry)
    claims = CodeIDToken(
        decoded.claims,
        decoded.header,
        {
            "iss": {"essential": True, "values": [issuer]},
            "aud": {"essential": True, "values": [client_id]},
            "sub": {"essential": True},
            "nonce": {"essential": True, "value": nonce},
        },
        {"nonce": nonce, "client_id": client_id, "access_token": token.access_token},
    )
    claims.validate(leeway=LEEWAY_SECONDS)
    return Claims.model_validate(dict(claims))


def _import(data: dict[str, object]) -> Key | None:
    kind = KINDS.get(str(data.get("kty")))
    if kind is None or data.get("use", "sig") != "sig":
        return None
    try:
        return kind.import_key(data)  # type: ignore[arg-type]  # checked by the import itself
    except (JoseError, ValueError, TypeError, KeyError):
        return None
