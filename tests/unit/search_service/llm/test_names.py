"""Names: inflected, translated, of countries; and those that the source does not have."""

import pytest

from search_service.llm.names import Names, country_names
from search_service.words.analyzer import Analyzer, term_id

TRANSLATED = {term_id("danish"): [(term_id("taani"), 0.9)], term_id("fund"): [(term_id("fond"), 1)]}
NAMES = Names(Analyzer(), lambda term, _lang: TRANSLATED.get(term, []))


@pytest.mark.parametrize(
    ("text", "lang", "source"),
    [
        ("Programm Keelesõber kasvas.", "et", "Keelesõbra programm"),
        ("Elanikud Kopenhaagenis aitasid.", "et", "Residents of Copenhagen helped."),
        ("Aidati Tartus ja Viljandis.", "et", "Tartu ja Viljandi linn"),
        ("It began in Denmark.", "en", "Taani programm"),
        ("It is a Danish one.", "en", "See algas Taanis."),
        ("A study by KPMG said so.", "en", "KPMG uuring"),
        ("See on Soome mudel.", "et", country_names("FI")),
        ("It was paid by the Social Fund.", "en", "Sotsiaalne Fond, Social"),
        ("Everybody came.", "en", "Kõik tulid."),
        ("See pole uus.", "et", "It is not new."),
    ],
)
def test_known_names(text: str, lang: str, source: str) -> None:
    assert NAMES.unknown(text, lang, source) == []


@pytest.mark.parametrize(
    ("text", "lang", "source", "name"),
    [
        ("It began in Sweden.", "en", "Taani programm", "Sweden"),
        ("Sweden began it.", "en", "Taani programm", "Sweden"),
        ("See on rootsi mudel.", "et", "Danish model", "rootsi"),
        ("A study by KPMG said so.", "en", "A study by PwC", "KPMG"),
        ("Elanikud Tallinnas aitasid.", "et", "Elanikud Tartus aitasid.", "Tallinnas"),
        ("Its founder is Anna Lindgren.", "en", "Its founder is Anna.", "Lindgren"),
    ],
)
def test_unknown_names(text: str, lang: str, source: str, name: str) -> None:
    assert NAMES.unknown(text, lang, source) == [name]
