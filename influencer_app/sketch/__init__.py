"""The offline sketch engine: draws stylised people in scenes, without a key, a network or a model.

``draw(appearance, shot, progress)`` renders one picture. ``progress`` is called with 0 to 1 as the work
advances; an exception it raises stops the drawing and reaches the caller. Equal arguments give equal bytes
with the same versions of this package and its libraries. ``draw`` raises ``ValueError`` for a size outside
64 to 2048. ``clip`` and ``talking_video`` make videos of the same people, ``clip_from_picture`` pans and
zooms over any picture, ``synthesize`` speaks a script in one of ``voices``. ``not_drawn`` says what of a
prompt will not be drawn; ``WORDS`` are words that will be.
"""

from influencer_app.sketch.compositing import draw
from influencer_app.sketch.invent import invent_appearance
from influencer_app.sketch.model import Appearance, Drawing, Shot
from influencer_app.sketch.prompt_notes import not_drawn
from influencer_app.sketch.prompt_text import is_readable
from influencer_app.sketch.styling import STYLES
from influencer_app.sketch.traits import TRAITS, resolved_traits
from influencer_app.sketch.video.clips import clip, clip_from_picture
from influencer_app.sketch.video.model import Video
from influencer_app.sketch.video.talking import talking_video
from influencer_app.sketch.voice.speech import Speech, VoiceInfo, synthesize, voices
from influencer_app.sketch.word_list import WORDS

__all__ = [
    "STYLES",
    "TRAITS",
    "WORDS",
    "Appearance",
    "Drawing",
    "Shot",
    "Speech",
    "Video",
    "VoiceInfo",
    "clip",
    "clip_from_picture",
    "draw",
    "invent_appearance",
    "is_readable",
    "not_drawn",
    "resolved_traits",
    "synthesize",
    "talking_video",
    "voices",
]
