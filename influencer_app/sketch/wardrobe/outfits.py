"""Chooses outfits that fit the scene, in the person's preferred colours."""

from dataclasses import replace

from influencer_app.sketch.body import Body
from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import Colour, mix, rgb
from influencer_app.sketch.hair.styles import COVERING
from influencer_app.sketch.palette import SKIN
from influencer_app.sketch.prompt import Brief
from influencer_app.sketch.seeds import stream
from influencer_app.sketch.traits import Person
from influencer_app.sketch.vocabulary import COLOURS
from influencer_app.sketch.wardrobe import cloth, neckwear, outer
from influencer_app.sketch.wardrobe.tailor import Fold, Garment, Tailor

GARMENTS = {
    "crew tee": Garment("crew tee"),
    "vee tee": Garment("vee tee", "vee"),
    "scoop top": Garment("scoop top", "scoop", loose=4),
    "striped top": Garment("striped top", "crew", "long", pattern="stripes"),
    "dotted blouse": Garment("dotted blouse", "vee", "long", pattern="dots", fabric="satin", loose=9),
    "turtleneck": Garment("turtleneck", "turtle", "long", fabric="knit"),
    "sweater": Garment("sweater", "crew", "long", fabric="knit", loose=13),
    "linen shirt": Garment("linen shirt", "collar", "long", loose=9),
    "palm shirt": Garment("palm shirt", "collar", "short", pattern="palms", loose=10),
    "check shirt": Garment("check shirt", "collar", "long", pattern="check", loose=9),
    "slip dress": Garment("slip dress", "strap", "none", fabric="satin", loose=3),
    "flower dress": Garment("flower dress", "strap", "none", pattern="flowers", loose=3),
    "halter top": Garment("halter top", "halter", "none", loose=2),
    "sports top": Garment("sports top", "racer", "none", loose=2),
    "tank top": Garment("tank top", "racer", "none", loose=5),
    "hoodie": Garment("hoodie", "turtle", "long", loose=15, outer="hood"),
    "blazer": Garment("blazer", "vee", outer="blazer"),
    "blazer over crew": Garment("blazer over crew", "crew", outer="blazer"),
    "blazer over turtleneck": Garment("blazer over turtleneck", "turtle", outer="blazer"),
    "denim jacket": Garment("denim jacket", "crew", fabric="denim", outer="denim"),
    "leather jacket": Garment("leather jacket", "crew", fabric="leather", outer="leather"),
    "cardigan": Garment("cardigan", "scoop", fabric="knit", outer="cardigan"),
    "coat": Garment("coat", "turtle", outer="coat"),
    "open shirt": Garment("open shirt", "crew", outer="shirt"),
    "polo shirt": Garment("polo shirt", "collar", "short", fabric="knit", loose=6),
    "suit and tie": Garment("suit and tie", "collar", outer="blazer"),
    "puffer jacket": Garment("puffer jacket", "turtle", "long", fabric="satin", pattern="quilt", loose=21),
    "raincoat": Garment("raincoat", "turtle", "long", fabric="satin", loose=18, outer="hood"),
    "dungarees": Garment("dungarees", "crew", "short", pattern="stripes", outer="bib"),
    "wrap dress": Garment("wrap dress", "vee", "long", pattern="flowers", fabric="satin", loose=5),
    "evening gown": Garment("evening gown", "bare", "none", fabric="satin", loose=2),
}
_MODEST = ("sweater", "linen shirt", "turtleneck", "dotted blouse", "striped top", "wrap dress")
_F, _M, _N = "female", "male", "nonbinary"
_WORN: dict[str, dict[str, tuple[str, ...]]] = {
    "beach": {_F: ("flower dress", "slip dress", "halter top", "open shirt"),
    _M: ("palm shirt", "linen shirt", "crew tee", "tank top"), _N: ("open shirt", "palm shirt", "tank top")},
    "city": {_F: ("leather jacket", "coat", "blazer", "slip dress", "denim jacket", "evening gown",
    "puffer jacket"),
    _M: ("leather jacket", "coat", "blazer over crew", "hoodie", "denim jacket", "suit and tie",
    "puffer jacket"),
    _N: ("leather jacket", "hoodie", "coat", "puffer jacket")},
    "studio": {_F: ("turtleneck", "blazer", "scoop top", "slip dress", "dotted blouse", "crew tee",
    "evening gown"),
    _M: ("turtleneck", "blazer over crew", "linen shirt", "crew tee", "blazer over turtleneck",
    "suit and tie", "polo shirt"),
    _N: ("turtleneck", "blazer over crew", "vee tee", "suit and tie", "dungarees")},
    "cafe": {_F: ("sweater", "cardigan", "striped top", "turtleneck", "dotted blouse", "dungarees",
    "wrap dress"),
    _M: ("sweater", "check shirt", "turtleneck", "denim jacket", "linen shirt", "polo shirt"),
    _N: ("sweater", "striped top", "denim jacket", "dungarees")},
    "mountain": {_F: ("hoodie", "sweater", "denim jacket", "coat", "turtleneck", "puffer jacket", "raincoat"),
    _M: ("hoodie", "check shirt", "sweater", "coat", "denim jacket", "puffer jacket", "raincoat"),
    _N: ("hoodie", "sweater", "check shirt", "puffer jacket")},
    "gym": {_F: ("sports top", "tank top", "sports top", "hoodie"),
    _M: ("tank top", "crew tee", "hoodie", "tank top"), _N: ("tank top", "crew tee", "hoodie")},
    "library": {_F: ("cardigan", "blazer over turtleneck", "dotted blouse", "striped top", "sweater",
    "wrap dress"),
    _M: ("cardigan", "blazer over turtleneck", "check shirt", "sweater", "linen shirt", "suit and tie"),
    _N: ("cardigan", "striped top", "blazer over turtleneck")},
    "rooftop": {_F: ("slip dress", "blazer", "leather jacket", "halter top", "coat", "evening gown",
    "wrap dress"),
    _M: ("linen shirt", "blazer over crew", "leather jacket", "open shirt", "suit and tie", "polo shirt"),
    _N: ("blazer over crew", "open shirt", "leather jacket", "suit and tie")},
    "park": {_F: ("cardigan", "flower dress", "denim jacket", "striped top", "coat", "dungarees",
    "wrap dress"),
    _M: ("check shirt", "denim jacket", "sweater", "hoodie", "open shirt", "polo shirt"),
    _N: ("denim jacket", "striped top", "open shirt", "dungarees")},
    "home": {_F: ("sweater", "cardigan", "scoop top", "striped top", "linen shirt"),
    _M: ("sweater", "crew tee", "cardigan", "linen shirt", "hoodie", "polo shirt"),
    _N: ("sweater", "crew tee", "cardigan")},
    "office": {_F: ("blazer", "blazer over turtleneck", "dotted blouse", "linen shirt", "cardigan",
    "sweater"),
    _M: ("linen shirt", "blazer over crew", "sweater", "check shirt", "blazer over turtleneck", "polo shirt"),
    _N: ("linen shirt", "blazer over crew", "cardigan", "sweater")},
    "kitchen": {_F: ("striped top", "linen shirt", "scoop top", "cardigan", "dotted blouse", "dungarees"),
    _M: ("linen shirt", "crew tee", "check shirt", "sweater"),
    _N: ("striped top", "linen shirt", "crew tee", "dungarees")},
    "concert": {_F: ("leather jacket", "halter top", "tank top", "denim jacket", "slip dress"),
    _M: ("leather jacket", "tank top", "denim jacket", "open shirt"),
    _N: ("leather jacket", "tank top", "open shirt")},
    "desert": {_F: ("linen shirt", "open shirt", "flower dress", "scoop top"),
    _M: ("linen shirt", "open shirt", "crew tee"), _N: ("linen shirt", "open shirt")},
    "snow": {_F: ("coat", "turtleneck", "sweater", "hoodie", "puffer jacket"), _M: ("coat", "turtleneck",
    "sweater", "hoodie", "puffer jacket"),
    _N: ("coat", "sweater", "turtleneck", "puffer jacket")},
}  # fmt: skip
_ASKED: dict[str, dict[str, str]] = {
    "tee": {_F: "vee tee", _M: "crew tee"}, "blazer": {_F: "blazer", _M: "blazer over crew"},
    "suit": {_F: "blazer over turtleneck", _M: "suit and tie", _N: "suit and tie"},
    "tie": {_F: "suit and tie"},
    "hoodie": {_F: "hoodie"}, "turtleneck": {_F: "turtleneck"}, "sweater": {_F: "sweater"},
    "cardigan": {_F: "cardigan"}, "shirt": {_F: "linen shirt"}, "polo": {_F: "polo shirt"},
    "check": {_F: "check shirt"}, "palms": {_F: "palm shirt"}, "open shirt": {_F: "open shirt"},
    "stripes": {_F: "striped top"}, "dots": {_F: "dotted blouse", _M: "linen shirt"},
    "dress": {_F: "slip dress", _M: "linen shirt"}, "flowers": {_F: "flower dress", _M: "palm shirt"},
    "wrap": {_F: "wrap dress", _M: "linen shirt"}, "gown": {_F: "evening gown", _M: "suit and tie"},
    "leather": {_F: "leather jacket"}, "denim": {_F: "denim jacket"}, "coat": {_F: "coat"},
    "puffer": {_F: "puffer jacket"}, "raincoat": {_F: "raincoat"}, "dungarees": {_F: "dungarees"},
    "sportswear": {_F: "sports top", _M: "tank top"}, "tank": {_F: "tank top"}, "top": {_F: "scoop top"},
    "halter": {_F: "halter top", _M: "tank top"}, "swimwear": {_F: "halter top", _M: "open shirt"},
}  # fmt: skip
_SAME = {
    "tee": {"vee tee", "crew tee"},
    "blazer": {"blazer", "blazer over crew"},
    "suit": {"suit and tie", "blazer over turtleneck"},
    "sportswear": {"sports top", "tank top"},
}
"""Garments that are what was asked for, where there are several."""
_SHOWN_NAMES = {
    "vee tee": "T-shirt",
    "crew tee": "T-shirt",
    "blazer over crew": "blazer",
    "blazer over turtleneck": "blazer over a turtleneck",
}
_COLOUR_PREFERENCES = (
    ("#1f2f46", "#e9e2d4", "#a9442f", "#6b7f78"), ("#2b2a2f", "#c9b79c", "#7d2e3a", "#8fa3b0"),
    ("#35594c", "#efe6d2", "#c58b3a", "#7a4a3a"),
    ("#5a3d63", "#d9c9dc", "#2f3f66", "#b4566a"), ("#c96f4a", "#f0dcc0", "#3f6f78", "#8a3f3a"),
    ("#3b5f8a", "#f2f0ea", "#d9a441", "#4a4a52"),
    ("#8c8f5a", "#e7dcc6", "#5c4433", "#b06a48"), ("#d48a9a", "#f4e6e2", "#6d5a8a", "#3d4f5c"),
    ("#1f6a6a", "#f0d9b8", "#c2504a", "#33383f"),
    ("#7b8794", "#f6f3ee", "#26415c", "#a8763f"),
)  # fmt: skip
_DENIM, _LEATHER = ("#44648c", "#5c7ea6", "#2f4666", "#26282e"), ("#231f22", "#3a2620", "#2a2c33", "#4a2a26")
_TIES = ("#7d2e3a", "#26375a", "#3f5f54", "#3a3a42", "#a8763f")
_OILED = ("#e2b63c", "#3c5f58", "#b5452f", "#34506e")


