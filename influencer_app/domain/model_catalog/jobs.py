"""Jobs of the model catalog."""

from typing import ClassVar

from influencer_app.db.jobs import Job


class CheckModels(Job):
    """Checks that the provider still offers the models of the catalog whose check is due."""

    name: ClassVar[str] = "model_catalog.check"
