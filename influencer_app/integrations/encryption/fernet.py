"""Encrypts secrets with Fernet (AES-128-CBC and HMAC-SHA256), under keys derived from the secret keys."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from influencer_app.domain.accounts.ports import SecretUnreadable

PURPOSE = b"evermuse secrets at rest"


class FernetCipher:
    """Implements ``CipherPort``: encrypts with the first key, decrypts with any."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        self._keys = MultiFernet([Fernet(_derive(secret)) for secret in secrets])

    def encrypt(self, plain: bytes) -> str:
        """See the port."""
        return self._keys.encrypt(plain).decode()

    def decrypt(self, encrypted: str) -> bytes:
        """See the port."""
        try:
            return self._keys.decrypt(encrypted)
        except InvalidToken as error:
            raise SecretUnreadable from error

    def rotate(self, encrypted: str) -> str:
        """See the port."""
        try:
            return self._keys.rotate(encrypted).decode()
        except InvalidToken as error:
            raise SecretUnreadable from error


def _derive(secret: str) -> bytes:
    """A key of its own (RFC 5869), so that no cookie is signed with what encrypts."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
