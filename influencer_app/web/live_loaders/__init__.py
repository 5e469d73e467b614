"""The loaders of live updates, one module a capability. `load_all` registers all of them."""

from importlib import import_module
from pkgutil import iter_modules


def load_all() -> None:
    """Import every module of this package, so that its loaders and controls are registered."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
