"""The copy of the frame around signed-in pages."""

DELETED = "Deleted"
DELETED_BODY = "It can be taken back for ten minutes."
UNDO = "Undo"
