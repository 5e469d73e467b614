"""The copy of Settings."""

TITLE = "Settings"
LISTED = "Sections of the settings"
ACCOUNT, CREDITS, THIS_BROWSER = "Account", "Credits", "This browser"
PROFILE, SECURITY, LEDGER, APPEARANCE = "Profile", "Sign-in and security", "Credits and ledger", "Appearance"

NAME, NAME_HINT = "Name", "Shown in your menu."
EMAIL = "Email"
CONFIRMED, NOT_CONFIRMED = "Confirmed", "Not confirmed"
CONFIRM_HINT = "Open the link we emailed you, so that we know mail reaches you."
SEND_AGAIN = "Send the link again"
LINK_SENT = "Link sent"
NEW_EMAIL, CHANGE_EMAIL = "New address", "Change address"
NEW_EMAIL_HINT = "We email a link to both addresses; open both to complete the change."
LINKS_SENT = "Check both inboxes"
LINKS_SENT_HINT = "Your address changes once you have opened the link in each mail."
JOINED = "Joined "
SAVE, SAVED = "Save", "Saved"

OWN_WORD = "Password"
OWN_WORD_HINT = "At least 10 characters. This signs you out everywhere else."
OLD, NEW = "Current password", "New password"
CHANGE = "Change password"
CHANGED = "Password changed"
ALONE = "You weren’t signed in anywhere else."

NO_WORD = "Set a password"
NO_WORD_HINT = "You sign in without one so far. At least 10 characters."
SET, SET_DONE = "Set password", "Password set"

LINKED = "Linked accounts"
LINKED_HINT = "Sign in with an account you have elsewhere."
NOT_LINKED = "Not linked"
NO_ADDRESS = "Linked"
NOT_SET_UP = "This studio no longer offers it."
LINK, UNLINK, UNLINKED = "Link", "Unlink", "Unlinked"
LAST_USED = "last used "
LINK_DONE = "Linked. You can sign in with it from now on."
LINK_FAILED = {
    "sign-in-expired": "That took too long, or began in another browser. Try again.",
    "sign-in-canceled": "You canceled it. Nothing was changed.",
    "provider-down": "The sign-in service doesn’t answer. Nothing was changed; try again in a minute.",
    "identity-taken": "It’s linked to another account here, or you have linked another one from there.",
}
LINK_FAILED_OTHERWISE = "It couldn’t be linked. Nothing was changed; try again."

SESSIONS = "Where you are signed in"
SESSIONS_HINT = "Don't recognise a browser? Sign it out and change your password."
THIS_ONE = "This browser"
SEEN, SINCE = "Last active ", "signed in "
SIGN_OUT, SIGN_OUT_OTHERS = "Sign out", "Sign out everywhere else"
ASK_OTHERS = "Sign out everywhere else?"
ASK_OTHERS_HINT = "All other browsers have to sign in again. Running jobs continue."
KEEP = "Cancel"
SIGNED_OUT = "Signed out"

HAVE, COME_BACK = "Balance", "Daily credits reset in"
OF_TODAY, RESERVED_NOW, BOUGHT, NEVER_EXPIRE = "Daily", "Reserved", "Bought", "never expire"
SPENT_A_DAY = "Credits spent, last 14 days"
TODAY = "Today"
A_DAY = " credits every day"
WATERMARK, NO_WATERMARK = "Visible watermark", "No watermark"
UNUSED = "Unused daily credits don’t roll over."

LEDGER_HINT = "Every credit in and out, newest first."
DOWNLOAD_CSV = "Download as CSV"
DEBT = "{debt} credits are owed for refunded payments. The next credits you buy pay them first."
NO_LINES = "No entries match these filters"
NO_LINES_HINT = "Try other dates or clear the filters."
EMPTY, EMPTY_HINT = "No entries yet", "Your first picture adds the first entry."
SHOW_ALL, OLDER, NEWER = "Clear filters", "Show older", "Show newer"
WHEN, WHAT, BUCKET, AMOUNT, AFTER = "When", "What", "Type", "Credits", "Balance"
ALL, ANY_BUCKET = "All", "All credits"
FROM, TO = "From", "To"
KINDS = {
    "reserve": "Reserved",
    "settle": "Spent",
    "release": "Refunded",
    "reset": "Reset",
    "plan": "Plan",
    "purchase": "Bought",
    "grant": "Added",
    "refund": "Payment refunded",
    "dispute": "Payment disputed",
    "adjust": "Corrected",
}
BUCKETS = {"daily": "Daily", "bought": "Bought"}

