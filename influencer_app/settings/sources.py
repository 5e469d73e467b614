"""Reads the settings that ``influencer up`` generated, so that other commands find the running services.

``DATA_DIR/run/services.json`` (mode 0600) holds addresses and passwords of the embedded servers and the
signing secret; it is used where neither the environment nor ``.env`` sets a variable.
"""

import json
from pathlib import Path
from typing import Any

from pydantic_settings import PydanticBaseSettingsSource


class ServicesFile(PydanticBaseSettingsSource):
    """The settings source for ``services.json``."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        folder = Path(str(self.current_state.get("data_dir") or ".data"))
        path = services_file(folder)
        if not path.is_file():
            return {}
        values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return values


def services_file(data_dir: Path) -> Path:
    """Return the file that ``influencer up`` writes its generated settings to."""
    return data_dir / "run" / "services.json"
