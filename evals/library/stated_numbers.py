"""The numbers that a text states as facts: what `evals.library.facts` traces.

    stated("4,2 miljonit kg, 19 604 inimest", "et")  ->  [Number(4200000, …), Number(19604, …)]
    stated("EUR 14.3m for 6 of eleven towns", "en")  ->  [Number(14300000, …), 6, 11]

A choice among what `words.numbers` reads. No facts: the numbers of steps, and digits inside a
name (Garage48, COVID-19); "one" and "üks", which are mostly articles and pronouns; "kuus", "viis"
and "pool" where they may mean "a month", "way" and "side"; a third, which is seldom exact, and
zero in words, which counts nothing.
"""

from __future__ import annotations

from search_service.words.number_roles import Role
from search_service.words.number_words import Kind
from search_service.words.numbers import SURE, Number, read

_KINDS: frozenset[Kind | None] = SURE | {"times", "fraction"}
_NO_FACTS: frozenset[Role] = frozenset({"name", "step"})
_EXACT = 4  # decimals, at most


def stated(text: str, lang: str) -> list[Number]:
    """The numbers in order; `lang` says what a comma means: "et", or anything else for English."""
    return [
        number
        for number in read(text, "et" if lang == "et" else "en")
        if number.kind in _KINDS
        and number.role not in _NO_FACTS
        and (number.value or not number.in_words)
        and -int(number.value.as_tuple().exponent) <= _EXACT
    ]
