"""Names substitutes: what is drawn where there is no such thing, and words that are only implied."""

from collections.abc import Mapping

from influencer_app.sketch.vocabulary import OUTSIDE, words

_INSTEAD: Mapping[str, tuple[str, ...]] = {
    "a beach": ("island", "lagoon", "pier"),
    "a roof terrace": ("balcony", "penthouse", "roof bar"),
    "a city street": ("times square", "tokyo", "new york", "town", "bar", "party"),
    "a cafe": ("bistro", "restaurant", "bakery", "diner"),
    "mountains": ("alps", "cliff"),
    "a park": ("garden", "meadow", "jungle", "botanical"),
    "a living room": ("bedroom", "house"),
    "an office": ("coworking space", "coworking", "meeting room"),
    "a concert": ("club", "nightclub", "disco", "festival", "rave"),
    "a desert": ("sahara", "canyon", "oasis", "badlands", "safari"),
    "a snowy wood": ("christmas market", "arctic"),
    "a library": ("bookshop", "bookstore", "university", "campus", "archive"),
    "a close-up": ("selfie",),
    "a half figure": ("wide shot", "long shot", "three quarter", "cowboy shot", "full body", "full length",
    "full figure", "head to toe", "whole body"),
    "a slight turn of the head": ("profile", "side view", "in profile", "over the shoulder"),
    "a coat": ("trench", "trench coat"),
    "a suit": ("tuxedo", "pantsuit"),
    "a hoodie": ("tracksuit", "sweatshirt"),
    "a slip dress": ("cocktail dress",),
    "an evening gown": ("wedding dress", "ball gown", "prom dress"),
    "a wrap dress": ("kimono", "robe"),
    "a leather jacket": ("bomber jacket",),
    "a blouse": ("button up", "button down"),
    "a scoop top": ("crop top",),
    "a sports top": ("sports bra",),
    "a puffer jacket": ("parka", "anorak", "ski jacket"),
    "a raincoat": ("windbreaker",),
    "dungarees": ("pinafore",),
    "a halter top": ("swimsuit", "bikini", "swimwear", "swim", "swim trunks"),
}  # fmt: skip
INSTEAD: Mapping[str, str] = {phrase: drawn for drawn, phrases in _INSTEAD.items() for phrase in phrases}
"""What is drawn for a phrase that means something similar; a garment may still differ with the person."""

UNSHOWN = frozenset(
    {
        "surfing", "swimming", "summer holiday", "traffic", "barista", "brunch", "breakfast", "croissant",
        "hike", "hiking", "trail", "camping", "picnic", "cooking", "baking", "cook", "stove", "chef",
        "recipe", "gig", "dj", "live music", "sandstorm", "ski", "skiing", "snowboard", "workout", "training",
        "exercise", "crossfit", "lifting", "yoga", "sport", "sports", "boxing", "dumbbells", "treadmill",
        "reading", "study", "book", "asleep", "meditating",
    }
)  # fmt: skip
"""Phrases that choose a place or a look, and are not in the picture themselves."""

DETAILS: Mapping[str, frozenset[str]] = {
    "beach": words("horizon palm water"),
    "city": words("buildings building towers tower"),
    "city night": words("signs sign reflections lights"),
    "cafe": words("window lamps lamp shelf shelves cup mug"),
    "park": words("leaves lawn grass haze distance fading"),
    "home": words("window curtains lamp plant plants"),
    "office": words("window blinds screen monitor computer lamp shelf shelves"),
    "kitchen": words("window lamps lamp shelf shelves cup mug plant"),
    "concert": words("lights beams people"),
    "mountain": words("firs ridges mist haze distance fading"),
    "snow": words("firs trees flakes"),
    "rooftop": words("plant plants lights lamps buildings towers city"),
    "library": words("lamp shelf shelves"),
    "studio": words("paper plant window"),
}
"""Things that a scene always shows, or at one time of day; they do not choose it."""
SKY = words("sky sun")

STYLE_TALK: Mapping[str, tuple[str, ...]] = {
    "anime": ("line work",),
    "toon": ("rounded forms", "glossy shading", "3d"),
    "watercolour": ("loose washes", "rough paper", "painting"),
}
"""What only one style has."""

TALK = (
    "two sides", "bright rim", "long soft shadows", "long shadows", "soft shadows", "arm length",
    "from above", "glowing behind", "bounced from", "coloured light", "colored light", "natural expression",
    "flat colour", "flat colours", "flat color", "steady gaze", "near third", "deep background",
    "window light",
)  # fmt: skip
"""Phrases of a photographer's talk that name nothing, though their words might."""

ACCOUNTED = (
    *TALK,
    *SKY,
    *(word for details in DETAILS.values() for word in sorted(details)),
    *(phrase for phrases in STYLE_TALK.values() for phrase in phrases),
)
"""What is understood beside the vocabulary."""

_SHOWN_TIMES = {
    "cafe": words("day morning night"),
    "library": words("day night"),
    "home": words("day morning night sunset"),
    "kitchen": words("day morning night sunset"),
    "office": words("day morning night sunset"),
    "concert": words("night"),
}
ALSO_TRUE: Mapping[str, tuple[str, ...]] = {
    "sunset": ("golden",),
    "golden": ("day",),
    "morning": ("golden", "day"),
    "overcast": ("day",),
}
"""Words of other times of day that a time of day does not contradict."""


def shows_time(scene: str, time: str) -> bool:
    """Whether a scene looks different at that time of day."""
    return scene in OUTSIDE or time in _SHOWN_TIMES.get(scene, ())


_PROPER = {"times square", "tokyo", "new york", "alps", "sahara", "arctic"}
_SINGLE = {"full body", "full figure", "whole body"}
_BARE = {
    "full length", "head to toe", "swimwear", "swim", "coworking",
    "swim trunks", "three quarter", "in profile", "over the shoulder", "badlands", "dungarees", "mountains",
}  # fmt: skip


def named(phrase: str, spelling: str) -> str:
    """A phrase as it stands in a sentence, with its article."""
    if phrase in _PROPER:
        return spelling.title()
    if phrase in _BARE:
        return spelling
    if phrase in _SINGLE:
        return f"the {spelling}"
    return f"{'an' if spelling[:1].lower() in 'aeiou' and not phrase.startswith('uni') else 'a'} {spelling}"
