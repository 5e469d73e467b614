"""Says in sentences what of a prompt is not drawn."""

from collections.abc import Iterator

from influencer_app.sketch.hair.styles import COVERING
from influencer_app.sketch.invent import invent_appearance
from influencer_app.sketch.model import Appearance
from influencer_app.sketch.prompt import Brief, read
from influencer_app.sketch.substitutes import INSTEAD, named
from influencer_app.sketch.traits import Person, resolve
from influencer_app.sketch.wardrobe.outfits import choose, hides_neck, is_as_asked, name_of
from influencer_app.sketch.wardrobe.tailor import Garment


def not_drawn(
    prompt: str, appearance: Appearance | None = None, *, negative_prompt: str = "", style: str = "realistic"
) -> tuple[str, ...]:
    """What will not be drawn, in sentences; without an appearance the prompt invents the person."""
    person, _ = resolve(appearance or invent_appearance(prompt, 0))
    return notes_on(read(prompt, negative_prompt, person, style), person, 0)


def notes_on(brief: Brief, person: Person, seed: int) -> tuple[str, ...]:
    """The sentences about one picture."""
    return tuple(_notes(brief, person, seed))


def _notes(brief: Brief, person: Person, seed: int) -> Iterator[str]:
    garment, _, _ = choose(person, brief, seed)
    worn = name_of(garment)
    asked, spelling = brief.worn
    for phrase, spelled in dict.fromkeys(brief.similar):
        if phrase != asked:
            yield f"Draws {INSTEAD[phrase]} instead of {named(phrase, spelled)}."
    if asked:
        drawn = INSTEAD.get(asked, "") if is_as_asked(garment, brief) else named(worn, worn)
        if drawn:
            yield f"Draws {drawn} instead of {named(asked, spelling)}."
    kept: list[str] = [f"no {phrase}" for phrase in brief.excluded if set(phrase.split()) & set(worn.split())]
    kept += _covered(brief, person, garment)
    if missing := list(dict.fromkeys([*brief.missing, *kept])):
        yield "Can't draw: " + ", ".join(missing) + "."
    if brief.indoors:
        yield "Can't draw indoors: " + ", ".join(brief.indoors) + "."
    if brief.foreign:
        yield "This engine reads English words only."
    if brief.sign:
        yield f"Signs as in “{brief.sign}” are not read, only the words in them."
    if not brief.has_place:
        yield "No known place is named, so it draws a studio."


def _covered(brief: Brief, person: Person, garment: Garment) -> Iterator[str]:
    """Jewels that hair or clothes cover."""
    if "earrings" in brief.extras and person.hair_style in COVERING:
        yield "earrings"
    if "necklace" in brief.extras and hides_neck(garment):
        yield "necklace"
