"""Derives a face's proportions (some forty numbers) from key and traits, never from prompt or seed.

Head units: the origin is between the eyes, x to the right, y down, z to the viewer; the eye line is y = 0,
the chin is near y = 150, the top of the skull near y = -150.
"""

from dataclasses import dataclass

from influencer_app.sketch.seeds import stream
from influencer_app.sketch.traits import Person

# half widths at y = 78, at y = 117, of the chin; chin y; half width of cheekbones and of temples
_SHAPES = {
    "oval": (83, 58, 27, 150, 97, 92),
    "round": (89, 67, 34, 142, 101, 93),
    "square": (91, 71, 40, 149, 98, 95),
    "heart": (80, 51, 20, 149, 99, 98),
    "long": (82, 60, 29, 161, 93, 89),
    "diamond": (78, 52, 22, 153, 102, 88),
    "soft": (86, 62, 26, 146, 96, 91),
    "strong": (88, 68, 36, 157, 99, 92),
}
_SHAPES_OF = {
    "female": ("oval", "round", "heart", "long", "diamond", "soft", "square", "heart", "oval"),
    "male": ("oval", "square", "long", "strong", "diamond", "strong", "round"),
    "nonbinary": ("oval", "heart", "diamond", "square", "soft", "long"),
}
# width, bridge height, bridge width, tip, wing size, hump
_NOSES = {
    "straight": (15.0, 25, 6.5, 9, 7.5, 0.0),
    "button": (15.5, 18, 7.0, 11, 7.0, -1.5),
    "aquiline": (15.5, 29, 6.5, 9, 7.5, 3.5),
    "broad": (20.5, 18, 9.0, 12, 10.0, 0.0),
    "narrow": (13.0, 27, 5.5, 8, 6.5, 0.8),
    "bulbous": (18.0, 22, 8.0, 14, 8.5, 0.5),
    "snub": (16.0, 20, 7.0, 11, 7.5, -2.5),
    "flat": (18.0, 14, 8.5, 10, 8.5, 0.0),
}
_NOSES_OF = {
    "african": ("broad", "broad", "bulbous", "straight", "flat"),
    "east asian": ("flat", "button", "straight", "snub"),
    "south asian": ("straight", "aquiline", "bulbous", "broad"),
    "southeast asian": ("flat", "broad", "button"),
    "european": ("straight", "narrow", "aquiline", "snub", "button", "bulbous"),
    "latin american": ("straight", "aquiline", "bulbous", "button", "broad"),
    "middle eastern": ("aquiline", "straight", "narrow", "bulbous"),
    "pacific islander": ("broad", "flat", "bulbous"),
    "indigenous american": ("aquiline", "broad", "straight"),
    "mixed": ("straight", "broad", "button", "bulbous", "snub"),
}
_LIDS_OF = {
    "east asian": ("monolid", "hooded", "monolid", "soft"),
    "southeast asian": ("hooded", "soft", "monolid"),
    "european": ("soft", "deep", "hooded", "wide", "soft"),
    "african": ("wide", "soft", "almond", "hooded"),
    "south asian": ("wide", "almond", "deep"),
    "middle eastern": ("almond", "deep", "wide"),
}
# half width, opening, tilt of the outer corner, crease height, depth of the socket
_LIDS = {
    "soft": (23.5, 11.6, 1.5, 7.0, 9.0),
    "wide": (24.5, 13.8, 1.0, 6.5, 9.0),
    "almond": (25.0, 10.8, 4.0, 6.0, 9.5),
    "deep": (23.0, 10.6, 0.5, 8.5, 14.0),
    "hooded": (23.0, 9.8, -0.5, 3.2, 8.0),
    "monolid": (24.0, 9.2, 3.5, 0.0, 4.5),
}


@dataclass(frozen=True)
class Face:
    """The proportions of one person's face, in head units."""

    shape: str
    jaw: float
    jowl: float
    chin: float
    chin_y: float
    cheek: float
    temple: float
    eye_x: float
    eye_w: float
    eye_open: float
    eye_tilt: float
    crease: float
    socket: float
    lid: str
    iris: float
    brow_y: float
    brow_arch: float
    brow_thick: float
    brow_length: float
    brow_tilt: float
    nose: str
    nose_w: float
    nose_y: float
    nose_bridge: float
    nose_slim: float
    nose_tip: float
    nose_wing: float
    nose_hump: float
    mouth_y: float
    mouth_w: float
    lip_upper: float
    lip_lower: float
    bow: float
    corners: float
    cheekbones: float
    fullness: float
    brow_ridge: float
    chin_relief: float
    cleft: float
    ears: float
    hairline: float
    peak: float
    neck: float
    shoulders: float
    slope: float
    bust: float
    waist: float
    freckles: float
    mole: tuple[float, float] | None
    crooked: tuple[float, float, float, float]
    heft: float
    feminine: float
    age: int
    wears_glasses: bool


