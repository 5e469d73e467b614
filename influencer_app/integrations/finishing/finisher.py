"""Finishes outputs with ``influencer_app.media``."""

from collections.abc import Callable
from functools import cached_property

from influencer_app.domain.generation.ports.finisher import FinishedImage, FinishedVideo, Provenance
from influencer_app.integrations.finishing.signing import C2paSigner
from influencer_app.media import SourceType, finish_image, finish_video


class MediaFinisher:
    """Implements ``FinisherPort``. ``product`` appears in the free plan's watermark and in the metadata.

    ``open_signer`` is called on first use: a process that finishes nothing needs no certificate.
    """

    def __init__(self, product: str, open_signer: Callable[[], C2paSigner]) -> None:
        self._watermark_text = f"made with {product}"
        self._creator_tool = product
        self._open_signer = open_signer

    @cached_property
    def signer(self) -> C2paSigner:
        """The signer. Raises ``NotConfigured`` when the certificate cannot be used."""
        return self._open_signer()

    def finish(
        self, raw: bytes, *, size: tuple[int, int], watermark: bool, provenance: Provenance
    ) -> FinishedImage:
        """See the port."""
        done = finish_image(
            raw,
            watermark_text=self._watermark_text if watermark else None,
            source_type=SourceType(provenance.source_type),
            creator_tool=self._creator_tool,
            size=size,
            sign=lambda data, content_type: self.signer.sign(data, content_type, provenance),
        )
        return FinishedImage(
            original=done.original,
            content_type=done.content_type,
            preview=done.preview,
            thumb=done.thumb,
            thumbhash=done.thumbhash,
            width=done.width,
            height=done.height,
            sha256=done.sha256,
            phash=done.phash,
            unmarked=done.unmarked,
        )

    def finish_video(self, raw: bytes, *, watermark: bool, provenance: Provenance) -> FinishedVideo:
        """See the port."""
        done = finish_video(
            raw,
            watermark_text=self._watermark_text if watermark else None,
            source_type=SourceType(provenance.source_type),
            creator_tool=self._creator_tool,
            sign=lambda data, content_type: self.signer.sign(data, content_type, provenance),
        )
        return FinishedVideo(
            original=done.original,
            content_type=done.content_type,
            preview=done.preview,
            thumb=done.thumb,
            thumbhash=done.thumbhash,
            width=done.width,
            height=done.height,
            sha256=done.sha256,
            phash=done.phash,
            duration_seconds=done.duration_seconds,
            frames_per_second=done.frames_per_second,
            has_sound=done.has_sound,
        )
