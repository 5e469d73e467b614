"""Locates the project's folder."""

from pathlib import Path

import influencer_app


def project_root() -> Path:
    """Return the folder that holds ``rxconfig.py``, ``alembic.ini`` and the built pages."""
    return Path(influencer_app.__file__).resolve().parents[1]
