"""Pictures of PDF pages with a passage marked, drawn once and kept in a folder of fixed size.

    PagePictures(folder).picture(document, source, 3, Stretch("the text", 0.5))  ->  Picture

The drawing itself is `drawing`'s, in a process with limits: a PDF may be hostile. The
folder can be deleted at any time.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from corpus import sandbox
from corpus.documents import PAGE_BREAK, Document, Page, Passage
from corpus.errors import DocumentError, NotFound
from corpus.ids import text_digest

PDF = "application/pdf"
_DRAWING = "search_service.documents.drawing"
_SECONDS = 10.0
_AT_ONCE = 2  # processes that draw
_MOST_KEPT = 500
_SUFFIX = ".picture"
_MARK_DIGITS = 16  # of a file's hash, at the beginning of its pictures' names


class Picture(NamedTuple):
    """A drawn page; `marked` counts the lines that are marked in it."""

    png: bytes
    marked: int
    width: int
    height: int


class Stretch(NamedTuple):
    """A text to mark on a page, and how far down the page's text it stands, from 0 to 1."""

    text: str
    at: float


_NO_STRETCH = Stretch("", 0.0)


class PagePictures:
    """Draws pages and keeps the last pictures."""

    def __init__(
        self, folder: Path, *, seconds: float = _SECONDS, most_kept: int = _MOST_KEPT
    ) -> None:
        self._folder = folder
        self._seconds = seconds
        self._most_kept = most_kept
        self._drawing = threading.Semaphore(_AT_ONCE)

    def picture(
        self, document: Document, source: Path, number: int, stretch: Stretch | None
    ) -> Picture:
        """The picture of the page `number` (from 1) of the document's kept file.

        Raises:
            NotFound: the document has no pages, or no such page.
            DocumentError: the page cannot be drawn.
        """
        check_page(document, number)
        kept = self.kept_picture(document, number, stretch)
        if kept:
            return kept
        with self._drawing:
            drawn = self._draw(document, source, number, stretch or _NO_STRETCH)
        picture = _picture_of(drawn)
        self._keep(self._file(document, number, stretch or _NO_STRETCH), drawn)
        return picture

    def kept_picture(
        self, document: Document, number: int, stretch: Stretch | None
    ) -> Picture | None:
        """The picture where it was drawn before and is still kept."""
        file = self._file(document, number, stretch or _NO_STRETCH)
        try:
            os.utime(file)
            return _picture_of(file.read_bytes())
        except FileNotFoundError:
            return None

    def _file(self, document: Document, number: int, wanted: Stretch) -> Path:
        name = text_digest(f"{number}\n{wanted.at:.3f}\n{wanted.text}")[:24]
        return self._folder / f"{document.source_hash[:_MARK_DIGITS]}-{number}-{name}{_SUFFIX}"

    def kept(self, source_hash: str) -> int:
        """How many pictures are kept of the file of that content."""
        return len(self._pictures_of(source_hash))

    def forget_all_but(self, source_hashes: Iterable[str]) -> None:
        """Deletes the kept pictures of all other files, earlier versions of a document too."""
        kept = {source_hash[:_MARK_DIGITS] for source_hash in source_hashes}
        for picture in self._folder.glob("*"):
            if picture.name[:_MARK_DIGITS] not in kept:
                picture.unlink(missing_ok=True)

    def _pictures_of(self, source_hash: str) -> list[Path]:
        return list(self._folder.glob(f"{source_hash[:_MARK_DIGITS]}-*{_SUFFIX}"))

    def _draw(self, document: Document, source: Path, number: int, wanted: Stretch) -> bytes:
        request = {"source": str(source), "page": number, "text": wanted.text, "at": wanted.at}
        with tempfile.TemporaryFile() as output:
            try:
                subprocess.run(  # noqa: S603  (our own module, no shell)
                    sandbox.command(_DRAWING),
                    input=json.dumps(request).encode(),
                    stdout=output,
                    stderr=subprocess.DEVNULL,
                    timeout=self._seconds,
                    env=sandbox.environment(),
                    check=True,
                )
            except subprocess.TimeoutExpired:
                raise _undrawn(document, number, f"took over {self._seconds:g} s") from None
            except subprocess.CalledProcessError:
                raise _undrawn(document, number, "the file is damaged or too large") from None
            output.seek(0)
            return output.read()

    def _keep(self, target: Path, drawn: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(f".{os.getpid()}-{threading.get_ident()}.part")
        part.write_bytes(drawn)
        part.replace(target)
        kept = sorted(self._folder.glob(f"*{_SUFFIX}"), key=_last_used)
        for old in kept[: max(0, len(kept) - self._most_kept)]:
            old.unlink(missing_ok=True)


def check_page(document: Document, number: int) -> None:
    """Sees that the document has pages, and this one.

    Raises:
        NotFound: it has not.
    """
    where = f"document '{document.id}'"
    if document.media_type != PDF:
        raise NotFound(
            f"{where}: its format has no pages to show; see /api/v1/documents/{document.id} or "
            f"read it at /documents/{document.id}"
        )
    if not 1 <= number <= document.pages:
        raise NotFound(f"{where}: no page {number}; it has pages 1 to {document.pages}")


def stretch_on(
    pages: Sequence[Page], number: int, passage: Passage, quote: tuple[int, int] | None = None
) -> Stretch | None:
    """What of the passage (or of the quote `start:end` in it) stands on that page, if anything."""
    first, last = quote or (0, len(passage.text))
    offset = 0
    for page in pages:
        if page.number == number:
            start = max(passage.start + first - offset, 0)
            end = min(passage.start + last - offset, len(page.text))
            text = page.text[start:end] if start < end else ""
            return Stretch(text, start / len(page.text)) if text.strip() else None
        offset += len(page.text) + len(PAGE_BREAK)
    return None


def _picture_of(drawn: bytes) -> Picture:
    head, _, png = drawn.partition(b"\n")
    said = json.loads(head)
    return Picture(png, said["marked"], said["width"], said["height"])


def _undrawn(document: Document, number: int, cause: str) -> DocumentError:
    reason = f"the page cannot be drawn ({cause}); download the original file instead"
    return DocumentError(f"document '{document.id}'", reason, number)


def _last_used(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # another request took it away
        return 0.0
