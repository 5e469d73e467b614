"""What can go wrong here, said in one sentence for the person who runs the server."""


class EmbeddedError(Exception):
    """An embedded server cannot be prepared or started; the message says what to do."""
