"""Copy of the pricing page. Numbers come from the server."""

from influencer_app.web.product import PRODUCT

TITLE = "Pricing"
HEADLINE = ("Every price", "on the ", "button")
LEAD = (
    "Start free, with new credits every day. Every price is on the button before you press it, and you pay "
    "only for what you get."
)
DESCRIPTION = f"Plans and prices of {PRODUCT}: daily credits, no card needed, no surprises."

BUYS = ("What a credit", "", "buys")
BUYS_LEAD = "The same for everyone: on every plan, on the site and through the API."

BEHAVES = "How credits behave"
RULES = (
    ("Reserved first", "The price is reserved when you start, so it can’t be spent twice."),
    (
        "Spent on delivery",
        "Ask for four pictures, get three, pay for three.",
    ),
    ("Refunded automatically", "Whatever fails or is canceled is refunded at once, and the ledger says why."),
    (
        "Fresh every 24 hours",
        "Daily credits reset to the full amount. They don’t roll over and are spent first. "
        "Bought credits never expire.",
    ),
    ("Written down", "Every change is a line in your ledger, and the lines always add up to your balance."),
    ("No card needed", "The free plan asks only for an email address."),
)

CHANGING = "Changing your plan"
CHANGING_WORDS = (
    "This installation takes no payments: the operator sets these prices and changes your plan on request. "
)
CHANGING_SOLD = (
    "Plans and credits are paid for by card, monthly or yearly. A larger plan starts at once and costs the "
    "difference; a smaller one starts when yours renews. You can cancel at any time."
)
CHANGING_ASK = "Contact the operator"
