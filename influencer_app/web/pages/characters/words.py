"""What the pages of characters say; real faces have their own words."""

TITLE = "Characters"
ABOUT = "Invented adults. The same traits give the same face, in every picture."
NEW = "New character"
NOBODY = "Nobody yet"
NOBODY_BODY = (
    "Invent somebody: an age, hair, eyes, a way of being. A portrait develops by itself, "
    "and the same face then appears in every picture."
)
CHANGE, DELETE = "Change ", "Delete "
PORTRAIT = "Portrait of "
WAITING, NO_PORTRAIT = "Waiting", "No portrait yet"
MAKE = "Make a picture"
DELETE_ASK = "Delete this character?"
DELETE_SURE = "The portrait goes for good. Pictures made with it stay in the gallery."
DELETE_GO = "Delete"

CHANGE_TITLE, NEW_TITLE = "Change character", "Invent a character"
PREVIEW = "How this character will look"
PREVIEW_WAITS = "Choose an age of 18 or more to see the face."
SURPRISE, ANOTHER = "Surprise me", "Another face"
PORTRAIT_FREE = "A portrait develops by itself: free, {count} a day."
NAME, AGE, GENDER, STYLE, PERSONA, VOICE = "Name", "Age", "Gender", "Drawn as", "Persona", "Voice"
SKIN, HAIR, HAIR_COLOUR, EYES, BUILD, BACKGROUND = (
    "Skin",
    "Hair",
    "Hair colour",
    "Eyes",
    "Build",
    "Background",
)
PERSONA_HINT = "Who they are, in a few words"
VOICE_FITS = "One that fits"
ANY = "Left open"
SAVE, INVENT = "Save", "Invent"

ALL = "All characters"
TALK = "Make them talk"
EDIT, DELETE_ONE = "Change", "Delete"
LOOK = "Look"
MADE = "Made with "
RESULTS, RESULT = "results", "result"
SINCE = "invented"
EVERYTHING = "Open in the gallery"
NOTHING_MADE = "Nothing has been made with this character yet."
REAL = "Real faces"
"""Headings and buttons of one character's own page."""

NAMES = (
    *("Amara", "Mia", "Leo", "Kofi", "Yuki", "Noah", "Ines", "Freya", "Zoe", "Ravi", "Lina", "Mateo"),
    *("Aiko", "Tariq", "Nora", "Emil", "Sana", "Hugo", "Thandi", "Luca", "Anya", "Idris", "Mei", "Oskar"),
)
"""For a surprise; anybody may be called so."""
