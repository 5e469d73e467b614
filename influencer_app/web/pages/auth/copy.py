"""Copy of the sign-in pages. ``FieldError`` ties the error codes of a returned form to a field."""

from typing import NamedTuple

from influencer_app.domain.accounts.rules import PASSWORD_MAX, PASSWORD_MIN
from influencer_app.web import routes
from influencer_app.web.product import PRODUCT

SKIP = "Skip to the form"
BACK = ("Back in", "the ", "darkroom")
INTO = ("Into", "the ", "darkroom")
SIGN_IN = "Sign in"
SIGN_UP = "Sign up"
SIGN_IN_DESCRIPTION = f"Sign in to {PRODUCT}, a studio for virtual influencers."
SIGN_UP_DESCRIPTION = "Invent a character whose face stays the same in every picture."
INVENT = "Invent a character"
NEW_HERE = "New here? "
ARE_FREE = " credits a day are free."
BEEN_HERE = "Already have an account? "
LEGAL_NAME = "Legal"
LEGAL = (("Terms", routes.TERMS), ("Privacy", routes.PRIVACY))

LABELS = {
    "email": "Email",
    "password": "Password",
    "name": "Your name",
    "new": "New password",
    "code": "Code",
}
CONTINUE_WITH = "Continue with "
OR = "or"
NEW_TO_THIS = "If you’re new, this opens an account and you agree to the "
NAME_ASIDE = "optional"
PASSWORD_ASIDE = f"at least {PASSWORD_MIN} characters"
STRENGTHS = ((1, "Too easy to guess"), (2, "Fair"), (3, "Good"), (4, "Strong"))
AGREE = "By signing up you agree to the "
AND = " and have read the "
PRIVACY_NOTICE = "privacy notice"


class FieldError(NamedTuple):
    """A sentence, the field that it is shown under, and the codes (``?error=``) that it answers."""

    field: str
    sentence: str
    codes: tuple[str, ...]

    @property
    def condition(self) -> str:
        """The template's condition for showing it."""
        return " or ".join(f"error.{code.replace('-', '_')}" for code in self.codes)


PAUSE = "Too many attempts. Wait ten minutes, then try again."
LEFT_SOME = " attempts left before a pause of up to ten minutes."
LEFT_ONE = "One attempt left before a pause of up to ten minutes."
LEFT_NONE = "No attempts left for up to ten minutes."
ADDRESS = "This doesn’t look like an email address."
EASY = f"Too easy to guess. Use at least {PASSWORD_MIN} characters, and not your email address."
LONG = f"Too long. Use at most {PASSWORD_MAX} characters."
DOWN = "The studio can’t reach its database. Nothing was changed; try again in a minute."
OTHER = "Something went wrong. Nothing was changed; try again."

FORGOT = "Forgot your password?"
FORGOT_TITLE = ("Forgot your", "", "password")
FORGOT_DESCRIPTION = f"Set a new password for your {PRODUCT} account."
FORGOT_HINT = "Enter your address and we’ll email you a link that sets a new password."
SEND_LINK = "Send link"
LINK_SENT = "Check your inbox"
LINK_SENT_HINT = (
    "If this address has an account, a link is on its way. It works once, for 30 minutes. "
    "Nothing there? Look in your spam folder."
)
REMEMBERED = "Remembered it? "

RESET_TITLE = ("Choose a new", "", "password")
RESET_DESCRIPTION = FORGOT_DESCRIPTION
RESET = "Set password"
RESET_DONE = "Your password was changed. Sign in with the new one."
SIGNS_OUT = "This signs you out everywhere."

VERIFY_TITLE = ("Confirm your", "", "address")
VERIFY_DESCRIPTION = f"Confirm the address of your {PRODUCT} account."
VERIFY_HINT = "One click, and we know that mail to this address reaches you."
VERIFY = "Confirm address"
DONE = {
    "verified": ("Address confirmed", "Thank you. You can close this page."),
    "half": ("One link to go", "Now open the link in the mail to your other address to complete the change."),
    "changed": ("Address changed", "Sign in with your new address from now on."),
}
TO_THE_STUDIO = "Open the studio"
UNUSABLE = "This link no longer works: it was used, replaced or has expired."
UNUSABLE_HINT = "Ask for a new one in Settings, Profile."
ASK_AGAIN = "Ask for a new link"

INVITATION_TITLE = ("You’re", "", "invited")
INVITATION_DESCRIPTION = f"Join a workspace on {PRODUCT}."
INVITATION = "Invitation"
INVITATION_HINT = "Somebody wants to work with you here. Sign in or sign up, and the workspace opens."
JOIN = "Join the workspace"
INVITATION_UNUSABLE = "This invitation no longer works: it was used, withdrawn or has expired."

ADMIN_TITLE = ("Become an", "", "admin")
ADMIN_DESCRIPTION = f"Become the first admin of this {PRODUCT} installation."
ADMIN = "First admin"
ADMIN_HINT = "The account you are signed in with will be able to manage people, models and this installation."
ADMIN_BUTTON = "Make me an admin"
ADMIN_DONE = ("You’re an admin", "This link no longer works for anybody else.")