def choose(person: Person, brief: Brief, seed: int) -> tuple[Garment, Colour, Colour]:
    """The garment, its main colour, and the colour of the layer under a jacket."""
    r = stream(person.key, brief.scene, seed, "outfit")
    options = _WORN[brief.scene][person.gender]
    if "necklace" in brief.extras:
        options = tuple(name for name in options if not hides_neck(GARMENTS[name])) or options
    name = r.choice(options)
    if brief.clothes:
        asked = _ASKED[brief.clothes]
        name = asked.get(person.gender, asked[_F])
    if person.hair_style in COVERING and not _covers(GARMENTS[name]):
        name = r.choice(_MODEST)
    garment = GARMENTS[name]
    taste = stream(person.key, "taste").choice(_COLOUR_PREFERENCES)
    skin = rgb(SKIN[person.skin])
    likes = [rgb(code) for code in taste if _apart(rgb(code), skin) > 105] or [rgb("#2f4059")]
    main, under = r.choice(likes), rgb(taste[1])
    if garment.outer == "denim":
        main = rgb(r.choice(_DENIM))
    if garment.outer == "leather":
        main = rgb(r.choice(_LEATHER))
    if name == "raincoat":
        main = rgb(r.choice(_OILED))
    if brief.colour:
        main = rgb(COLOURS[brief.colour])
    if name == "suit and tie":
        under = rgb("#eef0f2")
        main = mix(main, (30, 32, 42), 0.45) if not brief.colour else main
    if garment.outer and _apart(main, under) < 110:
        under = mix(main, (18, 16, 22), 0.6) if sum(main) > 380 else mix(main, (250, 246, 238), 0.82)
    return garment, main, under


