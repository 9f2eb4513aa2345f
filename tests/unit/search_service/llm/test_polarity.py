"""Denial, hedging, rise and fall."""

import pytest

from search_service.llm.polarity import denials, hedges, turns


@pytest.mark.parametrize(
    ("text", "lang", "times"),
    [
        ("Uuring ei leidnud mõju.", "et", 1),
        ("Mõju pole ega tule.", "et", 2),
        ("Andmed puuduvad.", "et", 1),
        ("Raha jäi kasutamata.", "et", 1),
        ("Programm aitas ilma toetuseta.", "et", 1),
        ("Programm aitas mitte ainult noori, vaid ka vanu.", "et", 0),
        ("Programm aitas noori.", "et", 0),
        ("The study found no effect.", "en", 1),
        ("It didn't help, and never will.", "en", 2),
        ("They failed to agree.", "en", 1),
        ("It works without money.", "en", 1),
        ("It helped not only the young but the old.", "en", 0),
        ("It is project no. 5.", "en", 0),
        ("It helped.", "en", 0),
    ],
)
def test_denials_are_counted(text: str, lang: str, times: int) -> None:
    assert denials(text, lang) == times


@pytest.mark.parametrize(
    ("text", "lang", "hedged"),
    [
        ("The pilot aims to cut costs.", "en", True),
        ("It may help.", "en", True),
        ("Readers are obliged to call it good.", "en", True),
        ("It cut costs.", "en", False),
        ("Eesmärk on kulusid vähendada.", "et", True),
        ("See võib aidata.", "et", True),
        ("See aitas.", "et", False),
        ("Näiteks lisaks teenuseks.", "et", False),
    ],
)
def test_hedges_are_seen(text: str, lang: str, hedged: bool) -> None:
    assert hedges(text, lang) is hedged


@pytest.mark.parametrize(
    ("text", "quote", "turned"),
    [
        ("Loneliness increased.", "Üksildus vähenes.", True),
        ("Üksildus vähenes.", "Loneliness eased.", False),
        ("Tulu kasvas.", "Income rose.", False),
        ("Income fell.", "Income was 5 million.", True),
        ("People learn the language.", "Inimesed õpivad keelt.", False),
        ("Vähemalt viis inimest tuli.", "Five people came.", False),
    ],
)
def test_a_rise_or_fall_must_be_the_quotes_own(text: str, quote: str, turned: bool) -> None:
    assert turns(text, quote) is turned
