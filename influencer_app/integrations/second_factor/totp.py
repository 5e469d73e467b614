"""Codes of authenticator apps with ``pyotp``, QR codes with ``segno``."""

import time
from typing import Final

import pyotp
import segno

SECRET_CHARACTERS: Final = 32
WINDOW: Final = 1
"""How many steps of 30 seconds a clock may be off."""


class PyotpCodes:
    """Implements ``TotpPort``."""

    def __init__(self, product: str) -> None:
        self._product = product

    def new_secret(self) -> str:
        """See the port."""
        return pyotp.random_base32(SECRET_CHARACTERS)

    def uri(self, secret: str, account: str) -> str:
        """See the port."""
        return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=self._product)

    def qr_code(self, uri: str) -> str:
        """See the port."""
        return segno.make(uri, error="m").svg_data_uri(scale=4, border=3, dark="#000", light="#fff")

    def find_step(self, secret: str, code: str, after: int) -> int | None:
        """See the port. Each step is compared, so that the time says nothing."""
        totp = pyotp.TOTP(secret)
        present = int(time.time()) // totp.interval
        found = None
        for step in range(present - WINDOW, present + WINDOW + 1):
            if pyotp.utils.strings_equal(code, totp.generate_otp(step)) and step > after:
                found = step
        return found
