"""How much of a scan's text our recognition reads: its accuracy by character, page by page.

    sikk eval ocr-accuracy                     # the library's own scan
    sikk eval ocr-accuracy SCAN.pdf TRUTH.txt  # a form feed ends a page of the truth

Accuracy is 1 - errors / characters of the true text. An error is a character inserted, left out
or replaced (Levenshtein); runs of white space count as one blank, so that where lines break does
not matter, but their order does. It differs from `evals.measures.measures`, which judges rankings.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium
from rapidfuzz.distance import Levenshtein

from corpus.errors import BadInput
from corpus.settings import LIBRARY, MANUSCRIPTS
from evals.sets.text_files import read_errors
from ingest.readers.recognition import ocr

SCAN = LIBRARY / "policy" / "kodutus-ja-eluase.pdf"
TRUTH = MANUSCRIPTS / "policy" / "kodutus-ja-eluase.txt.src"
LANGUAGES = "est+eng"  # what ingest uses where nothing else is set


class Recognised(NamedTuple):
    """What recognition made of a page; `page` counts from 1."""

    page: int
    characters: int
    errors: int

    @property
    def accuracy(self) -> float:
        """The share of the true text that was read; 0 where the errors outnumber it."""
        return max(0.0, 1 - self.errors / max(1, self.characters))

    def as_json(self) -> dict[str, object]:
        """`sikk eval ocr-accuracy --json`."""
        return {**self._asdict(), "accuracy": round(self.accuracy, 4)}


def recognised(pdf: Path, truth: Path, languages: str = LANGUAGES) -> Iterator[Recognised]:
    """Each page of the scan against its true text.

    Raises:
        BadInput: a file cannot be read, scan and truth have different numbers of pages, or
            Tesseract or a language is missing, or it fails on a page.
    """
    with read_errors(truth):
        texts = truth.read_text(encoding="utf-8-sig").removesuffix("\f").split("\f")
    with closing(_opened(pdf)) as document:
        if len(document) != len(texts):
            raise BadInput(f"{pdf} has {len(document)} pages, {truth} has {len(texts)}")
        for number, (page, text) in enumerate(zip(document, texts, strict=True), start=1):
            expected = _blanks_joined(text)
            read = _blanks_joined(_text(page, number, languages))
            yield Recognised(number, len(expected), Levenshtein.distance(expected, read))


def together(pages: list[Recognised]) -> Recognised:
    """All pages as one; its `page` is their number."""
    characters, errors = sum(p.characters for p in pages), sum(p.errors for p in pages)
    return Recognised(len(pages), characters, errors)


def _opened(pdf: Path) -> pdfium.PdfDocument:
    with read_errors(pdf):
        content = pdf.read_bytes()
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise BadInput(f"{pdf}: is no PDF that can be read ({error})") from None


def _text(page: pdfium.PdfPage, number: int, languages: str) -> str:
    try:
        return ocr.recognise(ocr.scan(page), languages).text
    except ocr.OcrFailed as error:
        raise BadInput(f"page {number}: {error}") from None


def _blanks_joined(text: str) -> str:
    return " ".join(text.split())
