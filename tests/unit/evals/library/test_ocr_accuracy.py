"""The accuracy of one page of the library's scan."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from corpus.errors import BadInput
from evals.library.ocr_accuracy import SCAN, TRUTH, Recognised, recognised, together


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
    (tmp_path / "cover.txt").write_text(TRUTH.read_text().split("\f")[0])
    return tmp_path / "cover.pdf", tmp_path / "cover.txt"


def test_a_truth_of_other_pages_is_refused(cover: tuple[Path, Path]) -> None:
    pdf, truth = cover
    truth.write_text("one\ftwo\f")
    with pytest.raises(BadInput, match=r"has 1 pages, .* has 2"):
        list(recognised(pdf, truth))
