"""Invents varied groups of people for contact sheets and benchmarks."""

from influencer_app.sketch.model import Appearance
from influencer_app.sketch.seeds import stream
from influencer_app.sketch.traits import GROUPS, TRAITS

_NAMES = {
    "african": (("Adaeze", "Sade", "Amara"), ("Kofi", "Emeka", "Idris")),
    "east asian": (("Hana", "Yuki", "Jia"), ("Hiro", "Bao", "Jun")),
    "south asian": (("Priya", "Anjali", "Meera"), ("Arjun", "Vikram", "Rohan")),
    "southeast asian": (("Tala", "Putri", "Linh"), ("Budi", "Minh", "Rizal")),
    "european": (("Freya", "Olga", "Ines"), ("Finn", "Pavel", "Sven")),
    "latin american": (("Carmen", "Rosa", "Lucia"), ("Mateo", "Carlos", "Rafael")),
    "middle eastern": (("Noor", "Elif", "Yasmin"), ("Omar", "Tariq", "Amir")),
    "pacific islander": (("Leilani", "Moana", "Sina"), ("Kai", "Sione", "Tane")),
    "indigenous american": (("Aiyana", "Yara", "Nayeli"), ("Takoda", "Inti", "Nahuel")),
    "mixed": (("Maya", "Zoe", "Nadia"), ("Leo", "Jonas", "Noah")),
}
_NEUTRAL = ("Alex", "Ari", "Blake", "Charlie", "Eden", "Jules", "Kim", "Remy", "Robin", "Sasha")
_STYLES = {
    "female": (
        "wavy", "coils", "bob", "braid", "afro", "long", "curly", "pixie", "bun", "fringe", "hijab",
        "ponytail", "box braids", "locs",
    ),
    "male": (
        "short", "quiff", "coils", "side part", "buzz cut", "curtains", "locs", "curly top", "bald",
        "slicked back", "crew cut", "cornrows", "twists",
    ),
    "nonbinary": ("pixie", "curtains", "curly top", "bob", "quiff", "wavy"),
}  # fmt: skip
_COILED = frozenset({"afro", "coils", "locs", "box braids", "twists", "cornrows"})
_COIL_OFTEN = frozenset({"african", "mixed", "latin american", "pacific islander"})
_BODIES = ("average", "slim", "curvy", "athletic", "broad", "plus size")


def cast(count: int, seed: int) -> tuple[tuple[str, Appearance], ...]:
    """``count`` named people: genders alternate; ethnic groups, hair, build and age are spread evenly."""
    r = stream("cast", seed)
    groups = r.sample(GROUPS, len(GROUPS))
    bodies = r.sample(_BODIES, len(_BODIES))
    styles = {gender: r.sample(known, len(known)) for gender, known in _STYLES.items()}
    neutral = r.sample(_NEUTRAL, len(_NEUTRAL))
    colours = r.sample(TRAITS["hair_color"], len(TRAITS["hair_color"]))
    people = []
    left: dict[str, list[str]] = {}
    called: dict[tuple[str, str], list[str]] = {}
    for n in range(count):
        gender = "nonbinary" if n % 10 == 6 else "female" if n % 2 == 0 else "male"
        group = groups[n % len(groups)]
        options = neutral if gender == "nonbinary" else _NAMES[group][gender == "male"]
        taken = called.setdefault((gender, "" if gender == "nonbinary" else group), [])
        name = options[len(taken) % len(options)]
        if not left.get(gender):
            left[gender] = list(styles[gender])
        again = len(taken) // len(options)
        taken.append(name)
        people.append(
            (
                f"{name} {again + 1}" if again else name,
                Appearance(
                    key=f"cast {seed} {n}",
                    age=18 + round(62 * ((n * 0.618034 + 0.12) % 1.0) ** 1.5),
                    gender=gender,
                    ethnicity=group,
                    hair_style=_style(left[gender], group),
                    hair_color=colours[n % len(colours)] if n % 5 == 4 else "",
                    body_type=bodies[n % len(bodies)],
                ),
            )
        )
    return tuple(people)


def _style(left: list[str], group: str) -> str:
    """Take the next hair style that suits this group from those left."""
    style = next((style for style in left if style not in _COILED or group in _COIL_OFTEN), left[0])
    left.remove(style)
    return style
