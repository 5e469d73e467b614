"""Builds the read models of outputs."""

from influencer_app.domain.outputs.models import Asset, Output
from influencer_app.domain.outputs.schemas import OutputDetail


def output_detail(output: Output, asset: Asset) -> OutputDetail:
    """The read model of an output and its asset."""
    base = f"/api/media/{asset.id}"
    return OutputDetail(
        id=output.id,
        generation_id=output.generation_id,
        asset_id=output.asset_id,
        index=output.index,
        kind=asset.kind,
        width=asset.width,
        height=asset.height,
        duration=asset.duration_seconds,
        url=f"{base}/original",
        preview_url=f"{base}/preview",
        thumb_url=f"{base}/thumb",
        captions_url=f"{base}/captions" if asset.captions_key else None,
        thumbhash=asset.thumbhash,
        seed=output.seed,
        identity_score=output.identity_score,
        watermarked=asset.watermarked,
        favourite=output.favourite,
        published=output.published,
        created_at=output.created_at,
    )
