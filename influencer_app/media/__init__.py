"""What is done to every picture, film and sound before it is stored: a pure library, bytes in and out.

``finish_picture`` and ``finish_film`` compose the rest. Everything here is synchronous, uses one core
and belongs in a worker or a thread, never on an event loop.
"""

from influencer_app.media.captions import Cue, webvtt
from influencer_app.media.encode import Renditions, encode_original, renditions
from influencer_app.media.film import FilmLimits, VideoFacts, probe_video
from influencer_app.media.finish import FinishedPicture, finish_picture
from influencer_app.media.finish_film import FinishedFilm, finish_film
from influencer_app.media.probe import Picture, open_picture, probe
from influencer_app.media.source_type import SourceType
from influencer_app.media.upload import PlainPicture, plain_picture
from influencer_app.media.watermark import watermark
from influencer_app.media.xmp import read_xmp

__all__ = [
    "Cue",
    "FilmLimits",
    "FinishedFilm",
    "FinishedPicture",
    "Picture",
    "PlainPicture",
    "Renditions",
    "SourceType",
    "VideoFacts",
    "encode_original",
    "finish_film",
    "finish_picture",
    "open_picture",
    "plain_picture",
    "probe",
    "probe_video",
    "read_xmp",
    "renditions",
    "watermark",
    "webvtt",
]
