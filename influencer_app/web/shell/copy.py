"""The copy of the frame around signed-in pages."""

DELETED = "Moved to the bin"
DELETED_BODY = "You can restore it there for {span}."
UNDO = "Undo"

ERASED_ON = "Your account will be erased "
ERASED_UNTIL = ". You can keep it until then."
KEEP_ACCOUNT = "Keep my account"
ACCOUNT_KEPT = "Your account stays"
