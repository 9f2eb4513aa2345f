"""The comparer: for a practice or a need, the most comparable practices from other countries.

    Comparer(store, searcher, …).compare("vunki-mano", for_country="EE")  ->  Comparison

search → works from other countries → their nearness to what was asked → different approaches
first (maximal marginal relevance: Carbonell & Goldstein, 1998) → cells, each quote proved.
No language model has a part in it. Differs from `searcher`, which ranks passages.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.documents import Document, Passage
from corpus.errors import BadInput
from corpus.language import QUERY_LANGUAGES, detect
from corpus.store import CorpusStore
from corpus.vocabulary import COUNTRIES, check
from search_service.answers import Citation
from search_service.comparison_cells import CellReader, Reading
from search_service.comparisons import (
    Cell,
    CloseSentence,
    Comparable,
    Comparison,
    SharedTerms,
)
from search_service.encoder import Vectors
from search_service.indexing import indexed_text
from search_service.proof import Prover
from search_service.representation import Representation
from search_service.searcher import LONGEST_QUERY, Searcher, SearchHit, SearchResult, checked_query
from search_service.statement_kinds import KINDS
from search_service.vector_index import Filters

MOST_COMPARED = 20
READERS = QUERY_LANGUAGES
_PRACTICE = ("practice",)
_PASSAGES = 80  # found for the candidates to come from
_CANDIDATES = 24  # works that are weighed
_POOL = 2  # candidates for each place: what is merely different must not come in
_SMALLEST_POOL = 6
_RELEVANCE = 0.85  # against sameness with what is chosen already
_SHARED = {"sector": 0.06, "target_group": 0.12, "method": 0.08}  # added for terms in common
_NEAR = ("problem", "target_group", "approach")  # kinds that say why a practice is comparable
_CLOSE = 0.35  # likeness below which two sentences are not called alike


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is compared with: a text, its vectors, and the document that it is about, if any."""

    text: str
    lang: str
    subject: Document | None
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A work from elsewhere: the version for the reader, and its likeness to what was asked."""

    document: Document
    others: tuple[Document, ...]
    passages: Sequence[Passage]
    vector: Vectors
    shared: tuple[SharedTerms, ...]
    score: float


class Comparer:
    """Compares practices; holds no state of its own."""

    def __init__(
        self,
        store: CorpusStore,
        searcher: Searcher,
        representation: Representation,
        reader: CellReader,
    ) -> None:
        self._store = store
        self._searcher = searcher
        self._representation = representation
        self._reader = reader
        self._prover = Prover(store)

    def compare(
        self,
        asked: str,
        for_country: str,
        filters: Filters | None = None,
        limit: int = 5,
        lang: str | None = None,
    ) -> Comparison:
        """Comparable practices from other countries; `asked` is a document's id or a need.

        `lang` is the reader's language; a work is shown in it where the corpus has it so.

        Raises:
            BadInput: nothing is asked, or the country, language or limit is not known.
        """
        started = time.perf_counter()
        country = check("for_country", for_country.strip().upper(), COUNTRIES)
        if not 1 <= limit <= MOST_COMPARED:
            raise BadInput(f"limit: {limit} is not between 1 and {MOST_COMPARED}")
        if lang is not None and lang not in READERS:
            raise BadInput(f"reader_lang: '{lang}' is not one of {', '.join(READERS)}")
        what = self._asked(asked)
        reader = lang or what.lang
        wanted = _elsewhere(filters or Filters(), country)
        found = self._searcher.search(what.text, wanted, _PASSAGES, what.lang)
        chosen = _different_first(self._candidates(found, what, wanted, reader), limit)
        comparables = tuple(self._comparable(n, each, what) for n, each in enumerate(chosen, 1))
        took = (time.perf_counter() - started) * 1000
        query = what.subject.metadata.title if what.subject else what.text
        return Comparison(query, reader, country, what.subject, comparables, took)

    def _asked(self, asked: str) -> _Asked:
        text = checked_query(asked)
        found = self._store.documents([text])
        if not found or found[0].metadata.status != "published":
            return _Asked(text, detect(text, among=QUERY_LANGUAGES), None, None)
        subject = found[0]
        reading = self._reader.read(subject, self._store.passages_of(subject.id))
        lang = subject.metadata.lang if subject.metadata.lang in READERS else "en"
        return _Asked(_summary(subject, reading), lang, subject, reading)

    # Candidates.

    def _candidates(
        self, found: SearchResult, what: _Asked, filters: Filters, reader: str
    ) -> list[_Candidate]:
        best: dict[str, SearchHit] = {}
        for hit in found.hits:
            metadata = hit.document.metadata
            # A practice whose country nobody knows may well be the asker's own.
            if metadata.country and not _same_work(metadata.work, what.subject):
                best.setdefault(metadata.work, hit)
        works = list(best.values())[:_CANDIDATES]
        top = max((hit.score for hit in works), default=1.0) or 1.0
        return [self._candidate(hit, hit.score / top, what, filters, reader) for hit in works]

    def _candidate(
        self, hit: SearchHit, relevance: float, what: _Asked, filters: Filters, reader: str
    ) -> _Candidate:
        versions = self._versions(hit.document, filters)
        document = next((d for d in versions if d.metadata.lang == reader), hit.document)
        passages = self._store.passages_of(document.id)
        shared = _shared_terms(what.subject, document) if what.subject else ()
        score = relevance + sum(_SHARED[each.kind] for each in shared)
        others = tuple(d for d in versions if d.id != document.id)
        return _Candidate(document, others, passages, self._gist(document, passages), shared, score)

    def _versions(self, document: Document, filters: Filters) -> list[Document]:
        """The document and its published translations, those that the filters allow."""
        others = self._store.translations(document.id)
        return [document] + [
            other
            for other in others
            if other.metadata.status == "published"
            and other.metadata.country == document.metadata.country
            and (not filters.lang or other.metadata.lang in filters.lang)
        ]

    def _gist(self, document: Document, passages: Sequence[Passage]) -> Vectors:
        """One vector for what a practice does: its passages', and its methods' where known."""
        texts = [indexed_text(document, passage) for passage in passages]
        langs = [passage.lang for passage in passages]
        vector = _mean([v.dense for v in self._representation.passages(texts, langs)])
        if not document.metadata.methods:
            return vector
        methods = self._representation.passages([", ".join(document.metadata.methods)], ["en"])
        return _mean([vector, _mean([methods[0].dense])])

    # Cells and reasons.

    def _comparable(self, rank: int, candidate: _Candidate, what: _Asked) -> Comparable:
        reading = self._reader.read(candidate.document, candidate.passages)
        return Comparable(
            rank=rank,
            score=candidate.score,
            document=candidate.document,
            others=candidate.others,
            cells={field: self._proved(cell) for field, cell in reading.cells.items()},
            shared=candidate.shared,
            close=self._close(reading, what),
        )

    def _proved(self, cell: Cell) -> Cell:
        """The cell with only those quotes that the store has, character for character."""
        if not cell.citations:
            return cell
        proved = tuple(filter(None, map(self._prover.prove, cell.citations)))
        return replace(cell, citations=proved, null_result=cell.null_result and bool(proved))

    def _close(self, reading: Reading, what: _Asked) -> CloseSentence | None:
        """The sentence on problem, group or approach that is nearest to what was asked."""
        if not reading.statements:
            return None
        columns = [KINDS.index(kind) for kind in _NEAR]
        telling = reading.likelihoods[:, columns].max(axis=1)
        asked, owners = self._asked_vectors(what)
        likeness = asked @ reading.vectors.T - (telling < _CLOSE)  # of the other kinds: none
        row, at = np.unravel_index(int(likeness.argmax()), likeness.shape)
        if likeness[row, at] < _CLOSE:
            return None
        citation = self._prover.prove(reading.citation(int(at)))
        own = owners[int(row)]
        if citation is None:
            return None
        kind = _NEAR[int(reading.likelihoods[at, columns].argmax())]
        return CloseSentence(kind, citation, self._prover.prove(own) if own else None)

    def _asked_vectors(self, what: _Asked) -> tuple[Vectors, list[Citation | None]]:
        cells = what.reading.cells if what.reading else {}
        owners = [c for kind in _NEAR if kind in cells for c in cells[kind].citations]
        if not owners:
            return self._representation.query(what.text, what.lang).dense[None], [None]
        langs = [citation.hit.passage.lang for citation in owners]
        found = self._representation.passages([citation.quote for citation in owners], langs)
        return np.stack([each.dense for each in found]), [*owners]


def _elsewhere(filters: Filters, country: str) -> Filters:
    """The filters without the asker's country; practices only, where no type is asked for."""
    left_out = tuple(dict.fromkeys((*filters.not_country, country)))
    return replace(filters, not_country=left_out, type=filters.type or _PRACTICE)


