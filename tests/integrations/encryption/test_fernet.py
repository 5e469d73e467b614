"""Secrets at rest: readable with current and previous keys only, and re-encrypted with the current one."""

import pytest

from influencer_app.domain.accounts.ports import SecretUnreadable
from influencer_app.integrations.encryption.fernet import FernetCipher


def test_a_secret_comes_back_and_is_never_the_same_twice() -> None:
    cipher = FernetCipher(("one",))
    assert cipher.decrypt(cipher.encrypt(b"JBSWY3DP")) == b"JBSWY3DP"
    assert cipher.encrypt(b"JBSWY3DP") != cipher.encrypt(b"JBSWY3DP")


def test_keys_rotate() -> None:
    old = FernetCipher(("one",)).encrypt(b"JBSWY3DP")
    both, new = FernetCipher(("two", "one")), FernetCipher(("two",))
    assert both.decrypt(old) == b"JBSWY3DP"
    assert new.decrypt(both.rotate(old)) == b"JBSWY3DP"
    for refused in (new.decrypt, new.rotate):
        with pytest.raises(SecretUnreadable):
            refused(old)


def test_what_was_changed_is_refused() -> None:
    cipher = FernetCipher(("one",))
    encrypted = cipher.encrypt(b"JBSWY3DP")
    with pytest.raises(SecretUnreadable):
        cipher.decrypt(encrypted[:-3] + "AA=")
