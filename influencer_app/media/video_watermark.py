"""Applies the free plan's watermark to video frames."""

from typing import Any, cast

import numpy as np
from av.video.frame import VideoFrame
from av.video.plane import VideoPlane
from PIL import Image

from influencer_app.media.watermark import watermark

Array = np.ndarray[tuple[int, ...], np.dtype[np.float32]]
Bytes = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
_GROUND = (16.0, 128.0, 128.0)  # black in limited-range YUV


class VideoWatermark:
    """``watermark`` for frames of ``width`` x ``height`` (even) in yuv420p, limited range.

    The mark is an affine change of each pixel, transparency * x + added. Both terms come from marking a
    black and a white picture, so videos and pictures carry exactly the same mark.
    """

    def __init__(self, text: str, width: int, height: int) -> None:
        black = np.asarray(watermark(Image.new("RGB", (width, height), "black"), text))
        white = np.asarray(watermark(Image.new("RGB", (width, height), "white"), text))
        transparency = (white[..., 1].astype(np.float32) - black[..., 1]) / 255
        rows, columns = np.nonzero(transparency < 1)
        top, left = int(rows.min()) // 2 * 2, int(columns.min()) // 2 * 2
        bottom, right = -(-int(rows.max() + 1) // 2) * 2, -(-int(columns.max() + 1) // 2) * 2
        added = VideoFrame.from_ndarray(np.ascontiguousarray(black)).reformat(format="yuv420p", threads=1)
        coarse = transparency.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3))
        self._planes: list[tuple[int, slice, slice, Array, Array]] = []
        for plane, ground in enumerate(_GROUND):
            step = 1 if plane == 0 else 2
            area = (slice(top // step, bottom // step), slice(left // step, right // step))
            share = (transparency if plane == 0 else coarse)[area]
            base = _pixels(added.planes[plane])[area].astype(np.float32) - share * ground
            self._planes.append((plane, *area, share, base + 0.5))

    def apply(self, frame: VideoFrame) -> None:
        """Mark ``frame`` in place; copies it first when the decoder still references it."""
        frame.make_writable()
        for plane, rows, columns, share, base in self._planes:
            area = _pixels(frame.planes[plane])[rows, columns]
            area[:] = (area * share + base).clip(0, 255).astype(np.uint8)


def _pixels(plane: VideoPlane) -> Bytes:
    """A view of the plane's memory, including the padding at the end of each line."""
    memory: Bytes = np.frombuffer(cast("Any", plane), np.uint8)  # its stubs declare no buffer protocol
    return memory.reshape(plane.height, plane.line_size)