def _summary(document: Document, reading: Reading) -> str:
    """What a practice is about, as a query: its title, problem, group and approach."""
    metadata = document.metadata
    quotes = (
        [c.quote for kind in _NEAR for c in reading.cells[kind].citations]
        if (reading.statements)
        else []
    )
    said = [metadata.title, *quotes, ", ".join((*metadata.target_groups, *metadata.methods))]
    return " ".join(" ".join(filter(None, said)).split())[:LONGEST_QUERY]


def _same_work(work: str, subject: Document | None) -> bool:
    return subject is not None and work == subject.metadata.work


def _shared_terms(subject: Document, other: Document) -> tuple[SharedTerms, ...]:
    ours, theirs = subject.metadata, other.metadata
    pairs: Mapping[str, tuple[Iterable[str], Iterable[str]]] = {
        "sector": (ours.sectors, theirs.sectors),
        "target_group": (ours.target_groups, theirs.target_groups),
        "method": (ours.methods, theirs.methods),
    }
    found = []
    for kind, (mine, others) in pairs.items():
        terms = tuple(t for t in others if any(_alike(t, own) for own in mine))
        if terms:
            found.append(SharedTerms(kind, terms))  # type: ignore[arg-type]
    return tuple(found)


def _alike(term: str, other: str) -> bool:
    """Whether one catalogue term is the other, or the other more narrowly said."""
    one, two = set(term.casefold().split()), set(other.casefold().split())
    return one <= two or two <= one


def _different_first(candidates: Sequence[_Candidate], limit: int) -> list[_Candidate]:
    """The best first, then what is near to the question and unlike those chosen before."""
    best_first = sorted(candidates, key=lambda each: -each.score)
    left, chosen = best_first[: max(_POOL * limit, _SMALLEST_POOL)], list[_Candidate]()
    while left and len(chosen) < limit:
        best = max(left, key=lambda each: _marginal(each, chosen))
        chosen.append(best)
        left.remove(best)
    return chosen


def _marginal(candidate: _Candidate, chosen: Sequence[_Candidate]) -> float:
    sameness = max((float(candidate.vector @ each.vector) for each in chosen), default=0.0)
    return _RELEVANCE * candidate.score - (1 - _RELEVANCE) * sameness


def _mean(vectors: Sequence[Vectors]) -> Vectors:
    total = np.sum([v / max(float(np.linalg.norm(v)), 1e-9) for v in vectors], axis=0)
    mean: Vectors = (total / max(float(np.linalg.norm(total)), 1e-9)).astype(np.float32)
    return mean