ADMIN_ERRORS = (
    FieldError(
        "token",
        "This link no longer works: it was used, has expired, or there is an admin already. "
        "Start the server again for a new one.",
        ("invalid-token",),
    ),
    FieldError("token", DOWN, ("unavailable",)),
    FieldError("token", OTHER, ("other",)),
)

INVITATION_ERRORS = (
    FieldError("token", f"{INVITATION_UNUSABLE} Ask for a new one.", ("invalid-token",)),
    FieldError("token", "You are a member of this workspace already.", ("conflict",)),
    FieldError("token", DOWN, ("unavailable",)),
    FieldError("token", OTHER, ("other",)),
)

FORGOT_ERRORS = (
    FieldError("email", ADDRESS, ("invalid-email",)),
    FieldError("email", "Too many links were asked for. Wait an hour, then try again.", ("rate-limited",)),
    FieldError("email", DOWN, ("unavailable",)),
    FieldError("email", OTHER, ("other",)),
)

RESET_ERRORS = (
    FieldError("password", UNUSABLE, ("invalid-token",)),
    FieldError("password", EASY, ("weak-password",)),
    FieldError("password", LONG, ("long-password",)),
    FieldError("password", PAUSE, ("rate-limited",)),
    FieldError("password", DOWN, ("unavailable",)),
    FieldError("password", OTHER, ("other",)),
)

VERIFY_ERRORS = (
    FieldError("token", f"{UNUSABLE} {UNUSABLE_HINT}", ("invalid-token",)),
    FieldError("token", "Another account uses this address by now.", ("conflict",)),
    FieldError("token", DOWN, ("unavailable",)),
    FieldError("token", OTHER, ("other",)),
)

SECOND_FACTOR = "Second step"
SECOND_FACTOR_TITLE = ("One more", "", "step")
SECOND_FACTOR_DESCRIPTION = f"The second step of signing in to {PRODUCT}."
SECOND_FACTOR_HINT = "Enter the six digits that your authenticator app shows, or one of your recovery codes."
PASSKEY = "Sign in with a passkey"
PASSKEY_INSTEAD = "Use a passkey instead"
START_AGAIN = "Sign in again"
BACK_TO_SIGN_IN = "Not you? "

SECOND_FACTOR_ERRORS = (
    FieldError("challenge", "This took too long, or was tried too often.", ("expired-challenge",)),
    FieldError("code", "This code is wrong, has passed, or was used. Enter a new one.", ("wrong-code",)),
    FieldError("code", "Too many wrong codes. Wait a while, then try again.", ("rate-limited",)),
    FieldError("code", DOWN, ("unavailable",)),
    FieldError("code", OTHER, ("other",)),
)

PROVIDER_ERRORS = (
    FieldError(
        "provider", "That took too long, or began in another browser. Try again.", ("sign-in-expired",)
    ),
    FieldError("provider", "You canceled the sign-in. Nothing was changed.", ("sign-in-canceled",)),
    FieldError(
        "provider",
        "The sign-in service doesn’t answer. Nothing was changed; try again in a minute.",
        ("provider-down",),
    ),
    FieldError(
        "provider",
        "We couldn’t use the answer of the sign-in service. Nothing was changed; try again.",
        ("sign-in-unusable",),
    ),
    FieldError(
        "provider",
        "We need an email address from the sign-in service. Allow it there, or sign up with a password.",
        ("no-address",),
    ),
    FieldError(
        "provider",
        "This address already has an account. Sign in with its password (forgotten? set a new one), "
        "then link the other account in Settings.",
        ("link-first",),
    ),
)

SIGN_IN_ERRORS = (
    FieldError(
        "provider",
        "You can’t sign up here with this address. Ask the people who run this studio for an invitation.",
        ("sign-up-closed",),
    ),
    *PROVIDER_ERRORS,
    FieldError("email", ADDRESS, ("invalid-email",)),
    FieldError("password", "Email and password don’t match.", ("no-match", "not-signed-in")),
    FieldError("password", PAUSE, ("rate-limited",)),
    FieldError("password", DOWN, ("unavailable",)),
    FieldError("password", OTHER, ("other",)),
)

SIGN_UP_ERRORS = (
    FieldError(
        "email",
        "You can’t sign up here with this address. Ask the people who run this studio for an invitation.",
        ("sign-up-closed",),
    ),
    FieldError("email", ADDRESS, ("invalid-email",)),
    FieldError("email", "This address already has an account. Sign in instead.", ("taken", "conflict")),
    FieldError("password", EASY, ("weak-password",)),
    FieldError("password", LONG, ("long-password",)),
    FieldError("password", PAUSE, ("rate-limited",)),
    FieldError("password", DOWN, ("unavailable",)),
    FieldError("password", OTHER, ("other",)),
)
