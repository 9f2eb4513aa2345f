"""Queries as they are typed: quotation marks of either language, and nothing else, mean a phrase."""

import pytest

from search_service.words.query_text import QueryText, read


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
    ],
)
def test_phrases(query: str, text: str, phrases: tuple[str, ...]) -> None:
    assert read(query) == QueryText(text, phrases)
