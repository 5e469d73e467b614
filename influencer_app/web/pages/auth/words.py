"""The sentences of the sign-in pages. ``Trouble`` ties the codes that a form comes back with to a field."""

from typing import NamedTuple

from influencer_app.domain.accounts.rules import PASSWORD_MAX, PASSWORD_MIN


class Trouble(NamedTuple):
    """A sentence, the field that it stands under, and the codes (``?error=``) that it answers to."""

    field: str
    sentence: str
    codes: tuple[str, ...]

    @property
    def places(self) -> str:
        """The names under which the page shows it."""
        return " ".join(f"error.{code}" for code in self.codes)


PAUSE = "That was too often in a short time. Wait ten minutes, then try again."
ADDRESS = "This does not look like an email address."
EASY = f"Too easy to guess. Use at least {PASSWORD_MIN} characters, and not your address."
LONG = f"This password is too long. Use at most {PASSWORD_MAX} characters."
OTHER = "That did not work, and nothing was changed. Try again."

SIGN_IN_TROUBLES = (
    Trouble("email", ADDRESS, ("invalid-email",)),
    Trouble("password", "Email and password do not match.", ("no-match", "not-signed-in")),
    Trouble("password", PAUSE, ("rate-limited",)),
    Trouble("password", OTHER, ("other",)),
)

SIGN_UP_TROUBLES = (
    Trouble("email", ADDRESS, ("invalid-email",)),
    Trouble(
        "email", "There is an account with this address already. Sign in instead.", ("taken", "conflict")
    ),
    Trouble(
        "password",
        EASY,
        ("weak-password",),
    ),
    Trouble("password", "This password is too long. Use at most 200 characters.", ("long-password",)),
    Trouble("password", PAUSE, ("rate-limited",)),
    Trouble("password", OTHER, ("other",)),
)
