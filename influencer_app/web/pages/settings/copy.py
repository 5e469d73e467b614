"""The copy of Settings."""

TITLE = "Settings"
LISTED = "Sections of the settings"
ACCOUNT, CREDITS, THIS_BROWSER = "Account", "Credits", "This browser"
PROFILE, SECURITY, LEDGER, APPEARANCE = "Profile", "Password and sessions", "Credits and ledger", "Appearance"

NAME, NAME_HINT = "Name", "Shown in your studio. Nobody else sees it."
EMAIL, EMAIL_HINT = "Email", "What you sign in with. It cannot be changed here yet."
JOINED = "Here since "
SAVE, SAVED = "Save", "Saved"

OWN_WORD = "Password"
OWN_WORD_HINT = "At least 10 characters. All other browsers are signed out by it; this one stays."
OLD, NEW = "Your password now", "New password"
CHANGE = "Change password"
CHANGED = "The password is changed"
ALONE = "You were signed in nowhere else."

SESSIONS = "Where you are signed in"
SESSIONS_HINT = "Don't recognise a browser? Sign it out and change your password."
THIS_ONE = "This browser"
SEEN, SINCE = "Last here ", "signed in "
SIGN_OUT, SIGN_OUT_OTHERS = "Sign out", "Sign out everywhere else"
ASK_OTHERS = "Sign out everywhere else?"
ASK_OTHERS_HINT = "Every other browser has to sign in again. Running jobs continue."
KEEP = "Leave them"
SIGNED_OUT = "Signed out there"

HAVE, COME_BACK = "You have", "Daily credits come back in"
OF_TODAY, RESERVED_NOW, BOUGHT, NEVER_EXPIRE = "Daily", "Reserved", "Bought", "never expire"
SPENT_A_DAY = "Spent a day, two weeks"
TODAY = "Today"
A_DAY = " credits every day"
WATERMARK, NO_WATERMARK = "A small mark on each picture", "No mark on pictures"
UNUSED = "Unused daily credits don't roll over: each reset sets them to the full number again."

LEDGER_HINT = "Every credit that came or went, newest first."
NO_LINES = "No entries match these filters"
NO_LINES_HINT = "Try other days, the other bucket or every kind."
EMPTY, EMPTY_HINT = "Nothing was spent yet", "The first picture that you make adds the first entry here."
SHOW_ALL, OLDER, NEWER = "Show everything", "Show older", "Show newer"
WHEN, WHAT, BUCKET, AMOUNT, AFTER = "When", "What", "Bucket", "Credits", "After"
ALL, ANY_BUCKET = "All", "Both buckets"
FROM, TO = "From", "To"
KINDS = {
    "reserve": "Reserved",
    "settle": "Spent",
    "release": "Returned",
    "reset": "Reset",
    "grant": "Added",
    "adjust": "Corrected",
}
BUCKETS = {"daily": "Daily", "bought": "Bought"}

THEME = "Theme"
THEME_HINT = "Kept in this browser."
AS_SYSTEM, LIGHT, DARK = "As the system", "Light", "Dark"
LANGUAGE = "Dates and numbers"
LANGUAGE_HINT = "Written as your browser's language does, in the time zone of this device."
LOOKS_LIKE = "For example "


def signed_out(others: int) -> str:
    """What a new password, or leaving everywhere else, did to the other browsers."""
    if others == 0:
        return ALONE
    return "One other browser was signed out." if others == 1 else f"{others} other browsers were signed out."
