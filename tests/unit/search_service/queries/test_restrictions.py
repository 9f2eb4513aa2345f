"""What a question restricts is read off its words in both languages."""

import pytest

from search_service.queries.restrictions import (
    NOTHING,
    Restrictions,
    countries_in,
    names_one_of,
    restrictions,
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Kuidas on Taanis 2023. aastal noori toetatud?", Restrictions(("DK",), years=(2023,))),
        ("What have the Danes and the Dutch tried?", Restrictions(("DK", "NL"))),
        ("Mida tegid sakslased?", Restrictions(("DE",))),
        ("Šoti ja läti näited", Restrictions(("GB", "LV"))),
        ("Millised näited on mujal?", Restrictions(abroad=True)),
        ("Mida tehakse teistes riikides?", Restrictions(abroad=True)),
        ("Millised välismaised keskused võtavad noore vastu?", Restrictions(abroad=True)),
        ("Näiteid välismaalt", Restrictions(abroad=True)),
        ("Kuidas on välismaades ja kes läks välismaale?", Restrictions(abroad=True)),
        ("Kes aitab välismaalt tulnuid?", NOTHING),
        ("Kas mujal elav noor võib hääletada?", NOTHING),
        ("How many Estonians living abroad answered?", Restrictions(("EE",))),
        ("What do other countries do?", Restrictions(abroad=True)),
        ("What happened between 2019 and 2021?", Restrictions(years=(2019, 2021))),
        ("Kas 2 019 eurot või 2019,5 eurot?", NOTHING),
        ("Kas kursus on inglise keeles?", NOTHING),
        ("Mis on ajapank?", NOTHING),
    ],
)
def test_known_questions(question: str, expected: Restrictions) -> None:
    assert restrictions(question) == expected
    assert bool(restrictions(question)) == (expected != NOTHING)


def test_countries_come_in_the_order_of_their_mention() -> None:
    assert countries_in("Poland after Finland, and Finland after Poland") == ("PL", "FI")
    assert names_one_of("A Finnish fund", ["SE", "FI"])
    assert not names_one_of("A Finnish fund", ["SE"])
