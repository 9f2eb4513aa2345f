"""Reads the text of a page that is a picture, with Tesseract where it is installed."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from functools import lru_cache
from typing import NamedTuple

import pypdfium2 as pdfium

from corpus.machine import processors

INSTALL = "apt-get install tesseract-ocr tesseract-ocr-est tesseract-ocr-eng"
_DPI = 300
_POINTS = 72  # in an inch
_PIXEL_CAP = 25_000_000  # A4 at 300 dpi has 8.7 million
_SECONDS_A_PAGE = 60
AT_ONCE = min(4, processors())  # pages recognised side by side, each by a process

# A column of page numbers, which Tesseract may take for words that lie on their side.
_NARROW, _TALL, _UNSURE = 0.05, 8, 75  # share of the page's width; heights a width; of 100
# Words made of numbers that lie on their side count as read, so the other reading may have less; by
# hand, as in the two editions of the library's own scan.
_AS_SURE = 0.9


class OcrFailed(Exception):
    """This page cannot be recognised; the message says why and what to do."""


class _Word(NamedTuple):
    """A word, how sure of it Tesseract is (0 to 100), and its block, paragraph and line."""

    text: str
    sureness: float
    place: tuple[str, str, str]


class _Seen(NamedTuple):
    """What Tesseract saw in a picture: how wide it is, the sizes of blocks, words in order."""

    width: int
    blocks: dict[str, tuple[int, int]]  # number: width, height
    words: list[_Word]


class Scan(NamedTuple):
    """A page as a grey picture in the PPM format, for Tesseract."""

    content: bytes
    dpi: int


def scan(page: pdfium.PdfPage) -> Scan:
    """The page drawn, as a scanner would; PDFium draws one page at a time."""
    dpi = _dpi(page.get_width(), page.get_height())
    image = page.render(scale=dpi / _POINTS, grayscale=True).to_pil()
    written = io.BytesIO()
    image.save(written, "PPM")
    return Scan(written.getvalue(), dpi)


def recognise(page: Scan, languages: str) -> str:
    """The text that the page shows, lines as printed, paragraphs parted by blank lines.

    Safe to call from several threads; Tesseract is a process of its own.

    Raises:
        OcrFailed: Tesseract or a language is missing, or it fails on this page.
    """
    check_installed(languages)
    # --psm 1 turns pages that lie on their side; it needs the script model "osd".
    seen = _read(page, languages, layout="1" if "osd" in _languages() else "3")
    if _has_torn_column(seen):
        # Read as one block, every number stays in the row to which it belongs.
        whole = _read(page, languages, layout="6")
        if _certainty(whole) >= _AS_SURE * _certainty(seen):
            seen = whole
    return _text(seen.words)


def check_installed(languages: str) -> None:
    """Says what is missing for text recognition, if anything.

    Raises:
        OcrFailed: names it, with the install command.
    """
    if shutil.which("tesseract") is None:
        raise OcrFailed(f"scanned pages need Tesseract: {INSTALL}, then ingest again")
    missing = [name for name in languages.split("+") if name not in _languages()]
    if missing:
        packages = " ".join(f"tesseract-ocr-{name}" for name in missing)
        raise OcrFailed(f"scanned pages need more: apt-get install {packages}, then ingest again")


def _read(page: Scan, languages: str, layout: str) -> _Seen:
    options = ["-l", languages, "--psm", layout, "--dpi", str(page.dpi)]
    command = ["tesseract", "stdin", "stdout", *options, "tsv"]
    try:
        done = subprocess.run(  # noqa: S603 - the picture goes by pipe, no word comes from the file
            command,
            input=page.content,
            capture_output=True,
            timeout=_SECONDS_A_PAGE,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # more threads a page are slower
        )
    except subprocess.TimeoutExpired:
        raise OcrFailed(f"text recognition took over {_SECONDS_A_PAGE} s for a page") from None
    except (subprocess.CalledProcessError, OSError) as error:
        raise OcrFailed(f"text recognition failed ({type(error).__name__})") from None
    return _seen(done.stdout.decode("utf-8", "replace"))


def _seen(table: str) -> _Seen:
    """Tesseract's table: a row a page, block, paragraph, line and word, which is its level."""
    width, blocks, words = 0, dict[str, tuple[int, int]](), list[_Word]()
    for row in table.splitlines()[1:]:
        level, _, block, paragraph, line, _, _, _, wide, high, sureness, *text = row.split("\t")
        if level == "1":
            width = int(wide)
        elif level == "2":
            blocks[block] = (int(wide), int(high))
        elif level == "5" and text and text[0].strip():
            words.append(_Word(text[0].strip(), float(sureness), (block, paragraph, line)))
    return _Seen(width, blocks, words)


def _has_torn_column(seen: _Seen) -> bool:
    for number, (width, height) in seen.blocks.items():
        if width < _NARROW * seen.width and height > _TALL * width:
            sure = [word.sureness for word in seen.words if word.place[0] == number]
            if sure and sum(sure) / len(sure) < _UNSURE:
                return True
    return False


def _certainty(seen: _Seen) -> float:
    return sum(word.sureness * len(word.text) for word in seen.words)


def _text(words: list[_Word]) -> str:
    parts: list[str] = []
    last = words[0].place if words else None
    for word in words:
        if word.place != last:
            parts.append("\n" if last and word.place[:2] == last[:2] else "\n\n")
        elif parts:
            parts.append(" ")
        parts.append(word.text)
        last = word.place
    return "".join(parts)


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    command = ["tesseract", "--list-langs"]
    listed = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    return frozenset(listed.stdout.decode("utf-8", "replace").split())


def _dpi(width: float, height: float) -> int:
    """300, or less for a page so large that its picture would fill the memory."""
    square_inches = max(width * height, 1.0) / _POINTS**2
    return max(1, min(_DPI, int((_PIXEL_CAP / square_inches) ** 0.5)))
