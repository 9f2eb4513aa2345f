"""What a reader hands over: pages of raw text, headings, and hints for the catalogue.

Raw text marks three kinds of line end, which `ingest.cutting.cleaning` resolves:

    "\\n"      the line was too full: the paragraph goes on
    LINE      the line ends here (list item, table row), the paragraph goes on
    "\\n\\n"    the paragraph ends

and a footnote's mark, `note_mark(number)`, where the number is that of a source in the document's
description. Formats with links say so by a link to a place of the name `source-3`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from corpus.accounts import PLAIN, PageAccount
from corpus.errors import DocumentError
from ingest.readers.table_rows import rows

PDF = "application/pdf"  # the media type
LINE = "\u2028"
PARAGRAPH = "\n\n"
# Unicode's noncharacters, which no text holds: a beginning and ten digits.
_NOTE, _DIGITS = "\ufdda", "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5\ufdd6\ufdd7\ufdd8\ufdd9"
_SOURCE_PLACE = re.compile(r"#?source-([1-9]\d{0,3})")
_NOTE_MARK = re.compile(f"{_NOTE}([{_DIGITS}]{{1,4}})")
TEXT_LIMIT = 20_000_000  # characters of one document; a library has some thousands


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as it was read; number, label and account as in `corpus.documents.Page`."""

    number: int | None
    label: str | None
    text: str
    account: PageAccount = PLAIN

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> RawPage:
        """What `dataclasses.asdict` made plain."""
        return cls(**{**plain, "account": PageAccount.of_json(plain["account"])})


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """A heading that begins at `offset` of the text of page `page_index`; level 1 is outermost."""

    page_index: int
    offset: int
    level: int
    text: str


def by_page(found: Iterable[Iterable[SectionHeading]]) -> list[SectionHeading]:
    """The headings of every page, each told where its page stands in the file."""
    return [replace(each, page_index=at) for at, own in enumerate(found) for each in own]


@dataclass(frozen=True, slots=True)
class RawDocument:
    """Everything that was read from one file.

    `description` is the front matter or the file beside it, None where there is neither;
    `unread` are the numbers of pages that are pictures whose text could not be read.
    """

    media_type: str
    pages: tuple[RawPage, ...]
    headings: tuple[SectionHeading, ...] = ()
    title: str | None = None
    description: Mapping[str, object] | None = None
    warnings: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Plain values, from which `from_json` makes an equal one."""
        return asdict(self)

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> RawDocument:
        """What `as_json` was called on."""
        return cls(
            media_type=plain["media_type"],
            pages=tuple(map(RawPage.from_json, plain["pages"])),
            headings=tuple(SectionHeading(**heading) for heading in plain["headings"]),
            title=plain["title"],
            description=plain["description"],
            warnings=tuple(plain["warnings"]),
            unread=tuple(plain["unread"]),
        )


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a reader goes; `alive` is called after each slow page, with its number.

    `recognised` is the text of each page of a scan, where that is known from before; `converted`
    what LibreOffice made of old Office files, by their hash; `depth` counts the files around.
    """

    pages: int = 3000
    ocr_languages: str = "est+eng"
    recognised: tuple[str, ...] = ()
    converted: Mapping[str, bytes | str] = field(default_factory=dict)
    depth: int = 0
    alive: Callable[[int], None] = lambda _number: None


class ConversionNeeded(Exception):
    """A file that LibreOffice has to convert first, which a reader may not start: it writes files.

    `converted` of the limits holds the outcome when the file is read again.
    """

    def __init__(self, content: bytes, ending: str, wanted: str) -> None:
        super().__init__(ending)
        self.content = content
        self.ending = ending
        self.wanted = wanted


class FileReader(Protocol):
    """Reads one file; `confinement.confined` does it in a process with limits."""

    def read(self, path: Path, description: Path | None = None) -> RawDocument:
        """What stands in the file; `description` is the YAML beside it."""


Reader: TypeAlias = Callable[[str, bytes, Limits], RawDocument]  # path for messages, content


class Flow:
    """Collects the blocks of a format without pages into one raw page."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._end = ""
        self.headings: list[SectionHeading] = []

    def heading(self, level: int, text: str) -> None:
        """Adds a heading of level 1 to 6."""
        text = " ".join(text.split())
        if text:
            self._add(text, PARAGRAPH, PARAGRAPH)
            self.headings.append(SectionHeading(0, self._length - len(text), level, text))

    def paragraph(self, text: str) -> None:
        """Adds a paragraph; LINE inside it breaks the line."""
        self._add(text, PARAGRAPH, PARAGRAPH)

    def line(self, text: str) -> None:
        """Adds a list item or a table row; one after another they make a block."""
        self._add(text, LINE, LINE)

    def table(self, grid: Sequence[Sequence[str]], heads: int | None = None) -> None:
        """Adds a table as a block of its own; `heads` as in `table_rows.rows`."""
        self.end_block()
        for line in rows(grid, heads):
            self.line(line)
        self.end_block()

    def end_block(self) -> None:
        """The next line begins a new block."""
        self._end = PARAGRAPH

    def pages(self) -> tuple[RawPage, ...]:
        """The one page."""
        return (RawPage(None, None, "".join(self._parts)),)

    def _add(self, text: str, before: str, after: str) -> None:
        text = text.strip()
        if not text:
            return
        if self._parts:
            joint = LINE if before == self._end == LINE else PARAGRAPH
            self._parts.append(joint)
            self._length += len(joint)
        self._parts.append(text)
        self._length += len(text)
        self._end = after


def note_mark(number: int) -> str:
    """The mark of the document's source with this number, from 1."""
    return _NOTE + "".join(_DIGITS[int(digit)] for digit in str(number))


def source_number(place: str | None) -> int | None:
    """The source that a link to this place of the document means, from 1; None for other places."""
    found = _SOURCE_PLACE.fullmatch(place or "")
    return int(found[1]) if found else None


def without_notes(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its notes' marks; for each, the characters before it and its number."""
    kept: list[str] = []
    notes: list[tuple[int, int]] = []
    at = length = 0
    for match in _NOTE_MARK.finditer(text):
        kept.append(text[at : match.start()])
        length += len(kept[-1])
        notes.append((length, int("".join(str(_DIGITS.index(digit)) for digit in match[1]))))
        at = match.end()
    return "".join((*kept, text[at:])), notes


def check_length(path: str, characters: int) -> None:
    """Refuses a text that is too long to be a document.

    Raises:
        DocumentError: over TEXT_LIMIT.
    """
    if characters > TEXT_LIMIT:
        raise DocumentError(
            path, f"holds more than {TEXT_LIMIT:,} characters; divide it into several documents"
        )
