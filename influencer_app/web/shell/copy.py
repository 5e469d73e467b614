"""The copy of the frame around signed-in pages."""

DELETED = "Moved to the bin"
DELETED_BODY = "You can restore it there for {span}."
UNDO = "Undo"

CONFIRM = "Confirm that it’s you"
CONFIRM_HINT = "You signed in a while ago. Confirm once, and you won’t be asked again for ten minutes."
USE_PASSKEY = "Use a passkey"
OWN_WORD = "Password"
CODE, OR_CODE = "Code", "Or a code of your app, or a recovery code"
CONFIRM_BUTTON = "Confirm"
SIGN_IN_AGAIN_HINT = "Sign out and in again, then come back here."
SIGN_OUT = "Sign out"
