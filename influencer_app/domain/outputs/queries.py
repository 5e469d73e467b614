"""Builds the read models of outputs."""

from influencer_app.db.base import columns
from influencer_app.domain.outputs.models import Asset, Output
from influencer_app.domain.outputs.schemas import OutputDetail


def output_detail(output: Output, asset: Asset) -> OutputDetail:
    """The read model of an output and its asset."""
    base = f"/api/media/{asset.id}"
    fields = {**columns(asset), **columns(output)}
    fields.update(
        duration=asset.duration_seconds,
        url=f"{base}/original",
        preview_url=f"{base}/preview",
        thumb_url=f"{base}/thumb",
        captions_url=f"{base}/captions" if asset.captions_key else None,
    )
    return OutputDetail.model_validate(fields)
