"""Sixteen prompts as people type them for an influencer, with what is drawn and what is named.

``python -m tests.sketch.prompts`` prints the table of ``docs/sketch.md``.
"""

import sys

from influencer_app.sketch import Appearance, not_drawn
from influencer_app.sketch.prompt import Brief, read
from influencer_app.sketch.traits import resolve

MARA = Appearance("mara", 27, "female", "european", hair_style="wavy", hair_color="auburn", eye_color="green")
PROMPTS = (
    "Paris street, trench coat",
    "Bikini on the beach, golden hour",
    "Black and white portrait, serious",
    "Yoga on the beach at sunrise",
    "Mirror selfie with my phone, wearing a tutu",
    "Full body, red dress, rooftop at sunset",
    "Drinking matcha in a cafe, oversized hoodie",
    "Walking her dog in the park, autumn leaves",
    "Gym mirror selfie, leggings and a sports bra",
    "Holding a bouquet of roses in a wedding dress",
    "Cyberpunk alley at night, neon signs, leather jacket, rain",
    "Cosy Christmas morning by the fireplace, knitted sweater, hot chocolate",
    "Getting ready in the bathroom, towel on her head",
    "Long blonde hair, green eyes, white linen shirt, Santorini balcony",
    "Laughing with two friends at a music festival, glitter makeup",
    "Young businesswoman in a navy suit, city skyline, no glasses",
)


def reading(prompt: str) -> Brief:
    """How the prompt is read for Mara."""
    return read(prompt, person=resolve(MARA)[0])


def table() -> str:
    """The table of all prompts, in Markdown."""
    rows = ["| prompt | drawn as asked | told |", "| --- | --- | --- |"]
    for prompt in PROMPTS:
        brief = reading(prompt)
        drawn = [*brief.shown, *(word for word in brief.understood if word.startswith("no "))]
        rows.append(f"| {prompt} | {', '.join(drawn) or '-'} | {' '.join(not_drawn(prompt, MARA)) or '-'} |")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.stdout.write(f"{table()}\n")
