"""The error of this package."""


class CommandError(Exception):
    """Shown alone, without a trace: one sentence that says what happened and what to do."""
