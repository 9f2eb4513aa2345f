"""The accuracy of one page of the library's scan."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from evals.library.ocr_accuracy import SCAN, TRUTH, recognised

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs Tesseract")


@pytest.fixture
def cover(tmp_path: Path) -> tuple[Path, Path]:
    """The first page of the library's scan by itself, and its true text."""
    with closing(pdfium.PdfDocument(SCAN)) as scan, closing(pdfium.PdfDocument.new()) as one:
        one.import_pages(scan, [0])
        one.save(tmp_path / "cover.pdf")
    (tmp_path / "cover.txt").write_text(TRUTH.read_text().split("\f")[0])
    return tmp_path / "cover.pdf", tmp_path / "cover.txt"


@needs_tesseract
def test_the_library_s_scan_is_read(cover: tuple[Path, Path]) -> None:
    [page] = recognised(*cover)
    assert page.page == 1
    assert page.accuracy > 0.95
