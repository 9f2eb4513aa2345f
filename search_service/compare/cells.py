"""Fills the cells of a comparison from a document: the sentence that says it best, or nothing.

    CellReader(representation, kinds).read(document, passages)  ->  ReadDocument(cells, …)

A cell's quote is `passage.text[start:end]`. Below a field's bar the cell stays empty: "not
stated" is the honest answer. Country, first year and evidence level come from the catalogue, and so
does the target group where no sentence tells it.
Differs from `statement_kinds`, which only says what a sentence is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.documents import Document, Metadata, Passage
from search_service.answers.answer import Citation
from search_service.compare.cell_wording import fitness, tells_the_beginning
from search_service.compare.comparison import TERMS_BETWEEN, Cell
from search_service.compare.statement_kinds import KINDS, StatementKinds
from search_service.compare.statements import Statement, statements
from search_service.encoding.encoder import Vectors
from search_service.encoding.representation import Representation
from search_service.search.hits import SearchHit
from search_service.words.findings import found_nothing, tells_a_failure

_MOST_PASSAGES = 40  # of a long document: the first ones; by hand, for time

# How sure the reading must be. Chosen on practices of Estonia, which no comparison for Estonia
# shows; measured on others (docs/evaluation.md).
_BARS = {
    "target_group": 0.50,
    "problem": 0.48,
    "approach": 0.43,
    "scale": 0.45,
    "money": 0.50,
    "results": 0.50,
    "to_copy": 0.55,
}
# A target group may be less surely told where the sentence is near the catalogue's own; chosen as
# the bars.
_ALIKE, _HINT, _ALIKE_AND_LIKELY = 0.33, 0.08, 0.5
_SOMEWHAT_ALIKE, _ALMOST = 0.2, 0.4  # chosen as the bars
# Below the bar for a likely sentence that does not stand well alone; chosen as the bars.
_LEEWAY = 0.1
# For a sentence that says that somebody looked and found nothing; chosen as the bars.
_LOOKED_BAR = 0.05
_NULL_BAR = 0.2  # for a sentence that also has the words of a null result; chosen as the bars


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document read: its cells, and its statements with their vectors and likelihoods."""

    document: Document
    cells: dict[str, Cell]
    statements: Sequence[Statement]
    vectors: Vectors
    likelihoods: Vectors

    def citation(self, at: int) -> Citation:
        """The citation of the statement at that place."""
        return _citation(self.document, self.statements[at], 0.0)


class CellReader:
    """Reads documents into cells; holds no state of its own."""

    def __init__(self, representation: Representation, kinds: StatementKinds) -> None:
        self._representation = representation
        self._kinds = kinds

    def prepare(self) -> Iterator[None]:
        """Encodes step by step what the first reading needs."""
        return self._kinds.prepare()

    def read(self, document: Document, passages: Sequence[Passage]) -> ReadDocument:
        """The cells of a document, every quoted one with its citation."""
        said = statements(document, passages[:_MOST_PASSAGES])
        if not said:
            none = np.zeros((0, self._representation.dimensions), np.float32)
            cells = _catalogue(document.metadata, []) | {field: Cell(field) for field in _BARS}
            cells["target_group"] = _catalogue_group(document.metadata)
            return ReadDocument(document, cells, [], none, np.zeros((0, len(KINDS)), np.float32))
        found = self._representation.dense([s.text for s in said], [s.passage.lang for s in said])
        vectors = np.stack(found)
        likelihoods = self._kinds.likelihoods(said, vectors)
        cells = _catalogue(document.metadata, [_citation(document, s, 0.0) for s in said])
        cells |= _quoted(document, said, likelihoods)
        if not cells["target_group"].citations and document.metadata.target_groups:
            alike = self._likeness(document.metadata.target_groups, vectors)
            cells["target_group"] = _target_group(document, said, likelihoods, alike, cells)
        return ReadDocument(document, cells, said, vectors, likelihoods)

    def _likeness(self, groups: Sequence[str], vectors: Vectors) -> Vectors:
        """How near each statement is to the target groups that the catalogue names."""
        texts = [f"It is for {group}." for group in groups]  # the catalogue's terms are English
        found = self._representation.dense(texts, ["en"] * len(texts))
        likeness: Vectors = (np.stack(found) @ vectors.T).max(axis=0)
        return likeness


