"""How a window fits what is asked for, against answers read off by eye."""

from dataclasses import replace

import pytest
from reading_scene import hit, question

from search_service.reading.fit_features import FEATURES, marks
from search_service.reading.purposes import PURPOSES
from search_service.reading.window_features import Weights, seen


def value(
    name: str, asked: str, said: str, *, works: tuple[str, ...] = (), **purposes: float
) -> float:
    spread = dict.fromkeys(PURPOSES, 0.0) | purposes
    q = replace(question(asked, ("aed", 1.0)), purposes=spread, works=works)
    read = hit("aed", tokens=[[0.5]], words=[[1]], said=[said], title=[0])
    read = replace(read, roles=("money",))
    return FEATURES[name](seen(q, read, Weights.of(q, [read]), (0, 0), [0], [marks(q, said)]))


@pytest.mark.parametrize(
    ("name", "asked", "said", "expected"),
    [
        ("own_language", "Mis on aed?", "See on üks aed.", 1.0),
        ("no_finding", "Mis on aed?", "Aia hind ei ole teada.", 1.0),
        ("row", "Mis on aed?", "Aed | 45 eurot | 2020", 1.0),
        ("opening", "Mis on aed?", "See on üks aed.", 1.0),
        ("depth", "Mis on aed?", "See on üks aed.", 0.0),
        ("year_lacking", "Mis oli 2023. aastal?", "See oli 2021. aastal.", 1.0),
        ("year_lacking", "Mis oli 2021. aastal?", "See oli 2021. aastal.", 0.0),
        ("other_year", "Mis oli 2023. aastal?", "See oli 2021. aastal.", 1.0),
        ("other_year", "Mis oli 2023. aastal?", "See oli üks aed.", 0.0),
        ("other_place", "Mis on Taanis?", "See on üks aed Rootsis.", 1.0),
        ("other_place", "Mis on Taanis?", "See on üks aed Taanis.", 0.0),
        ("other_place", "Mis on Taanis ja mujal?", "See on üks aed Rootsis.", 0.0),
        ("home", "Mis on mujal?", "See on üks aed.", 0.0),
        ("practice", "Mis on aed?", "See on üks aed.", 1.0),
        ("guide", "Mis on aed?", "See on üks aed.", 0.0),
        ("other_work", "Mis on aed?", "See on üks aed.", 0.0),
    ],
)
def test_known_answers(name: str, asked: str, said: str, expected: float) -> None:
    assert value(name, asked, said) == expected


def test_works_and_purposes() -> None:
    said = "Aed maksab 40 eurot aastas."
    assert value("named_work", "Mis?", said, works=("aed",)) == 1.0
    assert value("other_work", "Mis?", said, works=("park",)) == 1.0
    assert value("money_told", "Mis?", said, money=0.7) == 0.7
    assert value("money in money", "Mis?", said, money=0.7) == 0.7
    assert value("money in how", "Mis?", said, money=0.7) == 0.0
    assert value("null_result", "Mis?", "Aial ei olnud mingit mõju.", results=0.6) == 0.6
