"""Every environment variable of the software, typed, checked and read once.

Values come from the environment, then from ``.env`` in the working folder, then from the file that
``influencer up`` writes (see ``sources``).
"""

from influencer_app.settings.combined import Settings, settings
from influencer_app.settings.errors import SettingsError
from influencer_app.settings.sources import services_file

__all__ = ["Settings", "SettingsError", "services_file", "settings"]
