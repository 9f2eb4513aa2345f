"""The one reader of numbers: digits, words, multipliers, units and roles, in both languages."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.words.number_roles import dates
from search_service.words.numbers import SURE, Number, currency_in, read


def sure(text: str, lang: str | None) -> list[tuple[Decimal, str]]:
    return [(n.value, n.unit) for n in read(text, lang) if n.kind in SURE]


@pytest.mark.parametrize(
    ("estonian", "english", "value", "unit"),
    [
        ("3,2 miljonit eurot", "EUR 3.2 million", "3200000", "EUR"),
        ("6,8 miljonit eurot", "EUR 6.8m", "6800000", "EUR"),
        ("12 400 einet", "12,400 meals", "12400", ""),
        ("12\u00a0400 einet", "12 400 meals", "12400", ""),
        ("9 630 750 eurot", "€9,630,750", "9630750", "EUR"),
        ("9\u202f630\u202f750 eurot", "€9’630’750", "9630750", "EUR"),
        ("90%", "90 per cent", "90", "%"),
        ("90 protsenti", "90 %", "90", "%"),
        ("3,5 protsendipunkti", "3.5 percentage points", "3.5", "pp"),
        ("5 miljardit dollarit", "$5 billion", "5000000000", "USD"),
        ("5 miljardit dollarit", "US$ 5bn", "5000000000", "USD"),
        ("37 miljonit krooni", "37 million kroons", "37000000", "EEK"),
        ("37 miljonit Rootsi krooni", "SEK 37m", "37000000", "SEK"),
        ("900 miljonit zlotti", "PLN 900m", "900000000", "PLN"),
        ("40 tuhat", "40 thousand", "40000", ""),
        ("40 tuhat", "40k", "40000", ""),
        ("1.234.567", "1,234,567", "1234567", ""),
        ("17 kilomeetrit", "17 km", "17", "km"),
        ("neliteist inimest", "fourteen people", "14", ""),
        ("kahekümnes riigis", "in twenty countries", "20", ""),
        ("viies riigis", "in five countries", "5", ""),
        ("viis riiki", "five countries", "5", ""),
        ("üheksasada inimest", "900 people", "900", ""),
        ("kahesaja inimesega", "with two hundred people", "200", ""),
        ("kakssada viiskümmend viis", "two hundred and fifty-five", "255", ""),
        ("kakskümmend viis aastat", "twenty-five years", "25", ""),
        ("kümme tuhat", "ten thousand", "10000", ""),
        ("kaheksa miljonit", "eight million", "8000000", ""),
        ("üks miljon", "one million", "1000000", ""),
        ("pool miljonit", "half a million", "500000", ""),
        ("miljon einet", "a million meals", "1000000", ""),
        ("kaheaastane", "two-year", "2", ""),
        ("kolmkümmend protsenti", "thirty per cent", "30", "%"),
    ],
)
def test_both_languages_give_the_same_number(
    estonian: str, english: str, value: str, unit: str
) -> None:
    wanted = [(Decimal(value), unit)]
    assert sure(estonian, "et") == wanted
    assert sure(english, "en") == wanted


def test_a_separator_is_read_as_its_language_reads_it() -> None:
    assert sure("1,500", "en") == sure("1.500", "et") == [(Decimal(1500), "")]
    assert sure("1,500", "et") == sure("1.500", "en") == [(Decimal("1.5"), "")]
    assert sure("1,5", "et") == sure("1.5", "en") == sure("1,5", "en") == [(Decimal("1.5"), "")]
    assert sure("1,500", None) == sure("1.500", None) == [(Decimal(1500), "")]


@pytest.mark.parametrize(
    ("text", "lang", "values"),
    [
        ("töötuid oli 80–90%", "et", ["80%", "90%"]),
        ("5–6 million", "en", ["5000000", "6000000"]),
        ("cost 20–50% less", "en", ["20%", "50%"]),
        ("EUR 10–20", "en", ["10EUR", "20"]),
        ("in 2014–2017", "en", ["2014", "2017"]),
        ("kolmekümnest viieni", "et", ["30", "5"]),  # two numbers: from thirty to five
        ("in 2017 EUR 75,000", "en", ["2017", "75000EUR"]),  # the code belongs to the second
        ("7,3 miljonit eurot 12 aastaga", "et", ["7300000EUR", "12"]),
        ("27 Euroopa riiki", "et", ["27"]),
        ("teade 26.11.2008", "et", ["26", "11", "2008"]),
        ("100 m of path", "en", ["100m"]),
        ("5m kaugusel", "et", ["5m"]),
    ],
)
def test_what_belongs_to_which_number(text: str, lang: str, values: list[str]) -> None:
    assert [f"{v.normalize():f}{u}" for v, u in sure(text, lang)] == values


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Parim viis on kõndida.", "et"),
        ("100 eurot kuus on vähe.", "et"),
        ("100 eurot kuus ja muud.", "et"),
        ("Nad aitavad üksteist.", "et"),
        ("Teisel pool jõge.", "et"),
        ("One may ask.", "en"),
        ("Üks neist.", "et"),
    ],
)
def test_a_word_that_only_looks_like_a_number_is_not_sure(text: str, lang: str) -> None:
    assert [v for v, _ in sure(text, lang) if v in (Decimal("0.5"), 1, 5, 6, 11)] == []
    assert read(text, lang)  # but for whoever reads generously


def test_a_quote_may_be_read_generously() -> None:
    assert Decimal("0.5") in [n.value for n in read("poole aasta pärast", "et")]
    assert Decimal(2) in [n.value for n in read("both sides, twice a year", "en")]


@pytest.mark.parametrize(
    ("text", "role", "found"),
    [
        ("1. juulist 2023", "date", ["1", "2023"]),
        ("from 5 May 2014", "date", ["5", "2014"]),
        ("teade 26.11.2008", "date", ["26", "11", "2008"]),
        ("on 2019-05-10", "date", ["2019", "05", "10"]),
        ("It ran 2014–17.", "year", ["2014", "17"]),
        ("in the 1980s", "year", ["1980"]),
        ("2018. aastal", "ordinal", ["2018"]),
        ("the 16th fair", "ordinal", ["16"]),
        ("3. Neid tutvustatakse. 4) Nad kohtuvad.", "list", ["3", "4"]),
        ("vt lk 12–14, joonis 3 ja § 7", "label", ["12", "14", "3", "7"]),
        ("samm 3 and step 4", "step", ["3", "4"]),
        ("COVID-19, Garage48, 3D, projekt 2.0", "name", ["19", "48", "3", "2.0"]),
        ("Läks hästi.1 Edasi", "note", ["1"]),
        ("2000 eurot, 2016 inimest, 5km, 1 200 last", "amount", ["2000", "2016", "5", "1 200"]),
        ("5 mayors and 3 marchers", "amount", ["5", "3"]),
    ],
)
def test_what_a_number_is(text: str, role: str, found: list[str]) -> None:
    assert [text[n.start : n.end] for n in read(text) if n.role == role] == found


def test_every_number_stands_where_it_is_said_to() -> None:
    text = "2018. aastal sai 827 õppijat umbes 3,2 miljonit eurot ja kaks kooli EUR 5."
    numbers = [n for n in read(text, "et") if n.kind in SURE]
    assert [text[n.start : n.end] for n in numbers] == ["2018", "827", "3,2 miljonit", "kaks", "5"]
    assert [text[n.first : n.last] for n in numbers] == [
        "2018", "827", "3,2 miljonit eurot", "kaks", "EUR 5",
    ]  # fmt: skip


def test_dates_are_dates_years_and_centuries() -> None:
    text = "19. sajandil, mais 2014, 3. juunil ja 2016–2018, aga mitte 1000 dollarit."
    assert [text[a:b] for a, b in dates(text)] == [
        "19. sajandil", "mais 2014", "3. juunil", "2016–2018",
    ]  # fmt: skip


def test_the_first_currency_of_a_text_is_found() -> None:
    assert currency_in("Eelarve (EUR), mitte $") == "EUR"
    assert currency_in("Euroopa parim programm") == ""


GROUPED = {"et": " ", "en": ","}
POINT = {"et": ",", "en": "."}


@given(st.integers(0, 10**9), st.sampled_from(["et", "en"]))
def test_whole_numbers_are_read_as_they_are_written(value: int, lang: str) -> None:
    written = f"{value:,}".replace(",", GROUPED[lang])
    (number,) = read(f"Neid: {written};", lang)
    assert number.value == value
    assert f"Neid: {written};"[number.start : number.end] == written


@given(st.decimals(0, 999, places=2), st.sampled_from(["et", "en"]))
def test_decimals_are_read_as_they_are_written(value: Decimal, lang: str) -> None:
    (number,) = read(f"Oli {value:.2f}%".replace(".", POINT[lang]), lang)
    assert (number.value, number.unit) == (value, "%")


ONES = {
    "et": ["üks", "kaks", "kolm", "neli", "viis", "kuus", "seitse", "kaheksa", "üheksa"],
    "en": ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
}
TEENS_EN = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS_EN = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelt(value: int, lang: str) -> str:
    """The words of a number from 1 to 999,999."""
    if value >= 1000:
        thousands = f"{spelt(value // 1000, lang)} {'tuhat' if lang == 'et' else 'thousand'}"
        return f"{thousands} {spelt(value % 1000, lang)}".strip() if value % 1000 else thousands
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    one = ONES[lang][ones - 1] if ones else ""
    if lang == "en":
        small = TEENS_EN[ones] if tens == 1 else one
        if tens > 1:
            small = TENS_EN[tens - 2] + (f"-{one}" if ones else "")
        said = [f"{ONES['en'][hundreds - 1]} hundred"] if hundreds else []
        return " and ".join([*said, small] if small else said)
    said = ["sada" if hundreds == 1 else f"{ONES['et'][hundreds - 1]}sada"] if hundreds else []
    if tens == 1:
        said.append(f"{one}teist" if ones else "kümme")
    else:
        said += [f"{ONES['et'][tens - 1]}kümmend"] if tens else []
        said += [one] if ones else []
    return " ".join(said)


@given(st.integers(2, 999_999), st.sampled_from(["et", "en"]))
def test_numbers_in_words_are_read_as_they_are_spelt(value: int, lang: str) -> None:
    numbers: list[Number] = read(spelt(value, lang), lang)
    assert [n.value for n in numbers] == [value], spelt(value, lang)


@pytest.mark.parametrize(
    ("text", "value", "role"),
    [
        ("osales 1216¹ inimest", "1216", "amount"),
        ("osales 1216¹² inimest", "1216", "amount"),
        ("kasvas 45%² võrra", "45", "amount"),
        ("umbes 10⁶ rakku", "10", "name"),
    ],
)
def test_a_note_raised_behind_a_number_is_no_digit_of_it(text: str, value: str, role: str) -> None:
    assert [(n.value, n.role) for n in read(text, "et")] == [(Decimal(value), role)]
