"""Knows the models of Replicate that there is code for."""

from influencer_app.integrations.replicate import inputs


class ReplicateModels:
    """Implements ``ModelAdapters``; needs no token."""

    def supports(self, engine: str, kind: str, name: str) -> bool:
        """See the port."""
        return engine == "replicate" and inputs.supports(kind, name)
