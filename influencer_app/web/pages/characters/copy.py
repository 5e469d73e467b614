"""The copy of the pages about characters."""

TITLE = "Characters"
ABOUT = "Invented adults. Each keeps the same face in every picture."
NEW, NEW_ABOUT = "New character", "Choose the traits and watch the face change."
EMPTY = "No characters yet"
EMPTY_ABOUT = (
    "Choose an age, hair, eyes and a personality. A free portrait follows, and every picture keeps that face."
)
NO_PORTRAIT, WAITING = "No portrait yet", "Waiting"
PORTRAIT_OF = "Portrait of "
NONE_MADE, ONE_MADE, MANY_MADE = "Nothing made yet", "1 result", "{count} results"

MAKE, CLIP, TALK = "Make a picture", "Make a clip", "Make a talking video"
OPEN, EDIT, DELETE = "Open page", "Edit", "Delete"
MORE_OF = "More for "

ASK_DELETE = "Delete this character?"
ASK_DELETE_ABOUT = (
    "The portrait is deleted permanently. Pictures made with this character stay in the gallery."
)

FORM_NEW, FORM_EDIT = "Invent a character", "Edit character"
SURPRISE, ANOTHER = "Surprise me", "Another face"
PREVIEW, PREVIEW_ABOUT = "The face so far", "A quick sketch of these traits."
PREVIEW_FAILED = "Preview failed. Change anything to try again."
NAME, AGE, GENDER = "Name", "Age", "Gender"
REQUIRED = {"name": "Give them a name.", "age": "Give them an age."}
"""What a field says that has to be filled in."""
SKIN, HAIR_COLOUR, EYES = "Skin", "Hair colour", "Eyes"
HAIR, BUILD, BACKGROUND, STYLE = "Hair", "Build", "Background", "Style"
PERSONA, PERSONA_HINT = "Persona", "Who they are, in a few words"
VOICE, VOICE_AUTOMATIC = "Voice", "Automatic"
ANY = "Any"
SAVE_NEW, SAVE_EDIT = "Create character", "Save"
PORTRAIT_FREE = "Comes with a free portrait ({a_day} a day)."
PORTRAIT_AGAIN = "A new appearance gets a new free portrait ({a_day} a day)."

BACK = "All characters"
FIGURES = ("results", "favourites", "credits used")
LOOK, LOOK_SAID = "Appearance", "Set once, the same in every picture."
TRAIT_LABELS = {
    "age": AGE,
    "gender": GENDER,
    "skin_tone": SKIN,
    "hair": HAIR,
    "eye_color": EYES,
    "body_type": BUILD,
    "ethnicity": BACKGROUND,
    "style": STYLE,
    "voice": VOICE,
}
FACES = "Real faces"
MADE_WITH = "Made with {name}"
KINDS = {"": "All", "image": "Pictures", "video": "Clips", "avatar": "Talking", "favourite": "Favourites"}
KINDS_LISTED = "What to show"
NOTHING, NOTHING_ABOUT = (
    "Nothing made yet",
    "Pictures, clips and talking videos of this character appear here.",
)
NOTHING_OF_KIND = "Nothing of this kind yet"
NOTHING_OF_KIND_ABOUT, SHOW_ALL = "Other results of this character are under All.", "Show all"
OLDER, NEWER = "Show older", "Show newer"
FILM = "Video"

FACES_ABOUT = (
    "Add up to four photos of a real person to give this character their face. Place, time and camera data "
    "are removed. Only you see the photos; the model provider gets them for each picture made with them. "
    "Remove a photo and its file is deleted."
)
FACES_UNUSED = (
    "The sketch engine on this machine draws from the traits and ignores photos. They are used once a model "
    "provider is set up."
)
FACES_FULL = "Maximum four photos. Remove one to add another."
FACE_BRING = "Choose a photo"
FACE_HINT = "JPEG, PNG or WebP, one face looking at the camera"
FACE_ALT = "A real face, added by you"
FACE_WITHDRAW = "Remove this photo"

NAMES = {
    "female": (
        *("Amara", "Mia", "Yuki", "Freya", "Lucia", "Zainab", "Ines", "Noor", "Saskia", "Talia"),
        *("Odessa", "Priya", "Marisol", "Wren", "Ayla", "Colette"),
    ),
    "male": (
        *("Leo", "Mateo", "Kofi", "Henrik", "Ravi", "Idris", "Tomas", "Jun", "Silas", "Omar"),
        *("Bruno", "Emil", "Dario", "Kai", "Anselm", "Nikolai"),
    ),
    "nonbinary": (
        *("Robin", "Sasha", "Quinn", "Rowan", "Ariel", "Lior", "Jules", "Marlow", "Sky", "Remy"),
        *("Indigo", "Noa", "Sol", "Ash", "Kit", "Frances"),
    ),
}
"""Given names of a random character."""

PERSONAS = (
    "Night-shift radio host. Dry, warm, unhurried, and never explains the joke.",
    "Restores old bicycles and rides them to places without a signal.",
    "Pastry chef who talks about butter as others talk about weather.",
    "Marine biologist, cheerful at five in the morning, always a little salty.",
    "Tailor with an eye for colour who wears the same coat until it is perfect.",
    "Amateur boxer and poet. Gentle outside the ring, precise inside it.",
    "Collects field recordings of empty stations. Curious, patient, quick to laugh.",
    "Architect of small houses who gardens on roofs and reads maps for fun.",
)
"""Personas of a random character."""