def _catalogue(metadata: Metadata, citations: Sequence[Citation]) -> dict[str, Cell]:
    """Country, years and evidence level; a year that the catalogue lacks may stand in the text."""
    years = Cell("years", value=str(metadata.year) if metadata.year else None)
    if not metadata.year:
        began = next((c for c in citations if tells_the_beginning(c.quote)), None)
        years = Cell("years", (began,) if began else ())
    return {
        "country": Cell("country", value=metadata.country),
        "years": years,
        "evidence_level": Cell("evidence_level", value=metadata.evidence_level),
    }


def _quoted(document: Document, said: Sequence[Statement], likelihoods: Vectors) -> dict[str, Cell]:
    taken: set[int] = set()
    cells: dict[str, Cell] = {}
    worth = {
        field: [fitness(field, s, float(p)) for s, p in zip(said, of_kind, strict=True)]
        for field, of_kind in ((f, likelihoods[:, KINDS.index(f)]) for f in _BARS)
    }
    # The surest field chooses first, so that no sentence fills two cells.
    for field in sorted(_BARS, key=lambda f: -max(worth[f])):
        free = [i for i in range(len(said)) if i not in taken]
        best = max(free, key=lambda i: worth[field][i], default=None)
        citations: tuple[Citation, ...] = ()
        sure = best is not None and likelihoods[best, KINDS.index(field)] >= _BARS[field]
        if best is not None and sure and worth[field][best] >= _BARS[field] - _LEEWAY:
            taken.add(best)
            score = float(likelihoods[best, KINDS.index(field)])
            citations = (_citation(document, said[best], score),)
        cells[field] = Cell(field, citations)
    cells["results"] = _with_null(document, cells["results"], said, likelihoods)
    return cells


def _target_group(
    document: Document,
    said: Sequence[Statement],
    likelihoods: Vectors,
    alike: Vectors,
    cells: Mapping[str, Cell],
) -> Cell:
    """A less telling sentence, where it speaks of the groups that the catalogue names."""
    taken = {(c.hit.passage.id, c.start) for cell in cells.values() for c in cell.citations}
    column = likelihoods[:, KINDS.index("target_group")]
    worth = alike + column / 2
    known = (alike >= _ALIKE) & (column >= _HINT) & (worth >= _ALIKE_AND_LIKELY)
    likely = (alike >= _SOMEWHAT_ALIKE) & (column >= _ALMOST)
    free = [
        i
        for i, s in enumerate(said)
        if (known[i] or likely[i])
        and not s.closing
        and (s.passage.id, s.start) not in taken
        and fitness("target_group", s, 1.0) > 0
    ]
    best = max(free, key=lambda i: worth[i], default=None)
    if best is None:
        return _catalogue_group(document.metadata)
    return Cell("target_group", (_citation(document, said[best], float(column[best])),))


def _catalogue_group(metadata: Metadata) -> Cell:
    """The groups of the catalogue, by which a practice may be called comparable."""
    return Cell("target_group", value=TERMS_BETWEEN.join(metadata.target_groups) or None)


def _with_null(
    document: Document, cell: Cell, said: Sequence[Statement], likelihoods: Vectors
) -> Cell:
    """The results with the likeliest sentence that says that something did not work."""
    column = likelihoods[:, KINDS.index("results")]
    looked = [found_nothing(s.text) for s in said]
    nulls = [
        i
        for i, s in enumerate(said)
        if column[i] >= (_LOOKED_BAR if looked[i] else _NULL_BAR) and tells_a_failure(s.text)
    ]
    if not nulls:
        return cell
    best = max(nulls, key=lambda i: (looked[i], column[i]))
    added = _citation(document, said[best], float(column[best]))
    known = [(c.hit.passage.id, c.start) for c in cell.citations]
    citations = cell.citations
    if (added.hit.passage.id, added.start) not in known:
        citations = (*citations, added)
    return Cell("results", citations, null_result=True)


def _citation(document: Document, statement: Statement, score: float) -> Citation:
    hit = SearchHit(1, score, statement.passage, document)
    return Citation(hit, statement.start, statement.end, score)
