"""The words that prompts may use, and their meanings."""

from collections.abc import Mapping


def words(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


SCENE_WORDS: Mapping[str, tuple[str, ...]] = {
    "beach": (
        "beach", "sea", "seaside", "ocean", "shore", "coast", "waves", "sand", "surf", "surfing", "tropical",
        "island",
        "palm trees", "palm tree", "palms", "lagoon", "swimming", "summer holiday", "bay", "pier",
    ),
    "rooftop": ("rooftop", "roof", "terrace", "balcony", "skyline", "city skyline", "penthouse", "roof bar",
    "fairy lights", "string lights"),
    "city": (
        "city", "street", "downtown", "urban", "neon", "neon lights", "times square", "tokyo", "new york",
        "metropolis",
        "nightlife", "skyscrapers", "avenue", "town", "traffic", "bar", "party",
    ),
    "cafe": (
        "cafe", "coffee", "coffee shop", "coffee house", "bistro", "restaurant", "bakery", "barista",
        "latte", "brunch",
        "breakfast", "tea", "diner", "cappuccino", "croissant",
    ),
    "mountain": (
        "mountain", "mountains", "alps", "peak", "summit", "hike", "hiking", "hills", "valley", "lake",
        "trail", "cliff", "camping",
    ),
    "park": (
        "park", "forest", "woods", "garden", "trees", "meadow", "nature", "botanical", "picnic", "woodland",
        "outdoors", "autumn leaves", "jungle",
    ),
    "home": (
        "home", "living room", "sofa", "couch", "apartment", "bedroom", "house", "cozy room", "cosy room",
        "flat",
    ),
    "office": (
        "office", "home office", "desk", "workspace", "workplace", "coworking space", "coworking",
        "meeting room",
    ),
    "kitchen": ("kitchen", "cooking", "baking", "cook", "countertop", "stove", "chef", "recipe"),
    "concert": (
        "concert", "stage", "festival", "gig", "club", "nightclub", "disco", "dj", "crowd", "live music",
        "spotlights", "rave",
    ),
    "desert": ("desert", "dunes", "dune", "sahara", "canyon", "sandstorm", "oasis", "badlands", "safari"),
    "snow": (
        "snow", "snowy", "winter", "ski", "skiing", "snowboard", "ice", "icy", "winter wonderland",
        "christmas market", "frost", "arctic",
    ),
    "gym": (
        "gym", "workout", "fitness", "training", "weights", "exercise", "crossfit", "barbell", "lifting",
        "yoga", "sport",
        "sports", "boxing", "dumbbells", "treadmill",
    ),
    "library": (
        "library", "books", "bookshop", "bookstore", "bookshelf", "bookshelves", "reading", "study",
        "university",
        "campus", "archive", "reading room", "book",
    ),
    "studio": (
        "studio", "backdrop", "headshot", "plain background", "photo shoot", "photoshoot", "fashion shoot",
        "lookbook",
        "portrait", "passport photo",
    ),
}  # fmt: skip
TIME_WORDS: Mapping[str, tuple[str, ...]] = {
    "sunset": ("sunset", "dusk", "twilight", "evening", "sundown", "nightfall", "blue hour"),
    "golden": ("golden hour", "golden", "golden light", "late afternoon", "warm light", "autumn", "sunlit"),
    "morning": ("morning", "sunrise", "dawn", "early"),
    "night": (
        "night",
        "midnight",
        "at night",
        "nighttime",
        "moonlight",
        "neon",
        "neon lights",
        "dark",
        "nightlife",
    ),
    "overcast": ("overcast", "cloudy", "clouds", "grey sky", "gray sky", "gloomy"),
    "day": (
        "day",
        "daytime",
        "noon",
        "midday",
        "sunny",
        "daylight",
        "sunshine",
        "afternoon",
        "bright",
        "summer",
    ),
}
OUTSIDE = frozenset({"beach", "city", "mountain", "rooftop", "park", "desert", "snow"})
WEATHER: Mapping[str, tuple[str, ...]] = {
    "rain": ("rain", "rainy", "raining", "drizzle", "downpour", "storm", "stormy", "thunderstorm"),
    "snow": ("snowing", "snowfall", "snowflakes", "blizzard", "falling snow", "snowstorm"),
    "fog": ("fog", "foggy", "mist", "misty"),
}
# smile, brows (-1 lowered to 1 raised; None for any), words
MOODS: Mapping[str, tuple[float, float | None, tuple[str, ...]]] = {
    "laugh": (1.0, 0.3, ("laugh", "laughing", "laughs", "grin", "grinning", "ecstatic", "beaming",
    "big smile",
    "toothy", "overjoyed")),
    "surprised": (0.45, 1.0, ("surprised", "amazed", "astonished", "surprise", "shocked", "curious",
    "wonder")),
    "smile": (0.82, None, ("smile", "smiling", "smiles", "happy", "cheerful", "joyful", "joy", "friendly",
    "playful", "fun", "excited", "delighted", "proud", "flirty", "lively", "carefree")),
    "angry": (-0.25, -1.0, ("angry", "furious", "annoyed", "frowning", "frown", "scowling")),
    "sad": (-0.22, 0.7, ("sad", "sorrowful", "melancholy", "melancholic", "lonely", "tired", "worried")),
    "calm": (0.3, None, ("calm", "relaxed", "peaceful", "gentle", "soft smile", "dreamy", "content", "serene",
    "shy", "slight smile")),
    "serious": (-0.12, None, ("serious", "stern", "moody", "fierce", "intense", "brooding", "confident",
    "dramatic", "pensive", "thoughtful", "neutral expression", "determined", "focused")),
}  # fmt: skip
GAZES: Mapping[str, tuple[str, ...]] = {
    "shut": ("eyes closed", "closed eyes", "eyes shut", "asleep", "meditating"),
    "up": ("looking up", "looks up", "gazing up", "gazing upwards"),
    "down": ("looking down", "looks down", "downcast", "gazing down"),
    "left": ("looking left", "looks left", "looking to the left", "facing left"),
    "right": ("looking right", "looks right", "looking to the right", "facing right"),
}
CLOSE = (
    "close up", "closeup", "close", "face", "headshot", "head shot", "tight", "selfie", "passport photo",
    "extreme close up", "head and shoulders", "face shot",
)  # fmt: skip
WIDE = (
    "half body", "half length", "waist up", "from the waist", "wide", "wide shot", "upper body",
    "medium shot",
    "three quarter", "cowboy shot", "long shot", "half figure",
)  # fmt: skip
WHOLE = ("full body", "full length", "full figure", "head to toe", "whole body")
EXTRAS: Mapping[str, tuple[str, ...]] = {
    "sunglasses": ("sunglasses", "shades", "dark glasses", "aviators"),
    "glasses": ("glasses", "spectacles", "eyeglasses", "reading glasses"),
    "earrings": ("earrings", "earring", "hoops", "jewellery", "jewelry"),
    "necklace": ("necklace", "pendant", "chain", "pearls"),
    "scarf": ("scarf", "shawl", "woollen scarf"),
    "beanie": ("beanie", "woolly hat", "knit cap", "wool hat"),
    "profile": ("looking away", "looks away", "profile", "side view", "in profile", "over the shoulder"),
    "straight": (
        "looking at camera",
        "looking at the camera",
        "eye contact",
        "facing camera",
        "frontal",
        "front view",
        "looking straight",
        "facing the camera",
        "looks at the camera",
    ),
}
CLOTHES: Mapping[str, tuple[str, ...]] = {
    "tee": ("t shirt", "tee", "tshirt", "v neck"),
    "blazer": ("blazer", "jacket", "business", "formal", "smart casual"),
    "suit": ("suit", "tuxedo", "pantsuit", "business suit"),
    "tie": ("tie", "necktie", "suit and tie", "shirt and tie"),
    "hoodie": ("hoodie", "sweatshirt", "tracksuit", "hooded"),
    "turtleneck": ("turtleneck", "roll neck", "polo neck", "rollneck"),
    "sweater": ("sweater", "jumper", "pullover", "knit", "knitwear", "knitted", "woollen"),
    "cardigan": ("cardigan",),
    "shirt": ("shirt", "blouse", "button up", "linen shirt", "button down"),
    "polo": ("polo", "polo shirt"),
    "check": ("flannel", "plaid", "plaid shirt", "checked shirt", "check shirt", "flannel shirt",
    "lumberjack"),
    "palms": ("hawaiian", "hawaiian shirt", "aloha shirt", "palm shirt"),
    "open shirt": ("open shirt", "overshirt", "unbuttoned shirt"),
    "stripes": ("striped", "stripes", "striped shirt", "striped top", "breton"),
    "dots": ("polka dot", "polka dots", "dotted", "dotted blouse", "spotted"),
    "dress": ("dress", "slip dress", "cocktail dress"),
    "flowers": ("floral", "flowery", "floral dress", "flower dress", "sundress", "summer dress"),
    "wrap": ("wrap dress", "kimono", "robe"),
    "gown": ("gown", "evening gown", "evening dress", "ball gown", "strapless", "wedding dress",
    "prom dress"),
    "leather": ("leather", "leather jacket", "biker jacket", "bomber jacket"),
    "denim": ("denim", "jean jacket", "denim jacket"),
    "coat": ("coat", "trench", "trench coat", "overcoat", "wool coat"),
    "puffer": ("puffer", "puffer jacket", "down jacket", "parka", "quilted jacket", "ski jacket", "anorak"),
    "raincoat": ("raincoat", "rain coat", "rain jacket", "oilskin", "windbreaker"),
    "dungarees": ("dungarees", "overalls", "pinafore"),
    "sportswear": ("sportswear", "sports top", "activewear", "gym clothes", "sports bra"),
    "tank": ("tank top", "vest", "singlet", "sleeveless"),
    "top": ("scoop top", "crop top"),
    "halter": ("halter", "halter top", "halterneck"),
    "swimwear": ("swimsuit", "bikini", "swimwear", "swim", "swim trunks"),
}  # fmt: skip
COLOURS: Mapping[str, str] = {
    "red": "#b23a36", "crimson": "#9c2338", "orange": "#d97b34", "yellow": "#e2b640", "mustard": "#c39a34",
    "green": "#3f7a54",
    "olive": "#6f7446", "emerald": "#1f7a5c", "teal": "#2c7f80", "blue": "#3565a8", "navy": "#26375a",
    "purple": "#6d4a8c",
    "violet": "#7a58a8", "pink": "#d98aa4", "white": "#eeeae2", "cream": "#ece0c8", "black": "#26252a",
    "grey": "#84868c",
    "gray": "#84868c", "brown": "#6f4a36", "beige": "#cdb797", "tan": "#b98f62", "burgundy": "#6d2436",
    "lavender": "#b3a3d4",
    "gold": "#c9a04a", "silver": "#b4b8c0", "coral": "#e07a62", "turquoise": "#3fa8a6",
}  # fmt: skip
STYLE_WORDS: Mapping[str, tuple[str, ...]] = {
    "editorial": ("black and white", "monochrome", "greyscale", "grayscale"),
    "anime": ("anime", "manga"),
    "toon": ("cartoon", "pixar"),
    "watercolour": ("watercolour", "watercolor"),
}
"""Styles that a prompt may ask for; the style that was chosen counts more."""

FILLER = words(
    """
    a all an and are as at be been being by do don for from full has have having he her hers him his i
    if im in into inside is isn it its just like ll me my near of off on one or our out outside over
    ours re s she so some t that the their them there they this to too under up ve very was we were
    while who whose with you your during front behind beside between between around along through
    against
    beautiful best breathtaking detailed elegant gorgeous handsome high hyper attractive lovely masterpiece
    perfect pretty professional quality stunning stylish super modern style lifestyle fashion editorial
    camera candid cinematic color colour colours image influencer lens look looking looks model person photo
    photograph photography picture pose poses posing portrait scene shot shooting film k hd mm ultra sharp
    focus depth field bokeh shallow background f
    light lighting lit soft warm cool low hard natural diffuse grey saturated vibrant rich deep quiet clear
    flat tone tones key fill rim gentle gently large side bright fine clean honest open detail texture true
    shadows mood atmosphere expression gaze hair eyes face skin body enjoying wearing wears dressed wear
    aged age year years please make create draw show want featuring standing stands
    """
)
"""Words that name nothing: grammar, praise, and a photographer's talk of lens and light."""

PHRASES = frozenset(
    phrase
    for kinds in (SCENE_WORDS, TIME_WORDS, WEATHER, GAZES, EXTRAS, CLOTHES, STYLE_WORDS)
    for phrases in kinds.values()
    for phrase in phrases
).union(CLOSE, WIDE, WHOLE, COLOURS, *(words for _, _, words in MOODS.values()))
"""Every phrase that means something."""
