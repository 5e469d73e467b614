"""A person for a request without a character: traits from the prompt's words, the rest from the seed."""

from influencer_app.sketch.model import Look
from influencer_app.sketch.seeds import stream


def invent_look(prompt: str, seed: int) -> Look:
    """The look a prompt describes; equal arguments give equal people."""
    words = set(prompt.lower().replace(",", " ").split())
    r = stream("invent", seed)
    gender = "female" if words & {"woman", "girl", "she", "her", "lady"} else "male" if words & {"man", "guy", "he", "his", "boy"} else r.choice(("female", "male"))
    return Look(key=f"invented {seed}", age=r.randint(20, 45), gender=gender)