PLANS = "Plans"
PLANS_HINT = "The operator of this studio changes plans and sets their prices."
CURRENT_PLAN, ASK_FOR, SUBJECT = "Your plan", "Ask for ", "Plan: {plan}"
A_MONTH, FOREVER = "a month", "forever"
CREDITS_A_DAY = "{number} credits every day"
ONE_JOB, JOBS = "One job at a time", "{number} jobs at a time"
COMPARE_PLANS = "Compare plans"

THEME = "Theme"
THEME_HINT = "Saved in this browser."
AS_SYSTEM, LIGHT, DARK = "System", "Light", "Dark"
LANGUAGE = "Dates and numbers"
LANGUAGE_HINT = "Follow your browser’s language and this device’s time zone."
LOOKS_LIKE = "Example: "


WORKSPACES = "Workspaces"
WORKSPACES_HINT = "Each workspace has its own characters, pictures, credits and plan."
WORKSPACE_NAME = "Name of the workspace"
CREATE_WORKSPACE = "New workspace"
OPEN_HERE, OPEN = "Open in this tab", "Open"
PERSONAL = "Personal"
MEMBERS = "Members"
MEMBERS_HINT = "What people made stays when they leave."
ROLES = (("viewer", "Viewer: sees"), ("editor", "Editor: makes and changes"), ("owner", "Owner: manages"))
ROLE, ROLE_OF = "Role", "Role of "
REMOVE, LEAVE = "Remove", "Leave this workspace"
REMOVED = "Removed"
ROLE_CHANGED = "Role changed"
INVITE = "Invite"
INVITE_EMAIL = "Email"
INVITE_HINT = "Leave it empty to get a link that you pass on yourself. It works once, for seven days."
INVITED = "Invitation sent"
LINK_MADE = "Link ready to copy"
OPEN_INVITATIONS = "Open invitations"
A_LINK = "By link"
WITHDRAW, WITHDRAWN = "Withdraw", "Invitation withdrawn"
COPY_LINK, COPIED, SELECTED = "Copy link", "Copied", "Selected, now copy it"
RENAME, RENAMED = "Rename", "Renamed"
ALONE_HERE = "Your personal workspace is yours alone. Create another one to work together."

DEVELOPERS = "Programs"
API_KEYS = "API keys"
API_KEYS_HINT = (
    "Programs sign in with a key. It works in this workspace alone, and may do no more than you may."
)
NEW_KEY, KEY_NAME, KEY_NAME_HINT = (
    "New key",
    "Name",
    "Where you will use it, for example the name of a script.",
)
CREATE_KEY, KEY_MADE = "Create key", "Your new key"
SCOPES = (
    ("read", "Read", "See characters, pictures, generations and credits."),
    ("generate", "Generate", "Start and cancel generations, and upload files for them."),
    ("manage", "Manage", "Make, change and delete characters; delete generations."),
)
SCOPES_LABEL = "What it may do"
NO_KEYS, NO_KEYS_HINT = "No keys yet", "Make one for each program, so that you can revoke it alone."
USED, NEVER_USED = "Last used ", "Never used"
REVOKE, REVOKED = "Revoke", "Key revoked"
ASK_REVOKE = "Revoke this key?"
ASK_REVOKE_HINT = "Programs that use it stop working at once."
API_DOCS = "API reference"

