"""Figures in both languages' ways of writing them."""

from decimal import Decimal

import pytest

from search_service.words.figures import figures, readings


def values(text: str, lang: str) -> list[tuple[Decimal, str]]:
    return [(figure.value, figure.unit) for figure in figures(text, lang)]


@pytest.mark.parametrize(
    ("estonian", "english", "value", "unit"),
    [
        ("3,2 miljonit eurot", "EUR 3.2 million", "3200000", "eur"),
        ("6,8 miljonit eurot", "EUR 6.8m", "6800000", "eur"),
        ("12 400 einet", "12,400 meals", "12400", ""),
        ("12\u00a0400 einet", "12 400 meals", "12400", ""),
        ("9 630 750 eurot", "€9,630,750", "9630750", "eur"),
        ("90%", "90 per cent", "90", "%"),
        ("90 protsenti", "90 %", "90", "%"),
        ("3,5 protsendipunkti", "3.5 percentage points", "3.5", "pp"),
        ("neliteist inimest", "fourteen people", "14", ""),
        ("kahekümnes riigis", "in twenty countries", "20", ""),
        ("viies riigis", "in five countries", "5", ""),
        ("viis riiki", "five countries", "5", ""),
        ("üheksasada inimest", "900 people", "900", ""),
        ("5 miljardit dollarit", "$5 billion", "5000000000", "usd"),
        ("40 tuhat", "40 thousand", "40000", ""),
        ("miljon einet", "a million meals", "1000000", ""),
        ("1.234.567", "1,234,567", "1234567", ""),
    ],
)
def test_both_languages_give_the_same_figure(
    estonian: str, english: str, value: str, unit: str
) -> None:
    wanted = [(Decimal(value), unit)]
    assert [(v, u) for v, u in values(estonian, "et")] == wanted
    assert [(v, u) for v, u in values(english, "en")] == wanted


def test_a_separator_is_read_as_its_language_reads_it() -> None:
    assert values("1,500", "en") == [(Decimal(1500), "")]
    assert values("1,5", "et") == values("1.5", "en") == [(Decimal("1.5"), "")]


def test_every_figure_stands_where_it_is_said_to() -> None:
    text = "2018. aastal osales 827 õppijat ja kaks kooli."
    assert [text[f.start : f.end] for f in figures(text, "et")] == ["2018", "827", "kaks"]


@pytest.mark.parametrize(
    ("text", "lang"),
    [("Parim viis on kõndida.", "et"), ("100 eurot kuus on vähe.", "et"), ("One may ask.", "en")],
)
def test_a_word_that_only_looks_like_a_number_is_none(text: str, lang: str) -> None:
    assert [v for v, _ in values(text, lang) if v in (1, 5, 6)] == []


def test_a_quote_may_be_read_generously() -> None:
    assert Decimal("0.5") in [f.value for f in readings("poole aasta pärast", "et")]
    assert Decimal(2) in [f.value for f in readings("both sides, twice a year", "en")]
