"""How much of a scan's text our recognition reads: its accuracy by character, page by page.

    python -m evals.library.ocr_accuracy                     # the library's own scan
    python -m evals.library.ocr_accuracy SCAN.pdf TRUTH.txt  # a form feed ends a page of the truth

Accuracy is 1 - errors / characters of the true text. An error is a character inserted, left out
or replaced (Levenshtein); runs of white space count as one blank, so that where lines break does
not matter, but their order does. It differs from `evals.measures.measures`, which judges rankings.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium

from corpus.settings import LIBRARY
from ingest.readers import ocr

SCAN = LIBRARY / "policy" / "kodutus-ja-eluase.pdf"
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


def recognised(pdf: Path, truth: Path, languages: str = LANGUAGES) -> Iterator[Recognised]:
    """Each page of the scan against its true text.

    Raises:
        OcrFailed: Tesseract or a language is missing, or it fails on a page.
        ValueError: scan and truth have different numbers of pages.
    """
    texts = truth.read_text(encoding="utf-8").removesuffix("\f").split("\f")
    with closing(pdfium.PdfDocument(pdf)) as document:
        if len(document) != len(texts):
            raise ValueError(f"{pdf} has {len(document)} pages, {truth} has {len(texts)}")
        for number, (page, text) in enumerate(zip(document, texts, strict=True), start=1):
            expected = _blanks_joined(text)
            read = _blanks_joined(ocr.recognise(ocr.scan(page), languages))
            yield Recognised(number, len(expected), distance(expected, read))


def together(pages: list[Recognised]) -> Recognised:
    """All pages as one; its `page` is their number."""
    characters, errors = sum(p.characters for p in pages), sum(p.errors for p in pages)
    return Recognised(len(pages), characters, errors)


def distance(first: str, second: str) -> int:
    """The Levenshtein distance, by columns of bits (Myers 1999, in Hyyrö's form of 2003)."""
    if not first:
        return len(second)
    places: dict[str, int] = {}  # of each character in `first`, as bits
    for index, character in enumerate(first):
        places[character] = places.get(character, 0) | 1 << index
    every, last = (1 << len(first)) - 1, 1 << (len(first) - 1)
    up, down, score = every, 0, len(first)  # where the column rises and falls
    for character in second:
        equal = places.get(character, 0)
        diagonal = (((equal & up) + up) ^ up) | equal | down
        right, left = down | (every & ~(diagonal | up)), up & diagonal
        score += bool(right & last) - bool(left & last)
        right, left = right << 1 | 1, left << 1
        up = (left | ~(equal | down | right)) & every
        down = right & (equal | down) & every
    return score


def _blanks_joined(text: str) -> str:
    return " ".join(text.split())


def main() -> int:
    """Prints a line a page and one for all."""
    parser = argparse.ArgumentParser(description="Measure text recognition on a scan.")
    parser.add_argument("pdf", type=Path, nargs="?", default=SCAN)
    parser.add_argument("truth", type=Path, nargs="?", help="default: .txt.src beside the scan")
    parser.add_argument("--languages", default=LANGUAGES, help="Tesseract's, as est+eng")
    arguments = parser.parse_args()
    truth = arguments.truth or arguments.pdf.with_suffix(".txt.src")
    try:
        pages = list(recognised(arguments.pdf, truth, arguments.languages))
    except (OSError, ValueError, ocr.OcrFailed) as error:
        print(error, file=sys.stderr)
        return 1
    for page in pages:
        print(f"page {page.page}: {page.accuracy:.4f} ({page.errors} of {page.characters})")
    whole = together(pages)
    print(f"{whole.page} pages: {whole.accuracy:.4f} ({whole.errors} of {whole.characters})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
