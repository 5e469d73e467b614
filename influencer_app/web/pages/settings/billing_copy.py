"""The copy of billing in Settings."""

BILLING = "Billing"
YOUR_PLAN = "Your plan"
MANAGE, MANAGE_HINT = "Manage billing", "Change or cancel the plan, and change the card, on Stripe’s page."
COMPARE = "Compare plans"
STATUSES = {
    "none": "",
    "active": "Active",
    "trialing": "Trial",
    "past_due": "Payment failed",
    "unpaid": "Not paid",
    "incomplete": "Waiting for payment",
    "paused": "Paused",
}
RENEWS = "Renews on "
A_MONTH, A_YEAR = "{price} a month", "{price} a year"
PENDING = "Changes to {plan} on "
ENDS = "Canceled. The plan stays until "
GRACE = "The last payment failed. Check the card: the plan ends on "
CARD, EXPIRES = "{brand} ending in {last4}", "expires {expires}"
DEBT = "{count} credits are owed from a refund. The next credits you buy pay them first."

PACKS, PACKS_HINT = "Buy credits", "Bought credits don’t expire, and are spent after the daily ones."
CREDITS, BUY = "{count} credits", "Buy for "

INVOICES, NO_INVOICES = "Invoices", "No invoices yet."
INVOICES_UNKNOWN = "Invoices can’t be loaded right now. Reload the page in a few minutes."
NUMBER, DATE, TOTAL, STATUS, PDF = "Invoice", "Date", "Total", "Status", "PDF"
INVOICE_STATUSES = {"paid": "Paid", "open": "Open", "void": "Void", "uncollectible": "Not paid"}

OFF = "Buying is switched off on this server"
OFF_HINT = "Everything else works. The operator gives credits and plans."
OWNERS_ONLY = "Only owners of this workspace can buy or change the plan."

PAID, PAID_HINT = "Payment received", "Your balance and plan are up to date."
NOT_PAID, NOT_PAID_HINT = "Not paid yet", "What you bought appears here as soon as the payment arrives."
SUBSCRIBE, YEARLY, CHANGE = "Subscribe, ", "Pay yearly, ", "Change plan"
PLANS_HINT = "A larger plan starts at once and costs the difference. A smaller one starts when yours renews."
