"""Imports every module that defines tables, so that the metadata is whole (Alembic and tests)."""

from sqlalchemy import MetaData

from influencer_app.db.base import metadata
from influencer_app.discovery import import_all

PACKAGES = ("influencer_app.db", "influencer_app.domain")


def all_tables() -> MetaData:
    """The metadata of all tables."""
    for package in PACKAGES:
        import_all(package)
    return metadata()
