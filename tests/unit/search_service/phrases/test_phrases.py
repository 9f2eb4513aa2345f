"""Phrases, counts, numbers and dates as readers of each language expect them."""

from datetime import date

import pytest

from search_service.phrases.phrases import day, how_many, number, page_label, phrase, region


@pytest.mark.parametrize(
    ("n", "et", "en"),
    [
        (0, "0 dokumenti", "0 documents"),
        (1, "1 dokument", "1 document"),
        (2, "2 dokumenti", "2 documents"),
        (21, "21 dokumenti", "21 documents"),
        (1_000, "1\u00a0000 dokumenti", "1,000 documents"),
        (1_234_567, "1\u00a0234\u00a0567 dokumenti", "1,234,567 documents"),
    ],
)
def test_so_many_of_something(n: int, et: str, en: str) -> None:
    assert how_many("documents", n, "et") == et
    assert how_many("documents", n, "en") == en


@pytest.mark.parametrize(("n", "et"), [(1, "1 punkt sajast"), (33, "33 punkti sajast")])
def test_points_are_counted_too(n: int, et: str) -> None:
    assert how_many("points", n, "et") == et
    assert how_many("points", n, "en") == f"{n} of 100"


@pytest.mark.parametrize(
    ("n", "et", "en"),
    [(7, "7", "7"), (18_025, "18\u00a0025", "18,025")],
)
def test_thousands_stand_apart(n: int, et: str, en: str) -> None:
    assert (number(n, "et"), number(n, "en")) == (et, en)


@pytest.mark.parametrize(
    ("when", "et", "en"),
    [
        (date(2026, 11, 28), "28. november 2026", "28 November 2026"),
        (date(2026, 3, 1), "1. märts 2026", "1 March 2026"),
    ],
)
def test_dates_in_words(when: date, et: str, en: str) -> None:
    assert (day(when, "et"), day(when, "en")) == (et, en)


def test_blanks_are_filled_and_left_where_nothing_is_given() -> None:
    assert phrase("without", "et", name="Eesti") == "välja arvatud Eesti"
    assert phrase("without", "en", name="Estonia") == "without Estonia"
    assert phrase("without", "en") == "without {name}"


@pytest.mark.parametrize("lang", ["en", "de", "ru", ""])
def test_every_other_language_reads_english(lang: str) -> None:
    assert phrase("nav_search", lang) == "Search"
    assert how_many("pages", 2, lang) == "2 pages"
    assert region(lang) == "en_GB"


@pytest.mark.parametrize(
    ("label", "et", "en"),
    [
        (None, "lk 14", "p. 14"),
        ("14", "lk 14", "p. 14"),
        ("xii", "lk xii (PDF-i lk 14)", "p. xii (PDF page 14)"),
    ],
)
def test_a_page_is_named_by_its_label_and_its_place(label, et: str, en: str) -> None:
    assert (page_label(14, label, "et"), page_label(14, label, "en")) == (et, en)
