"""Text recognition: what it reads, and what it says where it cannot."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from corpus.settings import LIBRARY
from ingest.confinement.confined import ConfinedReader
from ingest.readers.recognition import ocr

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason=f"needs Tesseract: {ocr.INSTALL}"
)


@needs_tesseract
def test_pages_on_their_side_are_turned(stress: Path) -> None:
    with ConfinedReader(pages=2) as reader:
        reading = reader.read(stress / "scanned_cardinal.pdf")
    assert all("composition and performance tool" in page.text for page in reading.pages)


@needs_tesseract
def test_an_enormous_page_is_shrunk(stress: Path, reader: ConfinedReader) -> None:
    assert "61 megapixels" in reader.read(stress / "scanned_enormous.pdf").pages[0].text


@needs_tesseract
def test_page_numbers_stay_in_their_rows() -> None:
    with closing(pdfium.PdfDocument(LIBRARY / "policy" / "kodutus-ja-eluase.pdf")) as scan:
        lines = ocr.recognise(ocr.scan(scan[1]), "est+eng").text.splitlines()
    assert {"Töö ja sissetulek 2", "Mida Eestis läbi mõelda 4", "Soovitused 4"} <= set(lines)


@needs_tesseract
def test_a_missing_language_is_named() -> None:
    with pytest.raises(ocr.OcrFailed, match="apt-get install tesseract-ocr-xyz"):
        ocr.check_installed("eng+xyz")


def test_a_missing_tesseract_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ocr.OcrFailed, match="apt-get install tesseract-ocr"):
        ocr.check_installed("eng")
