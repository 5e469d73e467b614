"""Rules of credits."""

from datetime import timedelta
from typing import Final

RESET_AFTER: Final = timedelta(hours=24)
"""The daily bucket is set back on the first use after this time."""

REASON_MAX: Final = 200
"""Characters of an entry's reason."""
