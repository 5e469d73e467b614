"""Passkeys with ``webauthn``."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import webauthn
from webauthn.helpers import (
    base64url_to_bytes,
    parse_authentication_credential_json,
    parse_client_data_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from influencer_app.domain.accounts.ports import Assertion, NewCredential, PasskeyRefused

TIMEOUT_MS: Final = 300_000
CREDENTIAL_ID_MAX: Final = 1023
"""Bytes (WebAuthn, 5.8.3)."""

MALFORMED: Final = (WebAuthnException, ValueError, TypeError, KeyError, IndexError)
"""What the package raises for an answer that is wrong or broken."""

FoundT = TypeVar("FoundT")


class WebauthnPasskeys:
    """Implements ``PasskeyPort`` for the site at ``base_url``."""

    def __init__(self, base_url: str, product: str) -> None:
        parts = urlsplit(base_url)
        self._rp_id = parts.hostname or "localhost"
        self._origin = f"{parts.scheme}://{parts.netloc}".lower()
        self._product = product

    def creation_options(
        self, nonce: bytes, user_handle: bytes, account: str, name: str, known: Iterable[bytes]
    ) -> dict[str, Any]:
        """See the port."""
        options = webauthn.generate_registration_options(
            rp_id=self._rp_id,
            rp_name=self._product,
            user_id=user_handle,
            user_name=account,
            user_display_name=name or account,
            challenge=nonce,
            timeout=TIMEOUT_MS,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=_descriptors(known),
        )
        return _as_dict(options)

    def verify_creation(self, answer: Mapping[str, Any], nonce: bytes) -> NewCredential:
        """See the port."""
        verified = _refusing(
            lambda: webauthn.verify_registration_response(
                credential=_same_site(answer),
                expected_challenge=nonce,
                expected_rp_id=self._rp_id,
                expected_origin=self._origin,
                require_user_verification=True,
            )
        )
        if len(verified.credential_id) > CREDENTIAL_ID_MAX:
            raise PasskeyRefused("Its id is longer than the standard allows.")
        return NewCredential(verified.credential_id, verified.credential_public_key, verified.sign_count)

    def request_options(self, nonce: bytes, allowed: Iterable[bytes] = ()) -> dict[str, Any]:
        """See the port."""
        options = webauthn.generate_authentication_options(
            rp_id=self._rp_id,
            challenge=nonce,
            timeout=TIMEOUT_MS,
            allow_credentials=_descriptors(allowed),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return _as_dict(options)

    def read_assertion(self, answer: Mapping[str, Any]) -> Assertion:
        """See the port."""
        found = _refusing(lambda: parse_authentication_credential_json(dict(answer)))
        return Assertion(found.raw_id, found.response.user_handle)

    def verify_assertion(self, answer: Mapping[str, Any], nonce: bytes, public_key: bytes) -> int:
        """See the port. The counter is compared by who stores it."""
        verified = _refusing(
            lambda: webauthn.verify_authentication_response(
                credential=_same_site(answer),
                expected_challenge=nonce,
                expected_rp_id=self._rp_id,
                expected_origin=self._origin,
                credential_public_key=public_key,
                credential_current_sign_count=0,
                require_user_verification=True,
            )
        )
        return verified.new_sign_count


def _refusing(verify: Callable[[], FoundT]) -> FoundT:
    try:
        return verify()
    except MALFORMED as error:
        raise PasskeyRefused(str(error)[:200]) from error


def _same_site(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The answer, unless a frame of another site has asked for it: the package does not look."""
    client_data = parse_client_data_json(base64url_to_bytes(answer["response"]["clientDataJSON"]))
    if client_data.cross_origin:
        raise PasskeyRefused("Asked for in a frame of another site.")
    return dict(answer)


def _descriptors(ids: Iterable[bytes]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=one) for one in ids]


def _as_dict(options: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(webauthn.options_to_json(options))
    return found
