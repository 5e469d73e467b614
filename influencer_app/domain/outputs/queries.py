"""Builds the read models of outputs."""

from typing import Any

from sqlalchemy import Row, Select, select

from influencer_app.db.base import table
from influencer_app.domain.outputs.models import Asset, Output
from influencer_app.domain.outputs.schemas import OutputDetail

OUTPUT, ASSET = table(Output).c, table(Asset).c
ADDRESS = "/api/media/"


OF_OUTPUT = ("id", "generation_id", "asset_id", "index", "seed", "identity_score", "favourite", "published")
OF_ASSET = ("kind", "width", "height", "thumbhash", "watermarked")
FIELDS = (*OF_OUTPUT, "created_at", *OF_ASSET, "duration", "captioned")
SELECT_OUTPUTS: Select[Any] = select(
    *(OUTPUT[name] for name in (*OF_OUTPUT, "created_at")),
    *(ASSET[name] for name in (*OF_ASSET, "duration_seconds")),
    ASSET.captions_key.is_not(None),
).where(ASSET.id == OUTPUT.asset_id)
"""Selects rows for ``read_output``, discarded ones too, to be narrowed down by a condition on ``OUTPUT``."""


def read_output(row: Row[Any]) -> OutputDetail:
    """The read model of a row of ``SELECT_OUTPUTS``."""
    found: dict[str, Any] = dict(zip(FIELDS, row, strict=True))
    base = f"{ADDRESS}{found['asset_id']}"
    captions = f"{base}/captions" if found.pop("captioned") else None
    return OutputDetail(
        url=f"{base}/original",
        preview_url=f"{base}/preview",
        thumb_url=f"{base}/thumb",
        captions_url=captions,
        **found,
    )


def output_detail(output: Output, asset: Asset) -> OutputDetail:
    """The read model of an output and its asset."""
    base = f"{ADDRESS}{asset.id}"
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
