"""Copy of the terms and the privacy page: plain sentences that hold for this software.

They are a template. Whoever runs an installation reads them, changes what does not fit, and sets
``LEGAL_TEXTS_CHECKED``.
"""

from typing import NamedTuple

from influencer_app.web.product import PRODUCT


class Part(NamedTuple):
    """A heading, its address within the page, and paragraphs; ``when`` names a value that it needs."""

    title: str
    anchor: str
    paragraphs: tuple[str, ...]
    when: str = ""


CHANGED = "2026-11-28"
"""When the texts were last changed, as an ISO date."""

CHANGED_WORDS = "Last changed "
CONTENTS = "On this page"
TEMPLATE = (
    "This text is a template that comes with the software. Whoever runs this installation has not confirmed "
    "it yet, so do not rely on it as the last word."
)
RUN_BY = "This installation is run by "
NOBODY = "Whoever runs this installation has not left a name here."
REACH = "You reach them at "

TERMS_TITLE = "Terms"
TERMS_LEAD = (
    f"What you may expect of this installation of {PRODUCT}, and what it expects of you. Short on purpose."
)
TERMS = (
    Part(
        "Who may use it",
        "who",
        (
            "You have to be 18 or older. One account is for one person; keep its password to yourself.",
            "You can stop at any time.",
        ),
    ),
    Part(
        "What you make is yours",
        "yours",
        (
            "We claim no rights in your characters, your prompts or what is made from them. You alone decide "
            "where to use them, and you are responsible for that use.",
            "We may store and process them as far as that is needed to do what you ask for.",
        ),
    ),
    Part(
        "What may not be made",
        "not",
        (
            "Characters are adults. Nothing that shows or sexualises a minor can be made here, and whoever "
            "tries loses the account.",
            "No real person may be shown without their recorded consent. No deception about who somebody is, "
            "no harassment, no violence as entertainment, nothing that is against the law where you or we "
            "are.",
            "Requests are checked before anything is made. A check can err; tell us when it has.",
        ),
    ),
    Part(
        "It has to stay recognisable",
        "marked",
        (
            "Each file says in its metadata that software made it. Pictures of the free plan carry a visible "
            "mark too. Do not remove either in order to pass a picture off as a photograph of somebody real.",
        ),
    ),
    Part(
        "Credits",
        "credits",
        (
            "The price is shown before you start. Credits are reserved when you start, spent on delivery and "
            "refunded automatically when nothing is delivered.",
            "Daily credits reset every 24 hours and don’t roll over. Bought credits never expire. Credits "
            "are not money and cannot be paid out.",
        ),
    ),
    Part(
        "When it does not work",
        "failing",
        (
            "The service is offered as it is. It can be slow, be away, or make something that you do not "
            "like; keep copies of what matters to you.",
            "We are liable for intent and gross negligence, and wherever the law does not allow less.",
        ),
    ),
    Part(
        "Ending it, and changes",
        "ending",
        (
            "We may close an account that breaks these terms. You will be told why.",
            "When these terms change in a way that matters, you will be told before it counts. The date "
            "below the title says when they were last changed.",
        ),
    ),
)

PRIVACY_TITLE = "Privacy"
PRIVACY_LEAD = "What this installation knows about you, why, who else sees it, and how to have it removed."
PRIVACY = (
    Part(
        "What is stored",
        "stored",
        (
            "Your email address, the name you gave, and a hash of your password (the password itself is "
            "never kept).",
            "For each time you are signed in: when, and what your browser calls itself.",
            "Your characters, your prompts, what was made from them, and each movement of your credits.",
            "Photos of faces that you give to a character, with your statement that you may use them and "
            "when you made it: written anew without place, time or camera, shown to you alone, deleted when "
            "you withdraw them or delete the character. Other files that you bring are deleted after 24 "
            "hours, or 24 hours after you last used them.",
        ),
    ),
    Part(
        "Why",
        "why",
        (
            "To do what you ask for, to show it to you again, to count credits honestly, and to keep the "
            "service safe. Nothing is sold, there is no advertising, and your pictures train no model of "
            "ours.",
        ),
    ),
    Part(
        "In your browser",
        "browser",
        (
            "One cookie, so that you stay signed in; it cannot be read by scripts. The theme you chose is "
            "remembered in the browser itself.",
            "No analytics, no fonts, scripts or pictures from elsewhere, nobody who follows you from page "
            "to page.",
        ),
    ),
    Part(
        "Who else sees it",
        "others",
        (
            "What you make is private. Whoever runs this installation can reach the "
            "database and the files, and looks only where a report or a fault makes it necessary.",
        ),
    ),
    Part(
        "OpenAI",
        "openai",
        (
            "This installation uses OpenAI to improve prompts, to check requests and results, or to speak. "
            "For this your words, and where pictures are checked the picture, are sent there, without your "
            "name or address. OpenAI's own terms say what happens to them.",
        ),
        "uses.openai",
    ),
    Part(
        "Replicate",
        "replicate",
        (
            "This installation draws or speaks with models at Replicate. For this your prompt, and the "
            "picture or recording that it starts from, are sent there, without your name or address. "
            "Replicate's own terms say what happens to them.",
        ),
        "uses.replicate",
    ),
    Part(
        "In the logs",
        "logs",
        (
            "Times, addresses of pages, and ids, so that faults can be found. Never prompts, passwords, "
            "cookies or tokens. To slow down those who try passwords, a hash of the network "
            "address of a caller is kept for at most an hour.",
        ),
    ),
    Part(
        "How long",
        "long",
        (
            "As long as you have an account. What you delete in the gallery leaves your pages at once and "
            "goes to the bin, which says how long it stays there; after that its files are deleted. The "
            "ledger keeps the beginning of its prompt.",
        ),
    ),
    Part(
        "Your rights",
        "rights",
        (
            "Settings, Your data gives you a copy of everything, and erases your account seven days after "
            "you ask for it. What you made in workspaces you share stays there without your name, and so do "
            "the credit entries. For anything else, write to whoever runs this installation. You can also "
            "turn to the data protection authority where you live.",
        ),
    ),
)