WEBHOOKS = "Webhooks"
WEBHOOKS_HINT = "We send the events of this workspace to an address of yours, signed with a secret."
NEW_WEBHOOK, CREATE_WEBHOOK, CHANGE_WEBHOOK = "New webhook", "Create webhook", "Change webhook"
URL, URL_HINT = "Address", "It must answer with a status of 200 to 299 within 15 seconds."
EVENTS_LABEL = "Events"
EVENT_LABELS = {
    "generation.succeeded": "A generation succeeded",
    "generation.failed": "A generation failed",
    "generation.canceled": "A generation was canceled",
    "webhook.test": "Test",
}
ROTATED = "Your new secret"
NO_WEBHOOKS, NO_WEBHOOKS_HINT = "No webhooks yet", "Add one to hear of finished generations without asking."
DISABLED_REASONS = {
    "paused": "Paused",
    "gone": "Disabled: the address said that it is gone",
    "failing": "Disabled: nothing could be delivered for five days",
}
ENABLED, FAILING = "On", "Failing since "
EDIT, PAUSE, ENABLE, DELETE = "Edit", "Pause", "Enable", "Delete"
SEND_TEST, TEST_SENT, REDELIVER, SENT_AGAIN = "Send test", "Test sent", "Send again", "Sent again"
ROTATE = "New secret"
ASK_ROTATE = "Make a new secret?"
ASK_ROTATE_HINT = "The old one signs as well for 24 hours. Then only the new one does."
ASK_DELETE = "Delete this webhook?"
ASK_DELETE_HINT = "Nothing more is sent to it, and the list of what was sent is deleted."
WEBHOOK_DELETED = "Webhook deleted"
SHOW_DELIVERIES, HIDE_DELIVERIES = "Deliveries", "Hide deliveries"
NO_DELIVERIES = "Nothing was sent in the last 30 days."
DELIVERY_STATUS = {"pending": "Under way", "delivered": "Delivered", "failed": "Failed"}
NEXT_TRY = "next attempt "

SHOWN_ONCE = "Copy it now: it is not shown again."
COPY, DONE = "Copy", "Done"


def attempts_count(count: int) -> str:
    """How often it was tried, in words."""
    return "1 attempt" if count == 1 else f"{count} attempts"


DATA = "Your data"
EXPORT = "Download your data"
EXPORT_HINT = (
    "One zip with your pictures, clips, characters, photos, settings and every credit entry. From workspaces "
    "you share, it holds what you made."
)
START_EXPORT, DOWNLOAD, EXPORT_AGAIN = "Prepare the download", "Download", "Prepare a new one"
EXPORT_STARTED, EXPORT_STARTED_HINT = "Preparing your download", "We’ll email you when it’s ready."
EXPORT_WORKING = "Preparing your download. You can leave this page."
EXPORT_READY, EXPORT_READY_UNTIL = "Ready. The link works until ", "."
EXPORT_FAILED = "The download could not be prepared. Try again."
ERASE = "Erase your account"
ERASE_HINT = "You have seven days to change your mind. Then this is deleted for good:"
ERASED_THINGS = (
    "your account, with its sign-ins and mails",
    "your personal workspace, and workspaces that nobody else is in: characters, photos, pictures and clips",
    "credits that are left",
)
ERASE_STAYS = (
    "What you made in workspaces you share stays there, without your name. Credit entries are kept for "
    "bookkeeping, without your name too."
)
ERASE_WORD_HINT = "Leave it empty if you sign in without a password."
ERASE_BUTTON = "Erase my account"
ERASE_SCHEDULED, ERASE_SCHEDULED_HINT = "Your account will be erased", "You can keep it for seven days."
ERASE_PENDING = "Your account is about to be erased. The button at the top keeps it."

DELETE_WORKSPACE = "Delete this workspace"
DELETE_WORKSPACE_HINT = (
    "Everybody loses it at once. Its characters, pictures, clips and credits are deleted for good; running "
    "jobs are cancelled."
)
DELETE_BUTTON = "Delete workspace"
TYPE_NAME = "Type its name to confirm"


def members_count(count: int) -> str:
    """How many members, in words."""
    return "1 member" if count == 1 else f"{count} members"


def signed_out(others: int) -> str:
    """What a new password, or leaving everywhere else, did to the other browsers."""
    if others == 0:
        return ALONE
    return "One other browser was signed out." if others == 1 else f"{others} other browsers were signed out."


def link_sent_to(address: str) -> str:
    """Where the link went."""
    return f"We emailed {address}. The link works for two days."
