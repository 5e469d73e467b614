"""The sentences of the landing page, and the numbers that it starts from.

Numbers are shown through ``data-fill``: the server replaces them by the prices and plans of this
installation, and what stands here is the first migration's.
"""

from typing import NamedTuple

DAILY = 80
PICTURE = 5
CHARACTER_PICTURE = 8
PORTRAITS_A_DAY = 5


class Price(NamedTuple):
    """A line of the price list: credits, the name under which the server knows them, what for, and how."""

    credits: int
    fill: str
    words: str
    how: str


PRICES = (
    Price(0, "", "Portrait of a new character", f"{PORTRAITS_A_DAY} a day"),
    Price(PICTURE, "price.image", "Picture", "from a sentence"),
    Price(CHARACTER_PICTURE, "price.character_image", "Picture of your character", "the same face each time"),
)

LEDGER = (
    ("Reserve", "4 pictures of Amara", -4 * CHARACTER_PICTURE, DAILY - 4 * CHARACTER_PICTURE, "muted"),
    ("Settle", "3 delivered", 3 * CHARACTER_PICTURE, DAILY - 4 * CHARACTER_PICTURE, "muted"),
    ("Release", "1 not delivered, comes back", CHARACTER_PICTURE, DAILY - 3 * CHARACTER_PICTURE, "good"),
)
"""An example in the prices above: kind, what, amount, balance after, colour of the amount."""

FRAMES = (
    ("amara-studio", "Studio, colour paper"),
    ("amara-night", "City, at night"),
    ("amara-cafe", "Corner table, morning"),
    ("amara-mountain", "Above the tree line"),
    ("amara-beach", "Noon, no shade"),
)
"""One person in five places: the print, and its caption."""

QUESTIONS = (
    (
        "Is the face really the same?",
        "The traits of your character decide the face, never the words of a prompt and never a seed. "
        "Change the scene as often as you like.",
    ),
    (
        "What happens when a job fails?",
        "The credits that were set aside for it come back, and the ledger has a line that says so.",
    ),
    (
        "Can I run it without any outside service?",
        "Yes. The built-in sketch engine draws on your own machine, and nothing leaves it.",
    ),
    (
        "How will people know it is not a camera?",
        "Each file says so in its own metadata, in the words that the press agencies agreed on. "
        "Pictures of the free plan carry a small visible mark as well.",
    ),
    (
        "How old are the characters?",
        "Adults, 18 or older. Nothing else can be made here.",
    ),
    (
        "Can my own programs use it?",
        "Yes. All that the pages do is a REST interface too, with a description that machines can read.",
    ),
)
