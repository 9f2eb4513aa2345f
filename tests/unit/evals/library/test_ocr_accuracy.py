"""The distance against its definition; the accuracy of one page of the library's scan."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.library.ocr_accuracy import SCAN, Recognised, distance, recognised, together


def by_definition(first: str, second: str) -> int:
    above = list(range(len(second) + 1))
    for row, a in enumerate(first, start=1):
        here = [row]
        for column, b in enumerate(second, start=1):
            here.append(min(above[column] + 1, here[-1] + 1, above[column - 1] + (a != b)))
        above = here
    return above[-1]


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [("", "", 0), ("", "abc", 3), ("abc", "", 3), ("õun", "oun", 1), ("kodutus", "kodu", 3)],
)
def test_known_distances(first: str, second: str, wanted: int) -> None:
    assert distance(first, second) == wanted


@given(st.text("aõb ", max_size=80), st.text("aõb ", max_size=80))
def test_the_distance_is_that_of_the_definition(first: str, second: str) -> None:
    assert distance(first, second) == by_definition(first, second)


def test_pages_are_weighed_by_their_characters() -> None:
    whole = together([Recognised(1, 100, 50), Recognised(2, 900, 0)])
    assert whole == Recognised(2, 1000, 50)
    assert whole.accuracy == 0.95


def test_more_errors_than_characters_are_no_negative_accuracy() -> None:
    assert Recognised(1, 10, 25).accuracy == 0


@pytest.fixture
def cover(tmp_path: Path) -> tuple[Path, Path]:
    """The first page of the library's scan by itself, and its true text."""
    with closing(pdfium.PdfDocument(SCAN)) as scan, closing(pdfium.PdfDocument.new()) as one:
        one.import_pages(scan, [0])
        one.save(tmp_path / "cover.pdf")
    (tmp_path / "cover.txt").write_text(SCAN.with_suffix(".txt.src").read_text().split("\f")[0])
    return tmp_path / "cover.pdf", tmp_path / "cover.txt"


def test_a_truth_of_other_pages_is_refused(cover: tuple[Path, Path]) -> None:
    pdf, truth = cover
    truth.write_text("one\ftwo\f")
    with pytest.raises(ValueError, match=r"has 1 pages, .* has 2"):
        list(recognised(pdf, truth))
