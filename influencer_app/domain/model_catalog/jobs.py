"""Jobs of the model catalog."""

from typing import ClassVar

from influencer_app.db.jobs import Job


class CheckModels(Job):
    """Checks that the provider still offers each model of the catalog."""

    name: ClassVar[str] = "model_catalog.check"
