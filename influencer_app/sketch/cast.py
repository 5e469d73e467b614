"""Invented people who differ in everything that can be seen, for sheets and measures."""

from influencer_app.sketch.model import Look
from influencer_app.sketch.seeds import stream
from influencer_app.sketch.traits import GROUPS, TRAITS

_NAMES = {
    "female": (
        "Adaeze", "Ana", "Carmen", "Elif", "Freya", "Hana", "Ines", "Jia", "Lena", "Leilani", "Maya",
        "Nadia", "Noor", "Olga", "Priya", "Rosa", "Sade", "Tala", "Yuki", "Zoe",
    ),
    "male": (
        "Amir", "Arjun", "Bao", "Carlos", "Dmitri", "Emeka", "Finn", "Hiro", "Idris", "Jonas", "Kai",
        "Kofi", "Leo", "Mateo", "Noah", "Omar", "Pavel", "Rafael", "Sven", "Tariq",
    ),
    "nonbinary": ("Alex", "Ari", "Blake", "Charlie", "Eden", "Jules", "Kim", "Remy", "Robin", "Sasha"),
}  # fmt: skip
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
_BODIES = ("average", "slim", "curvy", "athletic", "broad", "plus size")


def cast(count: int, seed: int) -> tuple[tuple[str, Look], ...]:
    """``count`` people by name: genders take turns, and groups, hair, build and age are spread over them."""
    r = stream("cast", seed)
    groups = r.sample(GROUPS, len(GROUPS))
    bodies = r.sample(_BODIES, len(_BODIES))
    styles = {gender: r.sample(known, len(known)) for gender, known in _STYLES.items()}
    names = {gender: r.sample(known, len(known)) for gender, known in _NAMES.items()}
    colours = r.sample(TRAITS["hair_color"], len(TRAITS["hair_color"]))
    people = []
    met: dict[str, int] = {}
    for n in range(count):
        gender = "nonbinary" if n % 10 == 6 else "female" if n % 2 == 0 else "male"
        turn = met.setdefault(gender, 0)
        met[gender] += 1
        called = names[gender][turn % len(names[gender])]
        again = turn // len(names[gender])
        people.append(
            (
                f"{called} {again + 1}" if again else called,
                Look(
                    key=f"cast {seed} {n}",
                    age=18 + round(62 * ((n * 0.618034 + 0.12) % 1.0) ** 1.5),
                    gender=gender,
                    ethnicity=groups[n % len(groups)],
                    hair_style=styles[gender][turn % len(styles[gender])],
                    hair_color=colours[n % len(colours)] if n % 5 == 4 else "",
                    body_type=bodies[n % len(bodies)],
                ),
            )
        )
    return tuple(people)
