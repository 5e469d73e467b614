"""The error for settings that cannot be used."""


class SettingsError(Exception):
    """Variables are missing or wrong; the message names them and says what to do."""
