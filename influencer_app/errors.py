"""Exception tree of all errors shown to people.

Each carries a stable ``code`` (the end of the problem's ``type`` in the REST contract), the HTTP
status the edges answer with, and a sentence for people. Vendor messages never appear in it. Each says
whether it is ``permanent``: True when the same call can never succeed, so that nobody tries it again.

    AppError
    |-- InvalidInput          400  invalid request; names the fields
    |   `-- PolicyRefused     400  the content policy forbids it
    |-- NotSignedIn           401  no valid session
    |-- ExternalSignInFailed  400  nobody was signed in by another provider; says why
    |-- NotEnoughCredits      402  carries the required and available credits
    |-- NotAllowed            403  signed in, but not for this
    |   |-- NotForKeys        403  no API key may do this, or not with its scopes
    |   |-- SignUpClosed      403  this installation does not take new accounts, or not this one
    |   |-- SecondFactorRequired            403  carries the challenge that a code answers
    |   `-- RecentAuthenticationRequired    403  the last proof of who it is was too long ago
    |-- NotFound              404  it does not exist, or not for this person
    |   `-- NotAMember        404  a workspace that the person is no member of
    |-- Conflict              409  conflicts with the current state
    |   `-- PriceChanged      409  it costs something else than was shown; carries the price
    |-- RateLimited           429  carries the seconds to wait
    |-- NotConfigured         503  no key or service is configured for it
    |-- Unavailable           503  a required service does not respond
    |   |-- StorageFull       503  there is no space left for files
    |   `-- IdentityProviderDown   a provider of identities does not answer
    |-- MailRefused           503  a mail server refuses a mail for good
    |-- SpeechUnusable        503  a provider's speech is no sound
    |-- ProviderError         503  a call to a provider of models went wrong
    |   |-- ProviderRefused       400  a provider rejected the request
    |   |   |-- ResultNotAllowed      a result is at an address that is not allowed
    |   |   `-- ResultTooLarge        a result is larger than allowed
    |   |-- ProviderRateLimited   503  a provider throttles us
    |   |-- ProviderFailed        503  a provider call failed; nothing was created
    |   |-- AnswerLost            503  a create may or may not have happened
    |   `-- OutputGone            404  a provider no longer has it
    `-- InvalidSignature      400  a webhook signature is invalid
"""

from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """An invalid field: its name in the request and a sentence about it."""

    field: str
    message: str


class AppError(Exception):
    """Base of the tree. ``sentence`` is shown to people as it is."""

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500
    title: ClassVar[str] = "Something went wrong"
    permanent: ClassVar[bool] = True

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def details(self) -> dict[str, object]:
        """Extra members of the problem document."""
        return {}


class InvalidInput(AppError):
    """The request is invalid; ``fields`` names where."""

    code = "invalid-input"
    status = 400
    title = "Invalid input"

    def __init__(self, sentence: str, *fields: FieldProblem) -> None:
        super().__init__(sentence)
        self.fields = fields

    @classmethod
    def at(cls, field: str, message: str) -> "InvalidInput":
        """An error about one field; the sentence is the same."""
        return cls(message, FieldProblem(field, message))

    def details(self) -> dict[str, object]:
        return {"errors": [{"field": p.field, "message": p.message} for p in self.fields]}


class PictureTooSmall(InvalidInput):
    """A picture is far smaller than was asked for, so that enlarging would only blur it. Sizes in pixels."""

    code = "too-small"
    title = "Picture too small"

    def __init__(self, found: tuple[int, int], wanted: tuple[int, int]) -> None:
        super().__init__(
            f"The result is a picture of {found[0]} x {found[1]} pixels, far below the"
            f" {wanted[0]} x {wanted[1]} that were asked for."
        )


class PolicyRefused(InvalidInput):
    """The content policy forbids this."""

    code = "policy-refused"
    title = "Not possible here"


class NotSignedIn(AppError):
    """There is no valid session."""

    code = "not-signed-in"
    status = 401
    title = "Not signed in"

    def __init__(self, sentence: str = "Sign in to continue.") -> None:
        super().__init__(sentence)


SignInFailure = Literal[
    "sign-in-expired", "sign-in-canceled", "sign-in-unusable", "no-address", "link-first", "identity-taken"
]
SIGN_IN_FAILURES: dict[SignInFailure, str] = {
    "sign-in-expired": "This sign-in has expired, or was begun in another browser. Try again.",
    "sign-in-canceled": "The sign-in was canceled. Nothing was changed.",
    "sign-in-unusable": "The answer of the sign-in service can’t be used. Nothing was changed; try again.",
    "no-address": "The sign-in service gave no email address. Allow it to, or sign up with a password.",
    "link-first": "This address has an account already. Sign in to it, then link the other one in Settings.",
    "identity-taken": "It is linked to another account, or this account is linked to another one there.",
}
"""Why nobody was signed in, with what people are told."""


class ExternalSignInFailed(AppError):
    """Nobody was signed in by another provider, and nothing was changed. ``reason`` says why."""

    code = "sign-in-failed"
    status = 400
    title = "Not signed in"

    def __init__(self, reason: SignInFailure) -> None:
        super().__init__(SIGN_IN_FAILURES[reason])
        self.reason = reason


class NotEnoughCredits(AppError):
    """The balance does not cover the price; both are in credits."""

    code = "not-enough-credits"
    status = 402
    title = "Not enough credits"

    def __init__(self, required: int, available: int) -> None:
        super().__init__(f"This costs {required} credits and you have {available}. Nothing was charged.")
        self.required = required
        self.available = available

    def details(self) -> dict[str, object]:
        return {"required": self.required, "available": self.available}


