"""Phrases stand word for word in a text, whatever marks, blanks and capitals either of them has."""

import pytest

from corpus.text.phrases import holding, within_numbers

HYPHENS = ("-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2212")
APOSTROPHES = ("'", "\u2019", "\u2018", "\u02bc")
BLANKS = (" ", "\n", "\u00a0", "\u202f")


@pytest.mark.parametrize("typed", [*HYPHENS, "\u00ad"])
@pytest.mark.parametrize("printed", [*HYPHENS, "\u00ad"])
def test_any_hyphen_is_any_other(typed: str, printed: str) -> None:
    assert holding([f"co{typed}creation camp"])(f"A Co{printed}creation camp.")


@pytest.mark.parametrize("typed", APOSTROPHES)
@pytest.mark.parametrize("printed", APOSTROPHES)
def test_any_apostrophe_is_any_other(typed: str, printed: str) -> None:
    assert holding([f"children{typed}s house"])(f"the children{printed}s house")


@pytest.mark.parametrize("typed", BLANKS)
@pytest.mark.parametrize("printed", BLANKS)
def test_any_blank_is_any_other(typed: str, printed: str) -> None:
    assert holding([f"old{typed}mill"])(f"the old{printed}mill")


def test_soft_hyphens_of_a_text_are_nothing() -> None:
    assert holding(["innovatsioon"])("sotsiaalne inno\u00advat\u00adsioon")


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("SIB", "visible"), ("SIB", "SIBide"), ("mill", "million"), ("töö", "töötaja"),
        ("old mill", "old windmill"), ("sib", "sib_2"), ("3-5", "35"),
    ],
)  # fmt: skip
def test_words_are_whole(phrase: str, text: str) -> None:
    assert not holding([phrase])(text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("SIB", "(SIB)"), ("sib", "the SIB, which"), ("SIB", "SIB-i"), ("Straße", "STRASSE"),
        ("C++", "c++ course"), ("a - b", "a – b"), ("¿", "a ¿ b"),
    ],
)  # fmt: skip
def test_words_end_where_letters_end(phrase: str, text: str) -> None:
    assert holding([phrase])(text)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("750", "750 inimest"), ("750", "Osales 750."), ("750", "(750)"), ("750", "750, 751"),
        ("750", "2019 750 inimest"), ("750", "750-le"), ("20 000", "20\u00a0000 eurot"),
        ("20 000", "20000"), ("20000", "20,000"), ("20.000", "20 000"), ("1 213", "1213"),
        ("1,213", "1 213"), ("3,5", "3.5 miljonit"), ("3.5", "3,5 miljonit"),
        ("1 213,5", "1213.5"), ("12.05.2018", "12.05.2018"), ("2014–2020", "2014-2020"),
        ("1 000 000", "1,000,000"),
    ],
)  # fmt: skip
def test_a_number_is_one_however_it_is_written(number: str, text: str) -> None:
    assert holding([number])(text)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("750", "1 750"), ("750", "1750"), ("750", "7500"), ("750", "750 000"), ("750", "1.750"),
        ("750", "750,5"), ("750", "0,750"), ("750", "A750"), ("750", "1'750"),
        ("20 000", "120 000"), ("20 000", "20 000 000"), ("1 213", "1 213,5"), ("3,5", "13,5"),
        ("3,5", "3,55"), ("3,5", "35"),
    ],
)  # fmt: skip
def test_no_number_is_a_part_of_another(number: str, text: str) -> None:
    assert not holding([number])(text)


def test_every_phrase_must_be_held() -> None:
    assert holding(["food bank", "2018"])("the food bank of 2018")
    assert not holding(["food bank", "2018"])("the food bank of 2019")


def test_a_number_may_stand_apart_within_a_longer_one() -> None:
    for text in ("EUR 9,630,750.", "9 630 750 eurot", "750 000", "1\u00a0750", "0,750"):
        within = within_numbers(["750"])
        assert within is not None and within(text), text
        assert not within("7500 ja 1750")
    assert within_numbers(["750", "SIB"]) is None
