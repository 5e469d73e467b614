"""The error of the embedded servers."""


class EmbeddedError(Exception):
    """An embedded server cannot be prepared or started; the message says what to do."""
