"""What the product is called here."""

from influencer_app.settings import settings

PRODUCT = settings().product_name
