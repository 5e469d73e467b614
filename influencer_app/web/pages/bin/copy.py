"""The copy of the bin."""

TITLE = "Bin"
BACK = "Gallery"
ABOUT = "Deleted results stay here for {span}. Restore them, or delete them permanently."
EMPTY = "The bin is empty"
EMPTY_ABOUT = "Results you delete stay here for {span}, so that you can restore them."
OPEN_GALLERY = "Open the gallery"
RESTORE, DELETE = "Restore", "Delete permanently"
DELETED = "Deleted "
OLDER, NEWER = "Show older", "Show newer"
SETS = {"image": "Set of {count} pictures", "video": "Clip", "avatar": "Talking video"}
ONE, ONE_OF_SET, NOTHING = "Picture", "One picture of a set", "Job without results"
ASK, ASK_ABOUT = "Delete permanently?", "Its files are deleted. This can’t be undone."
