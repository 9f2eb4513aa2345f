"""Lists of names stand in the order of the reader's own alphabet."""

import random
from functools import partial

import pytest

from corpus.catalogue import vocabulary
from search_service.phrases.alphabet import place


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("et", ["Slovakkia", "Soome", "Suurbritannia", "Šveits", "Zimbabwe", "Taani", "Ungari"]),
        ("et", ["ajapank", "sõna", "šokolaad", "zooloogia", "žürii", "õpe", "ära", "öö", "ühistu"]),
        ("en", ["Sweden", "Switzerland", "Ukraine", "Zimbabwe"]),
        ("en", ["cafe", "café au lait", "time bank", "time-out", "timebank", "zero waste"]),
    ],
)
def test_names_in_order(lang: str, names: list[str]) -> None:
    mixed = random.Random(1).sample(names, len(names))
    assert sorted(mixed, key=partial(place, lang=lang)) == names


@pytest.mark.parametrize("lang", ["et", "en"])
def test_every_country_has_a_place_of_its_own(lang: str) -> None:
    names = [vocabulary.name(vocabulary.COUNTRIES, code, lang) for code in vocabulary.COUNTRIES]
    assert len({tuple(place(name, lang)) for name in names}) == len(names)
