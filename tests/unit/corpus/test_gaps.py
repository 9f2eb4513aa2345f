"""Gaps are kept for curators, counted, and never hold personal data."""

import pytest

from corpus.gaps import may_be_kept, worded


@pytest.mark.parametrize(
    "private",
    [
        "mari.maasikas@example.ee saab toetust",
        "kas 38501010002 on klient",
        "helista +372 5123 4567",
        "number 5123456",
        "konto EE38 2200 2210 2014 5685",
        "x" * 301,
    ],
)
def test_personal_data_may_not_be_kept(private: str) -> None:
    assert not may_be_kept(private)


@pytest.mark.parametrize(
    "harmless",
    ["Kui palju inimesi osales aastatel 2018–2020?", "What did EUR 2,670 net gain mean in 2024?",
     "Mitu elanikku: 1 331 824?"],
)  # fmt: skip
def test_years_and_sums_are_no_personal_data(harmless: str) -> None:
    assert may_be_kept(harmless)


def test_wording_does_not_make_two_gaps_of_one() -> None:
    assert worded("  Kus on\tajapank? ") == worded("kus on ajapank") == "kus on ajapank"
