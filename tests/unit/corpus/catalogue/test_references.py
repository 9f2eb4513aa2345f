"""Sources of a description: with an address that opens, or as a line of text; faults are told."""

from datetime import date

import pytest

from corpus.catalogue import references
from corpus.documents import Reference

REPORT = {
    "title": "Aruanne", "publisher": "SA Näide", "year": 2024,
    "url": "https://näide.ee/a?b=1", "seen": date(2026, 11, 28),
}  # fmt: skip


def test_a_whole_source() -> None:
    faults: list[str] = []
    found = references.read([REPORT], faults)
    assert faults == []
    assert found == (
        Reference("Aruanne", "SA Näide", 2024, "https://näide.ee/a?b=1", "2026-11-28"),
    )
    assert str(found[0]) == "Aruanne, SA Näide, 2024, https://näide.ee/a?b=1"
    assert references.of_plain(references.plain(found[0])) == found[0]


def test_a_line_of_text_is_an_address_or_a_title() -> None:
    assert references.read(["https://err.ee/1", "Kiri", 2018], []) == (
        Reference("https://err.ee/1", url="https://err.ee/1"), Reference("Kiri"), Reference("2018"),
    )  # fmt: skip
    assert references.of_plain("err.ee 2018") == Reference("err.ee 2018")  # from an older store


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ({"publisher": "ERR"}, "neither a title nor an address"),
        ({"title": "A", "url": "err.ee/1"}, "'err.ee/1' is no full address"),
        ({"title": "A", "url": "javascript:alert(1)"}, "is no full address"),
        ({"title": "A", "url": "https://err.ee/a b"}, "is no full address"),
        ({"title": "A", "year": "2018?"}, "'year' must be a year"),
        ({"title": "A", "seen": "eile"}, "'seen' must be a date"),
        ({"title": "A", "pages": 3}, "'pages' is none of title, publisher, year, url, seen"),
        ({"title": ["A"]}, "'title' must be a word or a line of text"),
        (["A"], "must be a title, an address, or both with keys"),
    ],
)
def test_what_is_wrong_is_told_with_its_number(entry: object, fault: str) -> None:
    faults: list[str] = []
    assert references.read([REPORT, entry], faults) != ()
    assert len(faults) == 1
    assert faults[0].startswith("'sources': number 2") and fault in faults[0]


@pytest.mark.parametrize("date_text", ["2026-11-28"])
def test_dates_are_stored_as_they_are_sorted(date_text: str) -> None:
    assert references.iso_date(date.fromisoformat(date_text)) == date_text
    assert references.iso_date(date_text) == date_text
    assert references.iso_date("28.11.2026") is None and references.iso_date(2026) is None
