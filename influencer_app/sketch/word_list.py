"""Words to choose from, for people who want to know what can be drawn."""

WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Places",
        ("beach", "cafe", "city street", "concert", "desert", "forest", "gym", "kitchen", "library",
         "living room", "mountains", "office", "rooftop", "snow", "studio"),
    ),
    (
        "Clothes",
        ("blazer", "blouse", "cardigan", "coat", "denim jacket", "dress", "dungarees", "evening gown",
         "floral dress", "halter top", "hoodie", "leather jacket", "linen shirt", "plaid shirt", "polo shirt",
         "puffer jacket", "raincoat", "sports top", "striped top", "suit", "sweater", "t-shirt", "tank top",
         "turtleneck", "wrap dress", "beanie", "earrings", "glasses", "necklace", "scarf", "sunglasses"),
    ),
    (
        "Light",
        ("day", "morning", "golden hour", "sunset", "night", "overcast", "fog", "rain", "snowfall"),
    ),
    (
        "Moods",
        ("smiling", "laughing", "calm", "serious", "surprised", "sad", "angry"),
    ),
    (
        "Framing",
        ("close-up", "half body", "looking away", "looking at the camera", "looking up", "eyes closed",
         "black and white"),
    ),
)  # fmt: skip
"""Groups of words, each of which is drawn; light and weather show outdoors."""