def hides_neck(garment: Garment) -> bool:
    """Whether a necklace would be under it."""
    return garment.neckline == "turtle" or garment.outer == "hood"


def name_of(garment: Garment) -> str:
    """The garment as people call it."""
    return _SHOWN_NAMES.get(garment.name, garment.name)


def is_as_asked(garment: Garment, brief: Brief) -> bool:
    """Whether it is of the kind that the prompt asks for."""
    return garment.name in _SAME.get(brief.clothes, {_ASKED[brief.clothes][_F]})


def _covers(garment: Garment) -> bool:
    return garment.sleeve == "long" or garment.outer not in {"", "bib"}


def _apart(one: Colour, other: Colour) -> float:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


def dress(canvas: Canvas, body: Body, person: Person, brief: Brief, seed: int) -> tuple[Garment, list[Fold]]:
    """Draw the whole outfit; returns its folds for lighting."""
    garment, main, under = choose(person, brief, seed)
    tailor = Tailor(canvas, body, stream(person.key, brief.scene, seed, "folds"))
    if garment.outer == "hood":
        cloth.top(tailor, replace(garment, neckline="crew"), main)
        outer.hood(tailor, main)
    elif garment.outer == "bib":
        cloth.top(tailor, garment, under)
        outer.bib(tailor, rgb(tailor.r.choice(_DENIM)) if not brief.colour else main)
    elif garment.outer:
        cloth.top(tailor, Garment("under", garment.neckline, "none", loose=2), under)
        if garment.neckline == "collar":
            outer.shirt_front(tailor, under)
            neckwear.tie(tailor, rgb(tailor.r.choice(_TIES)))
        tailor.folds.clear()
        outer.outer(tailor, garment, main)
    else:
        cloth.top(tailor, garment, main)
        if garment.neckline == "collar":
            outer.shirt_front(tailor, main, 2 if garment.name == "polo shirt" else 6)
        if garment.pattern == "quilt":
            neckwear.zipper(tailor)
        if garment.name == "wrap dress":
            neckwear.crossed(tailor, main)
    if "scarf" in brief.extras:
        neckwear.scarf(tailor, rgb(COLOURS[brief.colour]) if brief.colour and not brief.clothes else under)
    return garment, tailor.folds
