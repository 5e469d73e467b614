"""Checks, converts, marks and encodes pictures, videos and audio before they are stored.

A pure library, bytes in and bytes out; ``finish_image`` and ``finish_video`` combine the rest. Everything
is synchronous and uses one core: call it from a worker or a thread, never on an event loop.
"""

from influencer_app.media.captions import Cue, webvtt
from influencer_app.media.encode import Renditions, encode_original, renditions
from influencer_app.media.finish_image import FinishedImage, finish_image
from influencer_app.media.finish_video import FinishedVideo, finish_video
from influencer_app.media.image_input import ImageInfo, open_image, probe_image
from influencer_app.media.sanitize import SanitizedImage, sanitize_image
from influencer_app.media.source_type import SourceType
from influencer_app.media.video_input import VideoFacts, VideoLimits, probe_video
from influencer_app.media.watermark import watermark
from influencer_app.media.xmp import read_xmp

__all__ = [
    "Cue",
    "FinishedImage",
    "FinishedVideo",
    "ImageInfo",
    "Renditions",
    "SanitizedImage",
    "SourceType",
    "VideoFacts",
    "VideoLimits",
    "encode_original",
    "finish_image",
    "finish_video",
    "open_image",
    "probe_image",
    "probe_video",
    "read_xmp",
    "renditions",
    "sanitize_image",
    "watermark",
    "webvtt",
]
