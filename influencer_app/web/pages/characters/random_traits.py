"""Somebody at random: traits that fit together, a name and a way of being."""

import random

from influencer_app.domain.characters.rules import GENDERS, STYLES
from influencer_app.domain.characters.schemas import Appearance
from influencer_app.web.pages.characters import copy
from influencer_app.wiring import runtime

AGES = (19, 58)


def random_traits() -> dict[str, str]:
    """All fields of the form."""
    chance = random.SystemRandom()
    gender = chance.choice(GENDERS)
    age = chance.randint(*AGES)
    settled = runtime().previews.settle(Appearance(key=str(chance.random()), age=age, gender=gender))
    return {
        **settled,
        "name": chance.choice(copy.NAMES[gender]),
        "age": str(age),
        "gender": gender,
        "style": chance.choice(STYLES),
        "persona": chance.choice(copy.PERSONAS),
        "voice": "",
    }
