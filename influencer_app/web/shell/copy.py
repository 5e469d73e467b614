"""The copy of the frame around signed-in pages."""

DELETED = "Moved to the bin"
DELETED_BODY = "You can restore it there for {span}."
UNDO = "Undo"
CONFIRM_PRICE = "A talking video waits for your confirmation"
