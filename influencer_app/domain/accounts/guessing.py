"""Which passwords are tried first: common words in their usual disguises, rows of keys, repetitions."""

import re

_LIST = """
abc abcd access admin administrator amigo angel apple asdf asdfgh azerty baby babygirl barcelona baseball
basketball batman biteme butterfly changeme charlie cheese chelsea chocolate computer cookie default
dolphin dragon evermuse facebook flower football freedom friends gateway ginger google guest hannah hello
hockey hunter iloveyou influencer instagram internet jennifer jessica jordan killer letmein liverpool
login logitech lovely loveme loveyou master matrix maverick mercedes michael michelle minecraft money
monkey mustang mypassword naruto nicole ninja nothing pass passphrase password passwort pepper pokemon
princess purple qazwsx qwer qwert qwerty qwertyuiop qwertz ranger root samsung secret shadow soccer
spiderman starwars student summer sunshine superman superstar sweetheart temp test thunder tigger
trustno user welcome whatever winner winter zxcvbn zxcvbnm
"""
WORDS = frozenset(_LIST.split())
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
)
DISGUISES = str.maketrans("@4830!1$57", "aabeoiisst")
EDGES = re.compile(r"^[^a-z]+|[^a-z]+$")
DECORATION_MAX = 8
DIFFERENT_MIN = 4
PERIOD_MAX = 5


def is_easy(password: str, *own: str) -> bool:
    """Whether it is among the first guesses of somebody who knows what people choose.

    ``own`` are words that are known of this person, in lower case.
    """
    plain = password.strip().lower()
    if len(set(plain)) < DIFFERENT_MIN or _period(plain) <= PERIOD_MAX:
        return True
    if any(plain in row or plain[::-1] in row for row in ROWS):
        return True
    # Digits and signs at the ends are decoration; the same inside a word stand for letters.
    bare = EDGES.sub("", plain)
    spelt = {bare, bare.translate(DISGUISES), EDGES.sub("", plain.translate(DISGUISES))}
    return any(
        len(plain) - len(word) <= DECORATION_MAX and (_once(word) in WORDS or word in own) for word in spelt
    )


def _once(word: str) -> str:
    """One turn of a word that is said several times."""
    return word[: _period(word)]


def _period(text: str) -> int:
    """After how many characters it begins again, over and over until its end."""
    return (text + text).find(text, 1) if text else 0
