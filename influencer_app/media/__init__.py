"""What is done to every picture before it is stored: a pure library, bytes in and bytes out.

``finish_picture`` composes the rest. Everything here is synchronous, uses one core and belongs in
a worker or a thread, never on an event loop.
"""

from influencer_app.media.encode import Renditions, encode_original, renditions
from influencer_app.media.finish import FinishedPicture, finish_picture
from influencer_app.media.probe import Picture, open_picture, probe
from influencer_app.media.source_type import SourceType
from influencer_app.media.watermark import watermark
from influencer_app.media.xmp import read_xmp

__all__ = [
    "FinishedPicture",
    "Picture",
    "Renditions",
    "SourceType",
    "encode_original",
    "finish_picture",
    "open_picture",
    "probe",
    "read_xmp",
    "renditions",
    "watermark",
]
