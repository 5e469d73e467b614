"""The sentence for a file over its limit."""

import math

from influencer_app.errors import InvalidInput


def check_size(data: bytes, size_max: int) -> None:
    """Raises ``InvalidInput`` for more bytes than ``size_max``, with both in megabytes."""
    if len(data) > size_max:
        most, size = size_max / 1_000_000, math.ceil(len(data) / 100_000) / 10
        raise InvalidInput(f"At most {most:g} MB; this file has {size:g} MB.")
