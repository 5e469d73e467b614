"""Codes of authenticator apps."""

import base64
import time

import pytest

from influencer_app.integrations.second_factor.totp import PyotpCodes

SECRET = base64.b32encode(b"12345678901234567890").decode()
CODES = PyotpCodes("Evermuse")


@pytest.mark.parametrize(
    ("at", "code"),
    [(1111111111, "050471"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_rfc_6238(monkeypatch: pytest.MonkeyPatch, at: int, code: str) -> None:
    """Appendix B, SHA-1, the last six digits. They count one step before and after, and once."""
    step = at // 30
    for moment, counts in ((at - 60, False), (at - 30, True), (at, True), (at + 30, True), (at + 60, False)):
        monkeypatch.setattr(time, "time", lambda moment=moment: float(moment))
        assert CODES.find_step(SECRET, code, 0) == (step if counts else None)
    monkeypatch.setattr(time, "time", lambda: float(at))
    assert CODES.find_step(SECRET, code, step) is None
    assert CODES.find_step(SECRET, "000000", 0) is None


def test_secrets_are_long_and_new() -> None:
    secrets = {CODES.new_secret() for _ in range(5)}
    assert len(secrets) == 5
    assert {len(base64.b32decode(one)) for one in secrets} == {20}