def build(person: Person) -> Face:
    """The face of a person; deterministic."""
    r = stream(person.key, "geometry")
    fem = {"female": 1.0, "male": 0.0, "nonbinary": 0.45 + 0.2 * r.random()}[person.gender]
    shape = r.choice(_SHAPES_OF[person.gender])
    jaw, jowl, chin, chin_y, cheek, temple = _SHAPES[shape]
    weight = {"slim": -1.0, "average": 0.0, "athletic": -0.2, "curvy": 0.6, "broad": 0.6, "plus size": 1.8}[
        person.body
    ]

    def vary(spread: float) -> float:
        return 1.0 + spread * r.uniform(-1, 1)

    male = 1.0 - fem
    lid = r.choice(_LIDS_OF.get(person.group, ("soft", "almond", "wide", "hooded", "deep")))
    eye_w, eye_open, tilt, crease, socket = _LIDS[lid]
    nose = r.choice(_NOSES_OF[person.group])
    nose_w, bridge, slim, tip, wing, hump = _NOSES[nose]
    lips = {"african": 1.28, "pacific islander": 1.15, "south asian": 1.06, "european": 0.92}.get(
        person.group, 1.0
    )
    lips *= vary(0.17) * (1.0 + 0.16 * fem)
    old = max(0.0, (person.age - 32) / 46)
    young = max(0.0, (26 - person.age) / 8)
    shoulders = {
        "slim": 0.93,
        "average": 1.0,
        "athletic": 1.06,
        "curvy": 1.0,
        "broad": 1.12,
        "plus size": 1.12,
    }
    build_w = shoulders[person.body] * vary(0.03)
    return Face(
        shape=shape,
        jaw=(jaw + 5.0 * weight - 2.0 * young) * (0.965 + 0.06 * male) * vary(0.025),
        jowl=(jowl + 6.0 * weight + 5 * old - 2.0 * young) * (0.92 + 0.13 * male) * vary(0.035),
        chin=chin * (0.9 + 0.24 * male) * vary(0.10),
        chin_y=chin_y + 3 * male - 5.0 * young + r.uniform(-4, 4),
        cheek=(cheek + 1.5 * weight) * vary(0.015),
        temple=temple * vary(0.02),
        eye_x=44.5 * vary(0.06),
        eye_w=eye_w * 1.14 * vary(0.06) * (1 + 0.04 * fem + 0.035 * young),
        eye_open=eye_open * 1.2 * vary(0.09) * (1 + 0.12 * fem + 0.05 * young) * (1 - 0.16 * old),
        eye_tilt=tilt + 1.5 * fem + r.uniform(-1.8, 1.8) - 1.5 * old,
        crease=crease * vary(0.15),
        socket=socket * vary(0.12) + 2 * male,
        lid=lid,
        iris=0.475 * vary(0.03),
        brow_y=-32.5 - 2.5 * fem + r.uniform(-5, 4) + 3 * male + 1.5 * old,
        brow_arch=(4.5 + 2.2 * fem) * vary(0.4),
        brow_thick=(8.0 - 1.5 * fem) * vary(0.24),
        brow_length=(60 - 2 * fem) * vary(0.07),
        brow_tilt=r.uniform(-2.5, 2.0),
        nose=nose,
        nose_w=nose_w * (1 + 0.12 * male - 0.05 * young) * vary(0.07) + 0.8 * old,
        nose_y=56 + r.uniform(-5, 7) + 3 * old,
        nose_bridge=(bridge + 3 * male) * vary(0.10),
        nose_slim=slim * (1 + 0.18 * male) * vary(0.08),
        nose_tip=tip * vary(0.10),
        nose_wing=wing * vary(0.08),
        nose_hump=hump + r.uniform(-0.8, 0.8),
        mouth_y=92 + 2 * male + r.uniform(-4, 4),
        mouth_w=(30 + 1.5 * male) * vary(0.12),
        lip_upper=7.4 * lips * vary(0.14) * (1 - 0.2 * old),
        lip_lower=10.2 * lips * vary(0.12) * (1 - 0.14 * old),
        bow=(2.2 + 1.2 * fem) * vary(0.5),
        corners=r.uniform(-1.2, 2.0) - 1.2 * old,
        cheekbones=(6.5 + 1.5 * male) * vary(0.35) + (2 if shape in {"diamond", "heart"} else 0),
        fullness=3.6 * weight + 3.5 * young + r.uniform(-1.5, 2.5) + 1.5 * fem - 3 * old,
        brow_ridge=(1.5 + 4.5 * male) * vary(0.3),
        chin_relief=(6 + 2 * male) * vary(0.3),
        cleft=r.choice((0.0, 0.0, 0.0, 1.6)) * (0.4 + male),
        ears=vary(0.14) * (1 + 0.05 * male),
        hairline=-92 + r.uniform(-7, 7) - 5 * old * male,
        peak=r.choice((0.0, 0.0, 4.0, 7.0)),
        neck=(40 + 15 * male) * (1 + 0.10 * weight - 0.04 * young) * vary(0.04),
        shoulders=(206 + 44 * male) * build_w,
        slope=r.uniform(-8, 8),
        bust=fem
        * {"slim": 0.55, "average": 0.8, "athletic": 0.65, "curvy": 1.2, "broad": 0.8, "plus size": 1.2}[
            person.body
        ],
        waist={
            "slim": 0.70,
            "average": 0.79,
            "athletic": 0.78,
            "curvy": 0.78,
            "broad": 0.90,
            "plus size": 1.08,
        }[person.body]
        + 0.05 * male,
        freckles=r.choice((0.0, 0.0, 0.0, 0.5, 1.0))
        if person.skin in {"porcelain", "ivory", "fair", "light"}
        else 0.0,
        mole=r.choice((None, None, None, (-34.0, 78.0), (44.0, 62.0), (26.0, 108.0))),
        crooked=(r.uniform(-1.3, 1.3), r.uniform(-1.3, 1.3), r.uniform(-1.2, 1.2), r.uniform(-1.2, 1.2)),
        heft=weight,
        feminine=fem,
        age=person.age,
        wears_glasses=r.random() < 0.12 + 0.2 * old,
    )
