"""``influencer migrate``: bring the database to the newest version."""

from alembic.config import Config
from sqlalchemy.exc import DBAPIError

from alembic import command
from influencer_app.commands.errors import CommandError
from influencer_app.commands.project import project_root
from influencer_app.commands.versions import needs_migration
from influencer_app.settings import Settings


def migrate(settings: Settings) -> int:
    """Run ``alembic upgrade head``. Returns the exit code.

    Raises ``CommandError`` when there is no database, or one that cannot be migrated.
    """
    if not settings.database_url:
        raise CommandError("No database is known; run `make up`, or set DATABASE_URL.")
    if not needs_migration(settings):
        return 0
    configuration = Config(str(project_root() / "alembic.ini"))
    configuration.attributes["url"] = settings.database_url
    try:
        command.upgrade(configuration, "head")
    except DBAPIError as error:
        raise CommandError(f"The database could not be migrated: {error.orig}") from error
    return 0
