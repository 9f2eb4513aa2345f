"""Which figures answer how many and how much, in Estonian and English."""

import pytest

from search_service.reading.amounts import amounts, asked, currency_of


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("kui palju raha sai NULA inkubaator", "money"),
        ("kui palju maksab kogukonnakohvik?", "money"),
        ("Kui palju maksis Soome Housing First ühe inimese kohta?", "money"),
        ("Kui suur oli eelarve?", "money"),
        ("Mitu eurot anti?", "money"),
        ("How much did the trial cost?", "money"),
        ("How large was the grant?", "money"),
        ("Mitu vabatahtlikku osales seltsiliste programmis?", "count"),
        ("Kui palju inimesi sai toetust?", "count"),
        ("How many grants were given?", "count"),
        ("How many people found work?", "count"),
        ("Mitu protsenti leidis töö?", "share"),
        ("Kui suur osa leidis töö?", "share"),
        ("What share of them found work?", "share"),
        ("Kui palju tõusis küttepuude hind?", "number"),
        ("How much did the price rise?", "number"),
    ],
)
def test_what_is_to_be_counted(question: str, sort: str) -> None:
    assert asked(question) == sort


@pytest.mark.parametrize(
    ("text", "sort", "found"),
    [
        # Years, ranges of them and dates.
        ("NULA algas 2016. aastal.", "count", []),
        ("Aastatel 2018–2020 käis 273 vabatahtlikku.", "count", ["273"]),
        ("Programm „Kogukondlik Eesti 2022–2025“ algas 1. juulist 2023.", "number", []),
        ("DUO began in Brussels in 2013 by joining facts.", "number", []),
        ("It ran 2014–2017 and, from 5 May 2014, had 322 people.", "count", ["322"]),
        ("Toetus oli 2000 eurot.", "money", ["2000 eurot"]),
        ("Tuli 2016 inimest.", "count", ["2016"]),
        ("In 2017 EUR 75,000 was available.", "money", ["EUR 75,000"]),
        # Numbers of lists, ordinals, pages and footnotes.
        ("3. Neid tutvustatakse töötaja juures.", "count", []),
        ("3. The friends are introduced. 4) They meet.", "count", []),
        ("See oli 4. hooaeg, vt lk 12.", "number", []),
        ("Osales palju noori.1 Edasi läks hästi.", "number", []),
        # Money has a currency, and only money.
        ("Esitati 82 ideed, toetus oli kuni 25 000 eurot.", "money", ["25 000 eurot"]),
        ("82 ideas came in; grants were up to EUR 25,000.", "money", ["EUR 25,000"]),
        ("Umbes 37 miljonit krooni.", "money", ["37 miljonit krooni"]),
        ("Raised GBP 5m from 17 investors.", "money", ["GBP 5m"]),
        ("Euroopas on 5 miljonit inimest.", "money", []),
        ("About 60% had been homeless.", "money", []),
        ("Osales 17 inimest, kulus 9000 eurot ja 6 kuud.", "count", ["17"]),
        # Percentages only where a share is asked for.
        ("Neist 60% leidis töö, kokku 17 noort.", "share", ["60%"]),
        ("Neist 60% leidis töö, kokku 17 noort.", "count", ["17"]),
        ("Of 17 people 72% found a job.", "count", ["17"]),
    ],
)
def test_only_amounts_of_that_sort_are_found(text: str, sort, found: list[str]) -> None:
    assert [text[a:b] for a, b in amounts(text, sort)] == found


def test_millions_take_the_currency_that_stands_near() -> None:
    text = "Eelarve (EUR): 2 miljonit, lisaks 30 inimest."
    (span,) = amounts(text, "money")
    assert (text[slice(*span)], currency_of(text, span)) == ("2 miljonit", "EUR")


@pytest.mark.parametrize(
    "text",
    ["Hinnad kahekordistusid, kodusid on 103.", "Prices doubled; there are 103 homes."],
)
def test_a_change_is_no_count(text: str) -> None:
    assert [text[a:b] for a, b in amounts(text, "count")] == ["103"]
