"""Queries as they are typed: quotation marks of either language, and nothing else, mean a phrase."""

import pytest

from search_service.queries.query_text import QueryText, read


@pytest.mark.parametrize(
    ("query", "text", "phrases"),
    [
        ("Mis „ajapank“?", "Mis ajapank?", ("ajapank",)),
        ("Mida teeb „ajapank“ Eestis täna?", "Mida teeb ajapank Eestis täna?", ()),
        ('the "time bank" of  "time bank"', "the time bank of time bank", ("time bank",)),
        ("“a b” and «c d»", "a b and c d", ("a b", "c d")),
        ("children's villages", "children's villages", ()),
        ('an inch: 5" wide', 'an inch: 5" wide', ()),
        ('"" and "…"', '"" and "…"', ()),
        ('"co\u00adcreation"', "cocreation", ("co\u00adcreation",)),
    ],
)
def test_phrases(query: str, text: str, phrases: tuple[str, ...]) -> None:
    assert read(query) == QueryText(text, phrases)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("750", ("750",)), ("20 000", ("20 000",)), ("1\u00a0213", ("1 213",)), ("3,5", ("3,5",)),
        ("75%", ("75",)), ("2014–2020", ("2014", "2020")), ("750 inimest", ()), ("COVID-19", ()),
    ],
)  # fmt: skip
def test_a_bare_number_is_what_a_passage_must_hold(query: str, numbers: tuple[str, ...]) -> None:
    assert read(query).phrases == numbers
