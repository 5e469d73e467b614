"""Detects ages under 18 in digits and words of six languages."""

import re
from typing import Final

from influencer_app.domain.safety.words import THINGS

ADULT: Final = 18
NUMBERS: Final[dict[str, int]] = {
    **{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9},
    **{"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15},
    **{"sixteen": 16, "seventeen": 17},
    **{"sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwolf": 12, "dreizehn": 13},
    **{"vierzehn": 14, "funfzehn": 15, "sechzehn": 16, "siebzehn": 17},
    **{"seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12, "trece": 13},
    **{"catorce": 14, "quince": 15, "dieciseis": 16, "diecisiete": 17},
    **{"sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13},
    **{"quatorze": 14, "quinze": 15, "seize": 16, "dix sept": 17},
    **{"sete": 7, "oito": 8, "nove": 9, "dez": 10, "doze": 12, "treze": 13, "dezesseis": 16},
    **{"dezessete": 17},
    **{"sei": 6, "sette": 7, "otto": 8, "dieci": 10, "undici": 11, "dodici": 12, "tredici": 13},
    **{"quattordici": 14, "quindici": 15, "sedici": 16, "diciassette": 17},
}
WORDS: Final = "|".join(sorted(NUMBERS, key=len, reverse=True))
NUMBER: Final = rf"(?P<n>\d{{1,3}}|{WORDS})"
GAP: Final = r"[ \-]{0,2}"
PEOPLE: Final = (
    *("girl", "boy", "child", "kid", "woman", "man", "lady", "model", "student", "teen", "daughter", "son"),
)
PRONOUNS: Final = ("she", "he", "her", "him", "his")
PLAIN: Final = (
    r"(?P<n>\d{1,2}|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)"
)
STOP: Final = r"(?=$| *[,.;!?)\n]| years?\b| (?:and|in|on|with|wearing|naked|nude) )"

OLD: Final = re.compile(
    rf"(?<![\d.,])\b{NUMBER}{GAP}(?:years?{GAP}olds?|yrs?{GAP}olds?|y/?\.?o\.?\b(?![ \-]yo)"
    rf"|years{GAP}of{GAP}age|years{GAP}young|(?:months?|weeks?|days?){GAP}old|jahre{GAP}alt|jahrig\w*)"
)
YEARS: Final = re.compile(
    rf"(?<![\d.,])\b{NUMBER}{GAP}(?:anos|anitos|ans|anni)\b(?! (?:de|d|di|da)\b(?! (?:edad|idade|eta)))"
    r"(?! (?:atras|apres|dopo|despues|fa|mas|plus|piu|mais)\b)"
    rf"|\bmit (?P<m>\d{{1,2}}|{WORDS}) jahren\b(?! \w*(?:erfahrung|garantie))"
    rf"|(?:^|,) ?(?P<j>\d{{1,2}}|{WORDS}) jahre(?=$| *[,.;])"
)
SINCE: Final = re.compile(
    r"\b(?:hace|hacia|desde|depuis|il y a|pendant|durante|da|per|por|ha|dans|en|fuer|seit|vor)(?: \w+)? $"
)
OF_AGE: Final = re.compile(
    rf"\b(?:aged?|age of|aged? about|edad|edad de|idade|idade de|alter von|alter\s?:|age de)[ :]+{NUMBER}\b"
    r"(?! (?:hours|minutes|days|years? (?:in|on)|colou?rs|things))"
)
BARE: Final = re.compile(
    r"\b(?:when (?:she|he|they) (?:was|were|is|turned|turns)|just turned|(?:looks?|looking|appears)(?: like)?"
    r"|(?:she|he)(?: is|'s|’s| was)|(?:girl|boy|child|kid|teen|daughter|son)(?: of|,| is|'s)"
    r"|(?:make|turn|draw|show|render) (?:her|him|them)(?: look| appear)?(?: like)?)"
    rf"(?: (?:only|about|around|barely|just|maybe|age))? {PLAIN}{STOP}"
)
FIRST: Final = re.compile(
    r"^(?!(?:jersey|number|gate|size|route|chapter|page|version|step|iso|top|trending|level|room)\b)"
    r"[a-z]+(?: [a-z]+)?, ?(?P<n>[5-9]|1[0-7]) ?(?=$|,(?! ?\d))|\((?P<p>[5-9]|1[0-7])\)"
)
ALONE: Final = re.compile(r"(?:^|,) ?(?P<n>[5-9]|1[0-7]) ?(?=$|,)|\b1[0-7]f\b")
BIRTHDAY: Final = re.compile(r"\b(?:her|his|their|my) (?P<n>\d{1,2})(?:st|nd|rd|th) birthday")


def says_young_age(text: str) -> bool:
    """True if a text (lower case, no accents, with punctuation) states an age under 18."""
    for rule in (OLD, OF_AGE, BARE, BIRTHDAY):
        for match in rule.finditer(text):
            if _value(match["n"]) < ADULT and not _is_thing(text[: match.start()], text[match.end() :]):
                return True
    return FIRST.search(text) is not None or any(
        _value(match["n"] or match["m"] or match["j"]) < ADULT and not SINCE.search(text[: match.start()])
        for match in YEARS.finditer(text)
    )


def says_bare_number(text: str) -> bool:
    """True if a standalone number could be an age; in many innocent texts it is not."""
    return ALONE.search(text) is not None


def _value(said: str) -> int:
    return int(said) if said.isdecimal() else NUMBERS[said]


def _is_thing(before: str, after: str) -> bool:
    """True if the age, by the words around it up to a comma, belongs to a thing and not a person."""
    follow = re.findall(r"\w+", re.split(r"[,.;:!?\n]", after)[0])[:4]
    if set(follow[:3]) & set(THINGS):
        return not set(follow) & set(PEOPLE)
    lead = re.findall(r"\w+", before)[-6:]
    return bool(set(lead[-2:]) & set(THINGS)) and not set(lead) & {*PEOPLE, *PRONOUNS}
