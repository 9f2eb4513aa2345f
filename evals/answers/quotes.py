"""Checks every shown quote against its source file, without the store's pages or the prover.

    check(questions, engine)  ->  QuoteCheck(checked=512, wrong=())

For each question the quotes that the product shows, translations included, are looked up in the
kept original: its bytes must have the hash that the citation names, and read anew by the file's
reader, the page named must hold exactly these characters at exactly that place. Markdown and text
are also compared with the file's bytes decoded, with the marks of Markdown taken out; of a table's
row, which is shown with its headings, each heading and each value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from corpus import markup
from corpus.console import progress_bar
from corpus.documents import PAGE_BREAK, Page
from evals.answers.answering import Asked
from evals.retrieval import asking
from evals.sets.datasets import CorpusRow
from ingest.cutting.cleaning import clean
from ingest.readers import formats
from ingest.readers.raw import Limits
from search_service.answers.answer import Answer, Citation
from search_service.engine import Engine

_MARKS = re.compile(
    r"\[\^[^\]]*\]|[*_`#>|\\~\[\]-]|(?<=\])\([^)\s]*\)|<[^>]*>|^\s*(?:\d+[.)])\s", re.M
)
_PLAIN = (".md", ".markdown", ".txt", ".text")

FaultOf = Callable[[Citation], str | None]  # None: there is none


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """How many questions were asked and quotes checked, and what is wrong with which."""

    questions: int
    answered: int
    checked: int
    wrong: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """`sikk eval quotes --json`."""
        return {
            "questions": self.questions,
            "answered": self.answered,
            "checked": self.checked,
            "n_wrong": len(self.wrong),
            "wrong": list(self.wrong),
        }


def check(asked: Iterable[Asked], engine: Engine, fault: FaultOf) -> QuoteCheck:
    """Puts each question as a reader would and checks each quote shown with `fault`."""
    questions = list(asked)
    checked, answered, wrong = 0, 0, []
    with progress_bar("Checking") as show:
        for number, each in enumerate(questions, start=1):
            answer = engine.answerer.answer(asking.ask(engine.searcher, each.text))
            answered += answer.answered
            for citation in _shown(answer):
                checked += 1
                found = fault(citation)
                if found:
                    wrong.append(f"{each.id}, {citation.hit.passage.id}: {found}")
            show(number, len(questions))
    return QuoteCheck(len(questions), answered, checked, tuple(wrong))


def in_files(path_of: Callable[[str], Path]) -> FaultOf:
    """Finds a quote's fault against the original files; None: there is none."""
    pages: dict[str, list[Page]] = {}
    plain: dict[str, str] = {}

    def fault(citation: Citation) -> str | None:
        document = citation.hit.document
        path = path_of(document.source_hash)
        content = path.read_bytes()
        if sha256(content).hexdigest() != document.source_hash:
            return "the original's bytes have another hash"
        key = document.source_hash
        if key not in pages:
            pages[key] = _read_again(document.source_path, content)
        if _at(pages[key], citation) != citation.quote:
            return "the file read anew does not hold it there"
        if document.source_path.lower().endswith(_PLAIN):
            if key not in plain:
                plain[key] = _without_marks(content.decode("utf-8"))
            if not _holds(plain[key], citation.quote):
                return "the file's bytes do not hold it"
        return None

    return fault


def in_rows(rows: Iterable[CorpusRow]) -> FaultOf:
    """Finds a quote's fault against the rows of a benchmark."""
    texts: Mapping[str, str] = {row.id: row.text for row in rows}

    def fault(citation: Citation) -> str | None:
        text = texts.get(citation.hit.document.id, "")
        place = citation.places[0] if citation.places else None
        if place is None or text[place.start : place.end] != citation.quote:
            return "the row does not hold it there"
        return None

    return fault


def _shown(answer: Answer) -> Iterator[Citation]:
    for claim in answer.claims:
        for citation in claim.citations:
            yield citation
            if citation.translation:
                yield citation.translation


def _read_again(name: str, content: bytes) -> list[Page]:
    return list(clean(formats.read(name, content, Limits())).pages)


def _at(pages: list[Page], citation: Citation) -> str | None:
    pieces = []
    for place in citation.places:
        if place.page_index >= len(pages):
            return None
        page = pages[place.page_index]
        if (page.number, page.label) != (place.number, place.label):
            return None
        pieces.append(page.text[place.start : place.end])
    return PAGE_BREAK.join(pieces)


def _holds(written: str, quote: str) -> bool:
    """Whether a file without marks has the quote; of a table's row each heading and each value."""
    if _without_marks(quote) in written:
        return True
    lines = quote.splitlines()
    parts = [
        part
        for line in lines
        for cell in markup.cells(line)
        for part in (*markup.headings(cell.heading), line[cell.start : cell.end])
    ]
    return all(map(markup.is_row, lines)) and all(_without_marks(p) in written for p in parts)


def _without_marks(text: str) -> str:
    """Letters, figures and signs alone: what Markdown and line breaks cannot change."""
    return "".join(_MARKS.sub("", text).replace("•", "").split())
