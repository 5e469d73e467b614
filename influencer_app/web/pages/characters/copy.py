"""The copy of the pages about characters."""

TITLE = "Characters"
ABOUT = "Invented adults. The same traits give the same face, in every picture."
NEW, NEW_ABOUT = "New character", "Invent somebody, and watch the face while you choose."
EMPTY = "Nobody yet"
EMPTY_ABOUT = (
    "Invent somebody: an age, hair, eyes, a way of being. A portrait develops by itself, "
    "and the same face then appears in every picture."
)
NO_PORTRAIT, WAITING = "No portrait yet", "Waiting"
PORTRAIT_OF = "Portrait of "
NONE_MADE, ONE_MADE, MANY_MADE = "Nothing made yet", "1 result", "{count} results"

MAKE, CLIP, TALK = "Make a picture", "Make a clip", "Make a talking video"
OPEN, EDIT, DELETE = "Open the page", "Edit", "Delete"
MORE_OF = "More for "

ASK_DELETE = "Delete this character?"
ASK_DELETE_ABOUT = "The portrait is deleted for good. Pictures made with this character stay in the gallery."

FORM_NEW, FORM_EDIT = "Invent a character", "Change character"
SURPRISE, ANOTHER = "Surprise me", "Another face"
PREVIEW, PREVIEW_ABOUT = "The face so far", "A small sketch of the face these traits give."
PREVIEW_FAILED = "The preview failed. Your next change tries again."
NAME, AGE, GENDER = "Name", "Age", "Gender"
SKIN, HAIR_COLOUR, EYES = "Skin", "Hair colour", "Eyes"
HAIR, BUILD, BACKGROUND, STYLE = "Hair", "Build", "Background", "Drawn as"
PERSONA, PERSONA_HINT = "Persona", "Who they are, in a few words"
VOICE, VOICE_THAT_FITS = "Voice", "One that fits"
ANY = "Left open"
SAVE_NEW, SAVE_EDIT = "Invent", "Save"
PORTRAIT_FREE = "A portrait develops by itself: free, {a_day} a day."
PORTRAIT_AGAIN = "A new appearance gets a new portrait: free, {a_day} a day."

BACK = "All characters"
FIGURES = ("results", "favourites", "credits used")
LOOK, LOOK_SAID = "Appearance", "Decided once, and the same in every picture."
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
NOTHING, NOTHING_ABOUT = "Nothing made yet", "The first picture hangs here as soon as it is developed."
NOTHING_OF_KIND = "Nothing of this kind yet."
OLDER, NEWER = "Show older", "Show newer"
FILM = "Film"

FACES_ABOUT = (
    "With up to four photos of a real person, this character gets their face. Photos are kept without "
    "place, time or camera, shown to you alone, and sent to the model provider for each picture that is "
    "made with them. Withdraw one, and its file is deleted."
)
FACES_UNUSED = (
    "The sketch engine of this machine draws from the traits and does not use photos. They count as soon "
    "as a model provider is set up."
)
FACES_FULL = "Maximum four photos. Remove one to add another."
FACE_BRING = "Choose a photo"
FACE_HINT = "JPEG, PNG or WebP, one face that looks at the camera"
FACE_ALT = "A real face, given by you"
FACE_WITHDRAW = "Withdraw this photo"

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
"""Given names for somebody at random."""

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
"""A way of being for somebody at random."""
