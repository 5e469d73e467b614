"""Builds adapters from settings; the only importer of integrations.

Call ``open_runtime`` once per process, after any fork and inside the loop that will use it.
"""

from influencer_app.wiring.providers import ProviderAdapters
from influencer_app.wiring.runtime import Runtime, _Current, close_runtime, open_runtime, runtime
from influencer_app.wiring.traits import SHADES, TRAITS

__all__ = [
    "SHADES",
    "TRAITS",
    "ProviderAdapters",
    "Runtime",
    "_Current",
    "close_runtime",
    "open_runtime",
    "runtime",
]