class NotAllowed(AppError):
    """Signed in, but not for this."""

    code = "not-allowed"
    status = 403
    title = "Not allowed"

    def __init__(self, sentence: str = "You don’t have permission to do this.") -> None:
        super().__init__(sentence)


class NotForKeys(NotAllowed):
    """No API key may do this, or not with the scopes that it has."""

    code = "not_for_keys"
    title = "Not possible with this key"

    def __init__(self, scope: str | None) -> None:
        super().__init__(
            f"This needs an API key with the scope {scope}."
            if scope
            else "This can’t be done with an API key. Sign in and use the session instead."
        )


class SignUpClosed(NotAllowed):
    """This installation does not take new accounts, or not with this address."""

    code = "sign-up-closed"
    title = "Sign-up is closed"


class SecondFactorRequired(NotAllowed):
    """The first factor is right; ``challenge`` is sent back with a code of the second one."""

    code = "second_factor_required"
    title = "Second factor required"

    def __init__(self, challenge: str) -> None:
        super().__init__("Enter the code of your authenticator app, or a recovery code.")
        self.challenge = challenge

    def details(self) -> dict[str, object]:
        return {"challenge": self.challenge}


class RecentAuthenticationRequired(NotAllowed):
    """It has to be somebody who has proved within the last minutes who they are."""

    code = "recent_authentication_required"
    title = "Confirm that it’s you"

    def __init__(self) -> None:
        super().__init__("Confirm that it’s you, then try again.")


class NotFound(AppError):
    """It does not exist, or not for this person."""

    code = "not-found"
    status = 404
    title = "Not found"

    def __init__(self, what: str = "This") -> None:
        super().__init__(f"{what} does not exist.")


class NotAMember(NotFound):
    """The person is no member of this workspace, which for them does not exist."""

    def __init__(self) -> None:
        super().__init__("This workspace")


class Conflict(AppError):
    """It conflicts with the current state."""

    code = "conflict"
    status = 409
    title = "Conflict"


class PriceChanged(Conflict):
    """It costs something else than was expected; in credits."""

    code = "price_changed"
    title = "Another price"

    def __init__(self, credits_required: int) -> None:
        unit = "credit" if credits_required == 1 else "credits"
        super().__init__(f"This costs {credits_required} {unit} now. Nothing was charged.")
        self.credits_required = credits_required

    def details(self) -> dict[str, object]:
        return {"credits_required": self.credits_required}


class RateLimited(AppError):
    """Too many requests; ``retry_after`` is in seconds."""

    code = "rate-limited"
    status = 429
    title = "Too many requests"
    permanent = False

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Too many requests. Try again in {retry_after} seconds.")
        self.retry_after = retry_after


class NotConfigured(AppError):
    """No key or service is configured for this."""

    code = "not-configured"
    status = 503
    title = "Not configured"


class Unavailable(AppError):
    """A required service does not respond."""

    code = "unavailable"
    status = 503
    title = "Not available"
    permanent = False


class StorageFull(Unavailable):
    """There is no space left for files. It works again as soon as there is."""

    code = "storage-full"
    title = "No space left"

    def __init__(self) -> None:
        super().__init__("This server is out of space. Nothing was stored; try again later.")


class IdentityProviderDown(Unavailable):
    """Google, or another provider that people sign in with, does not answer."""

    code = "provider-down"

    def __init__(self) -> None:
        super().__init__("The sign-in service does not answer. Nothing was changed; try again in a moment.")


class MailRefused(AppError):
    """The mail server will never take this mail."""

    code = "mail-refused"
    status = 503
    title = "Mail refused"


class SpeechUnusable(AppError):
    """What a provider returned for a script is no sound; a second call would be paid again."""

    code = "speech-unusable"
    status = 503
    title = "No usable speech"


class ProviderError(AppError):
    """A call to a provider of models went wrong."""

    code = "provider-error"
    status = 503
    title = "Not available"
    permanent = False


class ProviderRefused(ProviderError):
    """A provider rejected the request; the sentence says what to try."""

    code = "provider-refused"
    status = 400
    title = "Not possible with this model"
    permanent = True


class AccountRefused(ProviderRefused):
    """The provider refuses this installation, whatever it asks; ``reason`` says for want of what."""

    code = "provider-account"
    title = "Account refused"

    def __init__(self, sentence: str, reason: Literal["token", "credit", "permission"] = "token") -> None:
        super().__init__(sentence)
        self.reason = reason


class ResultNotAllowed(ProviderRefused):
    """A result is at an address that nothing is downloaded from."""

    code = "result-not-allowed"
    title = "Result not allowed"


class ResultTooLarge(ProviderRefused):
    """A result is larger than allowed."""

    code = "result-too-large"
    title = "Result too large"


class ProviderRateLimited(ProviderError):
    """A provider asks for a pause of ``retry_after`` seconds."""

    code = "provider-rate-limited"

    def __init__(self, retry_after: float) -> None:
        super().__init__("The provider asks for a pause.")
        self.retry_after = retry_after


class ProviderFailed(ProviderError):
    """A provider call failed, and nothing was created."""

    code = "provider-failed"


class AnswerLost(ProviderError):
    """The response to a create was lost: the run may or may not exist."""

    code = "answer-lost"


class OutputGone(ProviderError):
    """A provider no longer has the requested object."""

    code = "output-gone"
    status = 404
    title = "Not found"
    permanent = True


class InvalidSignature(AppError):
    """A webhook signature is invalid or too old."""

    code = "invalid-signature"
    status = 400
    title = "Wrong signature"
