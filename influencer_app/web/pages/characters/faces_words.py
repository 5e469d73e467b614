"""What stands beside real faces."""

FACES_ABOUT = (
    "With up to four photos of a real person, this character gets their face. Photos are kept without "
    "place, time or camera, shown to you alone, and sent to the model provider for each picture that is "
    "made with them. Withdraw one, and its file is deleted."
)
FACES_UNUSED = (
    "The sketch engine of this machine draws from the traits and does not use photos. They count as soon "
    "as a model provider is set up."
)
FACES_FULL = "There are four, which is all a model takes. Withdraw one to bring another."
FACE_BRING = "Choose a photo"
FACE_HINT = "JPEG, PNG or WebP, one face that looks at the camera"
FACE_ALT = "A real face, given by you"
FACE_WITHDRAW = "Withdraw this photo"
