"""The pages of a PDF whose text must be recognised: which they are, and what became of each.

A page is recognised where it shows text that it does not hold (`pictures`), or where what it
holds is garbage (`text_sanity`). `ingest.readers.recognition.ocr` reads the picture of one page,
`recognised_lines` puts its words among the page's own.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import pypdfium2 as pdfium

from corpus.accounts import LeftOut, PageAccount, page_names
from ingest.readers.pdf import pictures, text_sanity
from ingest.readers.pdf.line import Line
from ingest.readers.pdf.pictures import Box
from ingest.readers.pdf.recognised_lines import drawn_once, merged, placed
from ingest.readers.raw import Limits, without_notes
from ingest.readers.recognition import ocr
from ingest.readers.recognition.hocr import Seen

_UNREAD = "a picture whose text was not read"
_NO_TEXT = "no text was found on a page that is a picture"
_EMPTY = "no text was found on this page"
_BAD_LAYER = "the file's own text is garbage; the page was recognised instead ({})"
_DOUBTED_LAYER = "the file's own text looks like garbage; compare with the page ({})"
_UNSURE = "recognised with low sureness; compare with the picture ({:.0f} of 100)"
_IMPLAUSIBLE = "what was recognised reads like no language; compare with the picture ({})"
GARBAGE = "garbage"  # why a page's own text was left out


class ReadPage(NamedTuple):
    """A page that was recognised, or was to be."""

    page_index: int
    lines: list[Line]
    account: PageAccount


@dataclass(slots=True)
class _Candidate:
    """A page to recognise: its own lines, what is wrong with them, and where its edges are."""

    index: int
    drawn: list[Line]
    fault: str | None
    is_picture: bool
    frame: Box = (0.0, 0.0, 0.0, 0.0)
    dpi: int = 0


@dataclass(slots=True)
class PageScans:
    """Gathers pages while a document is read, then has them recognised side by side."""

    document: pdfium.PdfDocument
    limits: Limits
    holds_pictures: bool = True
    unread: list[int] = field(default_factory=list)  # numbers of pages
    failures: list[str] = field(default_factory=list)  # why, each once
    _found: list[_Candidate] = field(default_factory=list)
    _accounts: dict[int, PageAccount] = field(default_factory=dict)

    def look(self, index: int, page: pdfium.PdfPage, lines: list[Line]) -> None:
        """Decides whether the page, with these lines of its own, must be recognised."""
        look = pictures.look(page, lines, self.holds_pictures)
        fault = text_sanity.fault(_own_text(lines), look.is_covered)
        if fault or look.shows_unread_text:
            self._found.append(_Candidate(index, lines, fault, look.shows_unread_text))
        elif not lines:
            self._accounts[index] = PageAccount(doubts=(_EMPTY,))

    def recognised(self) -> Iterator[ReadPage]:
        """Each of the pages found; with its own lines where recognition fails."""
        for page in self._recognised():
            self._accounts[page.page_index] = page.account
            yield page

    def account(self, index: int, account: PageAccount, has_more: bool = False) -> PageAccount:
        """A page's account, with what is known of its recognition.

        `has_more`: the page has text of another kind, such as the values of a form.
        """
        known = self._accounts.get(index)
        if known is None or (has_more and known.doubts == (_EMPTY,)):
            return account
        joined = replace(account, how=known.how, sureness=known.sureness)
        return joined.leaving_out(known.left_out).doubting(*known.doubts)

    def warnings(self) -> list[str]:
        """What is wrong with which pages."""
        told: dict[str, list[int]] = {}
        for index, account in sorted(self._accounts.items()):
            for doubt in account.doubts:
                if doubt != _EMPTY:  # a blank page is no fault
                    told.setdefault(doubt.partition(" (")[0], []).append(index + 1)
        return [*self.failures, *(f"{page_names(pages)}: {doubt}" for doubt, pages in told.items())]

    def _recognised(self) -> Iterator[ReadPage]:
        known = self.limits.recognised
        yield from (
            _known(page, known[page.index]) for page in self._found if page.index < len(known)
        )
        waiting: deque[tuple[_Candidate, Future[Seen]]] = deque()
        with ThreadPoolExecutor(ocr.AT_ONCE) as pool:
            for candidate in (page for page in self._found if page.index >= len(known)):
                if len(waiting) > ocr.AT_ONCE:  # no more pictures in memory than are needed
                    yield self._read(*waiting.popleft())
                with closing(self.document[candidate.index]) as page:
                    scan = ocr.scan(page)
                    candidate.frame, candidate.dpi = pictures.frame(page), scan.dpi
                task = pool.submit(ocr.recognise, scan, self.limits.ocr_languages)
                waiting.append((candidate, task))
            while waiting:
                yield self._read(*waiting.popleft())

    def _read(self, page: _Candidate, task: Future[Seen]) -> ReadPage:
        try:
            seen = task.result()
        except ocr.OcrFailed as error:
            return self._failed(page, str(error))
        self.limits.alive(page.index + 1)
        return _with_own_text(page, seen)

    def _failed(self, page: _Candidate, why: str) -> ReadPage:
        if why not in self.failures:
            self.failures.append(why)
        doubts = []
        if page.is_picture:
            self.unread.append(page.index + 1)
            doubts.append(_UNREAD)
        if page.fault:
            doubts.append(_DOUBTED_LAYER.format(page.fault))
        return ReadPage(page.index, page.drawn, PageAccount(doubts=tuple(doubts)))


def _own_text(lines: list[Line]) -> str:
    return without_notes("\n".join(line.text for line in lines))[0]


def _known(page: _Candidate, text: str) -> ReadPage:
    """A page that was recognised before, as `ingest.readers.recognition.recognised` has it."""
    lines = [Line(line) for line in text.split("\n")] if text.strip() else page.drawn
    return ReadPage(page.index, lines, PageAccount(how=("recognised",)))


def _with_own_text(page: _Candidate, seen: Seen) -> ReadPage:
    own = _own_text(page.drawn)
    if page.fault and not text_sanity.reads_better(seen.text, own):
        if text_sanity.fault(own):  # the recognition is garbage too
            doubts = (_DOUBTED_LAYER.format(page.fault),)
            return ReadPage(page.index, page.drawn, PageAccount(doubts=doubts))
        if not page.is_picture:
            return ReadPage(page.index, page.drawn, PageAccount())
    elif page.fault:
        read = _merged(replace(page, drawn=[]), seen)
        account = read.account.leaving_out([LeftOut.of(GARBAGE, own)])
        return read._replace(account=account.doubting(_BAD_LAYER.format(page.fault)))
    return _merged(page, seen)


def _merged(page: _Candidate, seen: Seen) -> ReadPage:
    left_out: list[LeftOut] = []
    if page.drawn:
        seen, left_out = drawn_once(seen, page.frame, page.dpi, page.drawn)
    lines = placed(seen, page.frame, page.dpi)
    if not lines:
        doubts = () if page.drawn else (_NO_TEXT,)
        return ReadPage(page.index, page.drawn, PageAccount(doubts=doubts).leaving_out(left_out))
    how = ("text", "recognised") if page.drawn else ("recognised",)
    account = PageAccount(how, round(seen.sureness, 1), tuple(left_out), recognition_doubts(seen))
    base, rest = sorted((page.drawn, lines), key=len, reverse=True)
    return ReadPage(page.index, merged(base, rest), account)


def recognition_doubts(seen: Seen) -> tuple[str, ...]:
    """What may be wrong with what was recognised."""
    fault = text_sanity.fault(seen.text)
    if seen.sureness < ocr.DOUBTFUL:
        return (_UNSURE.format(seen.sureness),)
    return (_IMPLAUSIBLE.format(fault),) if fault else ()
