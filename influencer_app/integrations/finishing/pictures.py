"""Finishing through ``influencer_app.media``."""

from influencer_app.domain.generation.ports import FinishedPicture
from influencer_app.media import SourceType, finish_picture


class PictureFinisher:
    """Fills ``FinisherPort``. ``mark`` is the text of the free plan's watermark."""

    def __init__(self, mark: str, creator_tool: str) -> None:
        self._mark = mark
        self._creator_tool = creator_tool

    def finish(
        self, raw: bytes, *, size: tuple[int, int], watermark: bool, source_type: str
    ) -> FinishedPicture:
        """See the port."""
        done = finish_picture(
            raw,
            watermark_text=self._mark if watermark else None,
            source_type=SourceType(source_type),
            creator_tool=self._creator_tool,
            size=size,
        )
        return FinishedPicture(
            original=done.original,
            content_type=done.content_type,
            preview=done.preview,
            thumb=done.thumb,
            thumbhash=done.thumbhash,
            width=done.width,
            height=done.height,
            sha256=done.sha256,
            phash=done.phash,
        )
