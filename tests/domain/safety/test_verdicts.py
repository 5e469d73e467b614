import pytest

from influencer_app.domain.safety.ports import Verdict
from influencer_app.domain.safety.verdicts import WORDS, refuse_flagged
from influencer_app.errors import PolicyRefused


def test_what_is_not_flagged_goes_on() -> None:
    refuse_flagged(Verdict(flagged=False, categories=("violence",)))


@pytest.mark.parametrize(
    ("categories", "sentence"),
    [
        (("violence",), "This text cannot be used here: it looks like violence. Say it differently"),
        (("violence", "hate", "sexual"), "it looks like sexual content, hate and violence."),
        (("sexual", "sexual/minors"), "Nothing sexual with minors can be made here."),
        ((), "This text cannot be used here. Say it differently and try again."),
    ],
)
def test_the_sentence_names_what_was_found(categories: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(PolicyRefused) as error:
        refuse_flagged(Verdict(flagged=True, categories=categories), field="script")
    assert sentence in error.value.sentence
    assert error.value.fields[0].field == "script"


def test_every_category_can_be_told_of_a_picture() -> None:
    for category in WORDS:
        with pytest.raises(PolicyRefused, match=r"minors|This picture cannot be used here: it looks like"):
            refuse_flagged(Verdict(flagged=True, categories=(category,)), thing="picture")
