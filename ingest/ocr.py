"""Reads the text of a page that is a picture, with Tesseract where it is installed."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from functools import lru_cache

import pypdfium2 as pdfium

INSTALL = "apt-get install tesseract-ocr tesseract-ocr-est tesseract-ocr-eng"
_DPI = 300
_POINTS = 72  # in an inch
_PIXEL_CAP = 25_000_000  # A4 at 300 dpi has 8.7 million
_SECONDS_A_PAGE = 60


class OcrFailed(Exception):
    """This page cannot be recognised; the message says why and what to do."""


def recognise(page: pdfium.PdfPage, languages: str) -> str:
    """The text that the page shows, lines as printed, paragraphs parted by blank lines.

    Raises:
        OcrFailed: Tesseract or a language is missing, or it fails on this page.
    """
    check_installed(languages)
    dpi = _dpi(page.get_width(), page.get_height())
    picture = _rendered(page, dpi)
    # --psm 1 turns pages that lie on their side; it needs the script model "osd".
    layout = "1" if "osd" in _languages() else "3"
    command = ["tesseract", "stdin", "stdout", "-l", languages, "--psm", layout, "--dpi", str(dpi)]
    try:
        done = subprocess.run(  # noqa: S603 - the picture goes by pipe, no word comes from the file
            command,
            input=picture,
            capture_output=True,
            timeout=_SECONDS_A_PAGE,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # more threads are slower
        )
    except subprocess.TimeoutExpired:
        raise OcrFailed(f"text recognition took over {_SECONDS_A_PAGE} s for a page") from None
    except (subprocess.CalledProcessError, OSError) as error:
        raise OcrFailed(f"text recognition failed ({type(error).__name__})") from None
    return done.stdout.decode("utf-8", "replace").replace("\f", "").strip()


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


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    command = ["tesseract", "--list-langs"]
    listed = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    return frozenset(listed.stdout.decode("utf-8", "replace").split())


def _dpi(width: float, height: float) -> int:
    """300, or less for a page so large that its picture would fill the memory."""
    square_inches = max(width * height, 1.0) / _POINTS**2
    return max(1, min(_DPI, int((_PIXEL_CAP / square_inches) ** 0.5)))


def _rendered(page: pdfium.PdfPage, dpi: int) -> bytes:
    image = page.render(scale=dpi / _POINTS, grayscale=True).to_pil()
    written = io.BytesIO()
    image.save(written, "PPM")
    return written.getvalue()
