"""Documents within a document: a mail's attachments, an archive's files, as further pages of it.

    a mail with "aruanne.pdf"  ->  its own page, then the PDF's, labelled and headed "aruanne.pdf"

One file stays one document, so that its hash, place and original stay true, and a quote names the
member by the page's label and its section. What is not read of the members is told by name.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from corpus.accounts import LeftOut
from corpus.errors import DocumentError
from ingest.readers import formats
from ingest.readers.raw import (
    PARAGRAPH,
    ConversionNeeded,
    Limits,
    RawDocument,
    RawPage,
    SectionHeading,
    check_length,
)

_MEMBERS = 500  # by hand: an archive of more is a library; unpack it
_BYTES = 300_000_000  # of all members
_DEPTH = 2  # a mail in an archive, its attachment; deeper ones are named
_LABEL_LENGTH = 32
_SYSTEM = ("__MACOSX/", "thumbs.db", "desktop.ini", ".ds_store")
_DEEPEST_LEVEL = 6


class Members:
    """Collects a document's own pages and then those of its members."""

    def __init__(self, path: str, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self._pages: list[RawPage] = []
        self._headings: list[SectionHeading] = []
        self._warnings: list[str] = []
        self._unread: list[int] = []
        self._left: list[str] = []
        self._passed: list[LeftOut] = []
        self._count = 0
        self._bytes = 0

    def own(self, page: RawPage, headings: tuple[SectionHeading, ...]) -> None:
        """The document's own page, before its members."""
        self._pages.append(page)
        self._headings += headings

    def add(self, name: str, content: bytes) -> None:
        """Reads the member, or notes why it is not read."""
        if self._is_over(name, len(content)):
            return
        if self._limits.depth >= _DEPTH:
            self.leave(name, "lies too deep in other files; take it out and ingest it by itself")
            return
        left = self._limits.pages - len(self._pages)
        if left <= 0:
            self.leave(name, f"is beyond the {self._limits.pages:,} pages that are read of a file")
            return
        inner = replace(self._limits, pages=left, depth=self._limits.depth + 1, recognised=())
        try:
            raw = formats.read(name, content, inner)
        except DocumentError as error:
            self.leave(name, error.reason)
        except (ConversionNeeded, MemoryError):
            raise
        except Exception as error:  # whatever a library says of a hostile member is about that one
            self.leave(name, f"cannot be read ({type(error).__name__})")
        else:
            self._take(name, raw)

    def leave(self, name: str, reason: str) -> None:
        """Notes a member that is not read."""
        self._left.append(f"'{name}' inside was not read: {reason}")

    def pass_by(self, name: str, reason: str) -> None:
        """Notes what nobody would read, in the account alone."""
        self._passed.append(LeftOut.of(reason, name))

    def is_system(self, name: str) -> bool:
        """Whether an operating system put the member there."""
        base = PurePath(name).name.lower()
        return name.startswith(_SYSTEM[0]) or base in _SYSTEM or base.startswith("._")

    def document(self, media_type: str, title: str | None) -> RawDocument:
        """All pages, numbered on.

        Raises:
            DocumentError: nothing of it could be read.
        """
        if not self._pages:
            raise DocumentError(self._path, "; ".join(["holds no document", *self._left]))
        check_length(self._path, sum(len(page.text) for page in self._pages))
        pages = self._pages
        if len(pages) > 1:
            pages = [replace(page, number=at) for at, page in enumerate(pages, start=1)]
        first = pages[0].account.doubting(*self._left)
        pages = [replace(pages[0], account=first.leaving_out(self._passed)), *pages[1:]]
        return RawDocument(
            media_type,
            tuple(pages),
            tuple(self._headings),
            title=title,
            warnings=(*self._left, *self._warnings),
            unread=tuple(self._unread),
        )

    def _is_over(self, name: str, size: int) -> bool:
        self._count += 1
        self._bytes += size
        if self._count > _MEMBERS or self._bytes > _BYTES:
            self.leave(name, "is beyond what is read of one file; take it out and ingest it")
            return True
        return False

    def _take(self, name: str, raw: RawDocument) -> None:
        if not any(page.text.strip() for page in raw.pages):
            self.leave(name, "; ".join(["holds no text", *raw.warnings]))
            return
        begin = len(self._pages)
        shown = PurePath(name).name or name
        for index, page in enumerate(raw.pages):
            own = page.label or (str(page.number) if page.number else "")
            label = f"{shown[: _LABEL_LENGTH - len(own) - 1]} {own}".strip() if own else shown
            text = f"{shown}{PARAGRAPH}{page.text}" if index == 0 else page.text
            self._pages.append(RawPage(None, label[:_LABEL_LENGTH], text, page.account))
        self._headings.append(SectionHeading(begin, 0, 1, shown))
        pushed = len(shown) + len(PARAGRAPH)
        self._headings += (
            replace(
                each,
                page_index=begin + each.page_index,
                offset=each.offset + (pushed if each.page_index == 0 else 0),
                level=min(each.level + 1, _DEEPEST_LEVEL),
            )
            for each in raw.headings
        )
        self._warnings += (f"'{name}': {warning}" for warning in raw.warnings)
        self._unread += (begin + number for number in raw.unread)


def hidden_sender(characters: int) -> LeftOut:
    """What a mail's account says of the people in its head; they are not named there either."""
    return LeftOut("names and addresses of sender and receivers", characters, "")
