"""The offline sketch engine: draws stylised people in places, with no key, no network and no model.

``draw(look, shot,
progress)`` makes one picture. ``progress`` is called with 0 to 1 as the work advances; what
it raises ends the drawing and reaches the caller. The same look and shot give the same bytes on the same
versions of this package and its libraries. ``draw`` raises ``ValueError`` for a size outside 64 to 2048.
"""

from influencer_app.sketch.invent import invent_look
from influencer_app.sketch.model import Drawing, Look, Shot
from influencer_app.sketch.stage import draw
from influencer_app.sketch.styling import STYLES
from influencer_app.sketch.traits import TRAITS

__all__ = ["STYLES", "TRAITS", "Drawing", "Look", "Shot", "draw", "invent_look"]
