"""The offline sketch engine: draws stylised people in places, with no key, no network and no model.

``draw(look, shot,
progress)`` makes one picture. ``progress`` is called with 0 to 1 as the work advances; what
it raises ends the drawing and reaches the caller. The same look and shot give the same bytes on the same
versions of this package and its libraries. ``draw`` raises ``ValueError`` for a size outside 64 to 2048.
``clip`` and ``talk`` make films of the same people, ``clip_from_picture`` moves a camera over any picture,
``say`` speaks a script in one of ``voices``.
"""

from influencer_app.sketch.film.clips import clip, clip_from_picture
from influencer_app.sketch.film.model import Film
from influencer_app.sketch.film.talks import talk
from influencer_app.sketch.invent import invent_look
from influencer_app.sketch.model import Drawing, Look, Shot
from influencer_app.sketch.stage import draw
from influencer_app.sketch.styling import STYLES
from influencer_app.sketch.traits import TRAITS, settled_traits
from influencer_app.sketch.voice.speech import Speech, VoiceInfo, say, voices

__all__ = [
    "STYLES",
    "TRAITS",
    "Drawing",
    "Film",
    "Look",
    "Shot",
    "Speech",
    "VoiceInfo",
    "clip",
    "clip_from_picture",
    "draw",
    "invent_look",
    "say",
    "settled_traits",
    "talk",
    "voices",
]
