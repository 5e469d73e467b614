"""What a static page repeats for every row that the server knows."""

from typing import Any

from reflex_components_core.el.elements.base import BaseHTML


class EachRow(BaseHTML):
    """``<each-row>``: taken out of the page before it is sent, see ``middleware.filling``."""

    tag = "each-row"


def each_row(name: str, *children: Any) -> EachRow:
    """``children`` once for each row of ``name``, such as ``plans``."""
    made: EachRow = EachRow.create(*children, custom_attrs={"data-each": name})
    return made
