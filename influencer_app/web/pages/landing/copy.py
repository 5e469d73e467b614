"""Copy of the landing page. Numbers come from the server, see ``web.public_site.facts``."""

from typing import NamedTuple

from influencer_app.domain.characters.rules import AGE_MIN
from influencer_app.web.layout.plans import Price
from influencer_app.web.product import PRODUCT

TITLE = "One face. Every frame."
DESCRIPTION = (
    f"{PRODUCT} is a studio for virtual influencers on your own server: invent a character once, "
    "and every picture keeps the same face."
)

HEADLINE = ("One face.", "Every frame.")
LEAD = f"{PRODUCT} is a studio for virtual influencers. "
LEAD_PICTURES = (
    "Invent a character once. From then on every picture keeps the same face, in any place, light and mood "
    "you can describe."
)
LEAD_VIDEOS = (
    "Invent a character once. From then on pictures, clips and talking videos keep the same face, in any "
    "place, light and mood you can describe."
)
"""Where this installation makes videos as well."""
INVENT = "Invent a character"
HOW_CREDITS = "How credits work"
FREE = " free credits every day. No card needed. Open source, on your own server."
CIRCLED = "Amara in the city at night"
DRAWN = "Drawn offline in {seconds:.1f} s, seed {seed}"

FIVE = ("Five places,", "one ", "Amara.")
FIVE_LEAD = (
    "Straight from this software: no retouching, no cherry-picking. "
    "The seed under each makes the same picture again."
)
FIVE_NAME = "Five pictures of Amara"
FRAMES = (
    ("amara-studio", "Studio, colour paper"),
    ("amara-night", "City, after midnight"),
    ("amara-cafe", "Corner table, morning"),
    ("amara-desert", "Desert, last light"),
    ("amara-beach", "Noon, no shade"),
)
"""One character in five scenes: the sample, and its caption."""
FRAME = "seed {seed}"
TOOK = "{seconds:.1f} s"

STRANGERS = ("Six strangers,", "six places, ", "thrice.")
STRANGERS_LEAD = (
    "Contact sheets made by one command: random people in every light, each recognisable by face alone. "
    "Drawn on this machine, with no key and no internet."
)
SHEETS = {"realistic": "Realistic", "toon": "3D toon", "watercolour": "Watercolour"}
SHEET = "{style}: a contact sheet of six people in six places each"


class Mode(NamedTuple):
    """A kind of output: the sample that shows it, the kind that has a price, title and sentence.

    The page says so where this installation cannot make it.
    """

    sample_name: str
    kind: str
    title: str
    sentence: str


WAYS = "Four ways to appear"
MODES = (
    Mode(
        "amara-roof",
        "avatar",
        "Talking",
        "Type what they should say. Lips, blinks and breath follow the voice.",
    ),
    Mode("mia-beach", "video", "Clip", "Any picture, set in motion."),
    Mode("freya-mountain", "character_image", "Character", "Your face, in a new place."),
    Mode("noah-library", "image", "Picture", "From a sentence alone."),
)
CREDITS = " credits"
NOT_HERE = "Not set up here"
PAUSE = "Pause the clip"
SOUND = "Sound of the clip"
CAPTIONS = "English"

CREDITS_TITLE = ("Credits,", "counted ", "aloud")
CREDITS_LEAD = (
    "The price is on the button before you press it. You pay for what is delivered; the rest is refunded "
    "automatically. Daily credits reset every 24 hours."
)
PRICES = (
    Price("", "Portrait of a new character", ""),
    Price("image", "Picture", "from a sentence"),
    Price("character_image", "Picture of your character", "the same face each time"),
    Price("video", "Clip", "any picture, "),
    Price("avatar", "Talking video", ""),
)
LEDGER_HEAD = ("Kind", "What", "Amount", "Balance")
LEDGER = (
    ("Reserved", "4 pictures of Amara", "ledger.reserve", "ledger.during", "muted"),
    ("Spent", "3 delivered", "ledger.settle", "ledger.during", "muted"),
    ("Refunded", "1 not delivered", "ledger.release", "ledger.after", "good"),
)
"""An example in the prices of now: kind, what, the names of amount and balance, colour of the amount."""
LEDGER_CAPTION = "An example: four pictures asked for, three delivered"

PLANS = "Plans"
ALL_PRICES = "All about prices"

RUN = ("Yours to ", "run")
RUN_LEAD = (
    "One command starts the whole studio, with its own database, queue and an engine that draws "
    "offline. Nothing leaves the machine until you add a key. You set the prices."
)
OPEN_API = "Open the API"
TERMINAL_NAME = "What it looks like in a terminal"
TERMINAL = ("$ ", "make up\n", "database ready · queue ready · engine sketch, offline\n")
TERMINAL_LAST = f"{PRODUCT} is on http://localhost:3000"

QUESTIONS_TITLE = "Questions"
QUESTIONS = (
    (
        "Is the face really the same?",
        "The traits of your character decide the face, never the words of a prompt and never a seed. "
        "Change the scene as often as you like.",
    ),
    (
        "Who owns what I make?",
        "You do. It stays private, and you can download every file.",
    ),
    (
        "What happens when a job fails?",
        "Its credits are refunded at once, and your ledger says why.",
    ),
    (
        "Can I run it without any outside service?",
        "Yes. The built-in sketch engine draws on your own machine, and nothing leaves it.",
    ),
    (
        "How will people know it’s not a photo?",
        "Every file is signed (C2PA) with how and where it was made, in the terms the press agencies agreed "
        "on. Pictures on the free plan also carry a small visible watermark.",
    ),
    (
        "How old are the characters?",
        f"Adults, {AGE_MIN} or older. Nothing else can be made here.",
    ),
)
