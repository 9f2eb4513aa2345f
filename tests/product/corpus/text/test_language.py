"""Language detection: passages among ten languages, short questions between two."""

import pytest

from corpus.catalogue.vocabulary import LANGUAGES
from corpus.text.language import QUERY_LANGUAGES, detect


@pytest.mark.parametrize(
    ("query", "lang"),
    [
        ("Kuidas kaasata elanikke?", "et"),
        ("toidupank", "et"),
        ("noorte vaimne tervis", "et"),
        ("ajapank ja kogukond", "et"),
        ("eakate hoolekanne maapiirkonnas", "et"),
        ("What is a social impact bond?", "en"),
        ("housing first", "en"),
        ("time bank", "en"),
        ("youth unemployment", "en"),
        ("elderly care in rural areas", "en"),
    ],
)
def test_short_queries(query: str, lang: str) -> None:
    assert detect(query, among=QUERY_LANGUAGES) == lang


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Mõju hinnati kolme aasta jooksul ja tulemused avaldati.", "et"),
        ("The results were published after three years of evaluation.", "en"),
        ("Die Ergebnisse wurden nach drei Jahren veröffentlicht.", "de"),
        ("Wyniki opublikowano po trzech latach oceny programu.", "pl"),
        ("Resultaterne blev offentliggjort efter tre års evaluering af indsatsen.", "da"),
        ("Tulokset julkaistiin kolmen vuoden arvioinnin jälkeen.", "fi"),
        ("Resultaten publicerades efter tre års utvärdering av insatserna.", "sv"),
        ("Rezultāti tika publicēti pēc trīs gadu novērtējuma.", "lv"),
        ("Rezultatai buvo paskelbti po trejų metų vertinimo.", "lt"),
        ("Результаты были опубликованы после трёх лет оценки.", "ru"),
    ],
)
def test_passages_in_every_language_of_the_catalogue(text: str, lang: str) -> None:
    assert detect(text) == lang


def test_every_language_of_the_catalogue_is_tried() -> None:
    assert {detect(text) for text in ("Viis last.", "42", "")} <= set(LANGUAGES)


@pytest.mark.parametrize("text", ["", "   ", "1998–2004", "???"])
def test_what_has_no_language_is_taken_as_the_default(text: str) -> None:
    assert detect(text, default="en") == "en"
    assert detect(text, among=QUERY_LANGUAGES, default="et") == "et"
