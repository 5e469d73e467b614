import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_app.domain.accounts import rules
from influencer_app.domain.accounts.password_strength import is_easy_to_guess
from influencer_app.errors import InvalidInput


@pytest.mark.parametrize(
    ("email", "key"),
    [
        (" Amara@Example.com ", "amara@example.com"),
        ("o'neil+news@mail.example.co.uk", "o'neil+news@mail.example.co.uk"),
        ("ivan@xn--e1afmkfd.xn--p1ai", "ivan@xn--e1afmkfd.xn--p1ai"),
        (f"{'a' * 64}@example.com", f"{'a' * 64}@example.com"),
    ],
)
def test_an_address_is_compared_in_one_form(email: str, key: str) -> None:
    assert rules.email_key(email) == key


@pytest.mark.parametrize(
    "email",
    [
        *("", "amara", "amara@", "@example.com", "a@b", "a@b.c", "a b@example.com", "a@@example.com"),
        *("a@-example.com", "a@example-.com", "a@.com", "a@example..com", "a@example.com.", "a@1.2.3.4"),
        *("a\x00b@example.com", "a\nb@example.com", "İ@example.com", "a@exämple.com", "<a@example.com>"),
        *(f"{'a' * 65}@example.com", f"a@{'b' * 64}.com", "a@" + "b." * 130 + "com"),
    ],
)
def test_what_is_no_address_is_told_so(email: str) -> None:
    with pytest.raises(InvalidInput, match="not an email address") as told:
        rules.email_key(email)
    assert told.value.fields[0].field == "email"


@pytest.mark.parametrize(
    "password",
    [
        *(
            "password123",
            "Password123!",
            "p@ssw0rd2024",
            "P@$$W0RD!!",
            "1qaz2wsx3edc",
            "qwertyuiop",
            "zyxwvutsrq",
        ),
        *("1234567890", "0987654321", "abcabcabcabc", "12121212121", "aaaaaaaaaaaa", "passwordpassword"),
        *("!!!welcome!!!", "iloveyou2", "1loveyou22", "Evermuse2026", "letmein!!!!", "asdfghjklz"),
    ],
)
def test_what_is_guessed_first_is_easy_to_guess(password: str) -> None:
    assert is_easy_to_guess(password)


@pytest.mark.parametrize(
    "password",
    [
        *("a long enough passphrase", "correct horse battery staple", "tR7#kd82-Lq", "password-of-my-cat"),
        *("vmq27slpr0", "sunshine over the harbour", "Blaubeerkuchen", "mein hund heißt bello"),
    ],
)
def test_what_nobody_guesses_is_taken(password: str) -> None:
    assert not is_easy_to_guess(password)
    rules.check_password(password, "amara@example.com")


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("short", "at least 10"),
        ("x1y2" * 51, "at most 200"),
        ("amara.jones@example.com", "email address"),
        (" Amara.Jones", "email address"),
        ("amara.jones84", "easy to guess"),
    ],
)
def test_each_refusal_says_why(password: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words) as told:
        rules.check_password(password, "amara.jones@example.com")
    assert told.value.fields[0].field == "password"


@given(st.text(max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    assert is_easy_to_guess(text) in (True, False)


@pytest.mark.parametrize(
    "password", ["a" * 200, "4@8{(<36!1|0$5+7%2z" * 10, "password1" * 22, "qwertyuiop" * 20]
)
def test_long_passwords_are_estimated_in_good_time(password: str) -> None:
    started = time.process_time()
    is_easy_to_guess(password, "amara")
    assert time.process_time() - started < 1.0


def test_words_that_are_known_of_a_person_are_guessed_first() -> None:
    assert is_easy_to_guess("Amarajones84", "amarajones")
    assert not is_easy_to_guess("zw4kleptobas84")
    assert is_easy_to_guess("zw4kleptobas84", "zw4kleptobas")
