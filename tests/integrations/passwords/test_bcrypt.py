"""Tests of password hashing."""

import base64
import hashlib
import threading

import bcrypt
import pytest

from influencer_app.integrations.passwords.bcrypt import BcryptPasswords


async def test_only_the_right_password_is_accepted() -> None:
    passwords = BcryptPasswords(4)
    hashed = await passwords.hash("geheim \0 🔑 " * 20)
    assert hashed.startswith("$2b$04$")
    assert await passwords.hash("geheim \0 🔑 " * 20) != hashed
    assert await passwords.verify("geheim \0 🔑 " * 20, hashed)
    assert not await passwords.verify("geheim \0 🔑 " * 19, hashed)
    assert not await passwords.verify("geheim ", hashed)


async def test_password_is_checked_beyond_72_bytes() -> None:
    passwords = BcryptPasswords(4)
    hashed = await passwords.hash("x" * 100)
    assert await passwords.verify("x" * 100, hashed)
    assert not await passwords.verify("x" * 99 + "y", hashed)


async def test_a_password_is_the_same_however_its_letters_are_composed() -> None:
    passwords = BcryptPasswords(4)
    composed, decomposed = "Gr\u00fc\u00dfe aus K\u00f6ln", "Gru\u0308\u00dfe aus Ko\u0308ln"
    assert await passwords.verify(decomposed, await passwords.hash(composed))
    assert await passwords.verify(composed, await passwords.hash(decomposed))
    assert not await passwords.verify("Grusse aus Koln", await passwords.hash(composed))


async def test_hashes_of_uncomposed_passwords_stay_valid() -> None:
    passwords = BcryptPasswords(4)
    decomposed = "Gru\u0308\u00dfe aus Ko\u0308ln"
    digest = base64.b64encode(hashlib.sha256(decomposed.encode()).digest())
    old = bcrypt.hashpw(digest, bcrypt.gensalt(4)).decode()
    assert await passwords.verify(decomposed, old)
    assert await passwords.verify("Gr\u00fc\u00dfe aus K\u00f6ln", old)


async def test_unknown_account_costs_one_check_in_a_thread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[tuple[bytes, str]] = []
    check = bcrypt.checkpw

    def counting(password: bytes, hashed: bytes) -> bool:
        seen.append((hashed, threading.current_thread().name))
        return check(password, hashed)

    passwords = BcryptPasswords(5)
    monkeypatch.setattr(bcrypt, "checkpw", counting)
    monkeypatch.setattr(bcrypt, "hashpw", None)
    assert not await passwords.verify("whatever it is", None)
    assert len(seen) == 1
    assert seen[0][0].startswith(b"$2b$05$")
    assert seen[0][1].startswith("bcrypt")
