"""Text recognised before, in `NAME.ocr` beside a scan, so that nobody needs Tesseract to read it.

    sha256 4b1f… est+eng
    first page
    ^L                       a form feed ends a page

It counts for exactly the file whose hash it names; `sikk corpus recognise` writes it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from corpus.ids import digest

SUFFIX = ".ocr"
_FIRST_LINE = re.compile(r"sha256 ([0-9a-f]{64})\b.*")
_PAGE_END = "\f"


def place(path: Path) -> Path:
    """Where the text of a scan lies."""
    return path.with_suffix(SUFFIX)


def beside(path: Path, content: bytes) -> tuple[str, ...]:
    """The text of each page; none where there is no such file, or it belongs to another scan."""
    try:
        first, _, text = place(path).read_text(encoding="utf-8").partition("\n")
    except (OSError, ValueError):
        return ()
    named = _FIRST_LINE.fullmatch(first)
    if named is None or named[1] != digest(content):
        return ()
    return tuple(text.removesuffix(_PAGE_END).split(_PAGE_END))


def written(content: bytes, pages: Sequence[str], languages: str) -> str:
    """What such a file says."""
    texts = "".join(page.replace(_PAGE_END, "\n") + _PAGE_END for page in pages)
    return f"sha256 {digest(content)} {languages}\n{texts}"
