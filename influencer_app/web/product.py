"""The product's name on this installation."""

from influencer_app.settings import settings

PRODUCT = settings().product_name
