"""What the frame of all signed-in pages says."""

DELETED = "Deleted"
DELETED_BODY = "It can be taken back for ten minutes."
UNDO = "Undo"
