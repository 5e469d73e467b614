"""Copy of the pricing page. Numbers come from the server."""

from influencer_app.web.product import PRODUCT

TITLE = "Pricing"
HEADLINE = ("Every price", "on the ", "button")
LEAD = (
    "Start for nothing, with credits that come back every day. What something costs stands on the button "
    "before you press it, and you pay for what you get."
)
DESCRIPTION = f"What plans of {PRODUCT} give and what a credit buys: daily credits, no card, no surprises."

BUYS = ("What a credit", "", "buys")
BUYS_LEAD = "The same for everybody, on every plan, on the pages and through the API."

BEHAVES = "How credits behave"
RULES = (
    ("Set aside first", "When you ask for something, its price is reserved. Nobody can spend it twice."),
    (
        "Spent on delivery",
        "For four pictures asked for and three delivered, you pay for three.",
    ),
    ("Given back by themselves", "What fails or is cancelled comes back at once, with a line that says why."),
    (
        "Fresh every 24 hours",
        "The credits of a day are set back to the full number. They are not added up, and they are spent "
        "before bought ones.",
    ),
    ("Written down", "Every movement is a line in your ledger. The lines always add up to your balance."),
    ("No card to begin", "The free plan asks for an email address and nothing else."),
)

CHANGING = "Changing the plan"
CHANGING_WORDS = (
    "This installation takes no payments by itself. Whoever runs it sets the plan of an account, and these "
    "prices are their rows in the database. "
)
CHANGING_ASK = "Ask them"
