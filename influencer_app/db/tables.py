"""Imports every module that has tables, so that the metadata is whole (Alembic and tests)."""

import importlib

from sqlalchemy import MetaData

from influencer_app.db.base import metadata

MODULES = (
    "influencer_app.db.idempotency",
    "influencer_app.domain.accounts.models",
    "influencer_app.domain.billing.models",
    "influencer_app.domain.catalogue.models",
    "influencer_app.domain.characters.models",
    "influencer_app.domain.credits.models",
    "influencer_app.domain.files.models",
    "influencer_app.domain.generation.models",
    "influencer_app.domain.generation.provider_models",
    "influencer_app.domain.outputs.models",
    "influencer_app.domain.uploads.models",
    "influencer_app.domain.webhook_inbox.models",
)


def all_tables() -> MetaData:
    """The metadata with all tables of the software."""
    for module in MODULES:
        importlib.import_module(module)
    return metadata()
