"""The error that ends a subcommand with one sentence."""


class CommandError(Exception):
    """Printed without a traceback: one sentence that says what happened and what to do."""
