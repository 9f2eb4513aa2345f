"""The comparer: for a practice or a need, the most comparable practices from other countries.

    Comparer(store, searcher, …).compare("vunki-mano", for_country="EE")  ->  Comparison

search → works from other countries → their nearness to what was asked → different approaches
first (`weighing`) → cells, each quote proved.
No language model has a part in it. Differs from `searcher`, which ranks passages.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.catalogue.vocabulary import COUNTRIES, check
from corpus.documents import Document, Passage
from corpus.errors import BadInput
from corpus.store.store import CorpusStore
from corpus.text.language import QUERY_LANGUAGES
from search_service.answers.answer import Citation
from search_service.answers.prover import Prover
from search_service.compare.cells import CellReader, ReadDocument
from search_service.compare.chosen_works import ChosenWorks, proved_cells
from search_service.compare.comparison import CloseSentence, Comparable, Comparison
from search_service.compare.statement_kinds import KINDS
from search_service.compare.weighing import (
    WeighedWork,
    best_hits,
    different_first,
    nearness,
    scored,
    shared_terms,
)
from search_service.encoding.encoder import Vectors
from search_service.encoding.representation import Representation
from search_service.index.filters import Filters
from search_service.index.indexer import indexed_text
from search_service.queries import query_text
from search_service.queries.query_text import LONGEST_QUERY
from search_service.search.hits import SearchHit
from search_service.search.searcher import Searcher

MOST_COMPARED = 20  # practices side by side; by hand, for time
READERS = QUERY_LANGUAGES
_PRACTICE = ("practice",)
_ANYTHING = "social innovation"  # that may be asked; by hand
_PASSAGES = 80  # found for the candidates to come from; by hand
_CANDIDATES = 24  # works that are weighed; by hand, for time
_NEAR = ("problem", "target_group", "approach")  # kinds that say why a practice is comparable
_TELLING = 0.6  # of a document: after that come limits and advice, which are much alike; by hand
_MOST_TELLING = 12  # passages; by hand, for time
_CLOSE = 0.35  # likeness below which two sentences are not called alike; by hand
_CLOSE_TO_NEED = 0.25  # a need of a few words is never as like a sentence; by hand
# How near the nearest practice must come to a need in words: the mean of the best likeness of a
# whole practice and of a passage. Chosen between 64 needs of the field (61 come nearer) and 47
# senseless or off-topic texts (44 do not), in both languages, with the model that is shipped.
_NEAR_ENOUGH = 0.27
# How near each work must come to be shown, chosen by hand: of the works that `evals/gold/si`
# judges to fit (train, questions on other countries) 16 of 17 do, of the unjudged 32 of 56.
_WORK_NEAR_ENOUGH = 0.25
# The same to a practice, chosen by hand: of the ten best for twelve Estonian ones, 1 in 7 do not.
_LIKE_ENOUGH = 0.35


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is compared with: queries that say it, and the document that it is, if any."""

    queries: tuple[tuple[str, str], ...]  # (text, language)
    lang: str
    subject: Document | None
    reading: ReadDocument | None
    gist: Vectors
    spelt: str | None = None

    @property
    def text(self) -> str:
        """What is asked, in one text."""
        return self.queries[0][0]


class Comparer:
    """Compares practices; holds no state of its own."""

    def __init__(
        self,
        store: CorpusStore,
        searcher: Searcher,
        representation: Representation,
        reader: CellReader,
        bar: float = _NEAR_ENOUGH,
        work_bar: float = _WORK_NEAR_ENOUGH,
    ) -> None:
        self._store = store
        self._bar, self._work_bar = bar, work_bar
        self._searcher = searcher
        self._representation = representation
        self._reader = reader
        self._prover = Prover(store)
        self.chosen = ChosenWorks(store, searcher.published.shelf, reader)

    def compare(
        self,
        asked: str,
        for_country: str,
        filters: Filters | None = None,
        limit: int = 5,
        lang: str | None = None,
        go_on: Callable[[], None] = lambda: None,
    ) -> Comparison:
        """Comparable practices from other countries; `asked` is an id, a title or a need.

        Without any where none comes near enough to a need.
        `lang` is the reader's language; a work is shown in it where the corpus has it so.
        `go_on` is called between the steps, and may raise to end them.

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
        weighed = self._candidates(what, wanted, reader)
        understood = what.subject is not None or nearness(weighed) >= self._bar
        bar = _LIKE_ENOUGH if what.subject else self._work_bar
        near = [each for each in weighed if understood and each.nearness >= bar]
        chosen = different_first(near, limit)
        comparables = []
        for rank, candidate in enumerate(chosen, start=1):
            go_on()
            comparables.append(self._comparable(rank, candidate, what))
        took = (time.perf_counter() - started) * 1000
        query = what.subject.metadata.title if what.subject else what.text
        far = len(weighed) - len(near)
        return Comparison(
            query, reader, country, what.subject, tuple(comparables), took, far, spelt=what.spelt
        )

    def prepare(self) -> Iterator[None]:
        """Does step by step what the first comparison would otherwise wait for."""
        yield from self._reader.prepare()
        self._asked(_ANYTHING)  # loads what tells languages, counts the library's words
        yield

    def _asked(self, asked: str) -> _Asked:
        query = self._searcher.reader.read(asked)
        shelf = self._searcher.published.shelf()
        typed = query_text.read(asked).text
        subject = shelf.by_id.get(typed) or shelf.practice(typed)
        if subject is None:
            gist = self._representation.query(query.text, query.lang).dense
            return _Asked(((typed, query.lang),), query.lang, None, None, gist, query.spelt)
        passages = self._store.passages_of(subject.id)
        reading = self._reader.read(subject, passages)
        lang = subject.metadata.lang if subject.metadata.lang in READERS else "en"
        queries = tuple(_summaries(subject, reading, lang))
        gist = self._gist(subject, self._telling(subject, passages))
        return _Asked(queries, lang, subject, reading, gist)

    # Candidates.

    def _candidates(self, what: _Asked, filters: Filters, reader: str) -> list[WeighedWork]:
        found: dict[str, tuple[SearchHit, float]] = {}
        for query, lang in what.queries:
            result = self._searcher.search(query, filters, _PASSAGES, lang)
            weight = 1 / len(what.queries)
            for work, (hit, share) in best_hits(result, what.subject).items():
                first, sum_ = found.get(work, (hit, 0.0))
                found[work] = (first, sum_ + weight * share)
        works = sorted(found.values(), key=lambda each: -each[1])[:_CANDIDATES]
        return scored([self._candidate(hit, n, what, filters, reader) for hit, n in works])

    def _candidate(
        self, hit: SearchHit, found: float, what: _Asked, filters: Filters, reader: str
    ) -> WeighedWork:
        """The work of a hit; `found` is how well the search found it, from 0 to 1."""
        versions = self._versions(hit.document, filters)
        document = next((d for d in versions if d.metadata.lang == reader), hit.document)
        passages = self._store.passages_of(document.id)
        telling = self._telling(document, passages)
        gist = self._gist(document, telling)
        return WeighedWork(
            document=document,
            others=tuple(d for d in versions if d.id != document.id),
            passages=passages,
            vector=gist,
            shared=shared_terms(what.subject, document) if what.subject else (),
            found=found,
            likeness=float(gist @ what.gist),
            nearest=max((float(each @ what.gist) for each in telling), default=0.0),
        )

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

    def _telling(self, document: Document, passages: Sequence[Passage]) -> list[Vectors]:
        """The vectors of the passages that tell what a practice does."""
        length = max((passage.end for passage in passages), default=0)
        telling = [p for p in passages if p.start <= _TELLING * length][:_MOST_TELLING]
        texts = [indexed_text(document, passage) for passage in telling]
        langs = [passage.lang for passage in telling]
        return self._representation.dense(texts, langs)

    def _gist(self, document: Document, telling: Sequence[Vectors]) -> Vectors:
        """One vector for what a practice does: its passages', and its methods' where known."""
        vector = _mean(telling)
        if not document.metadata.methods:
            return vector
        methods = self._representation.dense([", ".join(document.metadata.methods)], ["en"])
        return _mean([vector, _mean(methods)])

    # Cells and reasons.

    def _comparable(self, rank: int, candidate: WeighedWork, what: _Asked) -> Comparable:
        reading = self._reader.read(candidate.document, candidate.passages)
        return Comparable(
            rank=rank,
            score=candidate.score,
            document=candidate.document,
            others=candidate.others,
            cells=proved_cells(reading.cells, self._prover),
            shared=candidate.shared,
            close=self._close(reading, what),
        )

    def _close(self, reading: ReadDocument, what: _Asked) -> CloseSentence | None:
        """The sentence on problem, group or approach that is nearest to what was asked."""
        if not reading.statements:
            return None
        columns = [KINDS.index(kind) for kind in _NEAR]
        telling = reading.likelihoods[:, columns].max(axis=1)
        asked, owners = self._asked_vectors(what)
        likeness = asked @ reading.vectors.T - (telling < _CLOSE)  # of the other kinds: none
        row, at = np.unravel_index(int(likeness.argmax()), likeness.shape)
        if likeness[row, at] < (_CLOSE if what.subject else _CLOSE_TO_NEED):
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
        found = self._representation.dense([citation.quote for citation in owners], langs)
        return np.stack(found), [*owners]


def _elsewhere(filters: Filters, country: str) -> Filters:
    """The filters without the asker's country; practices only, where no type is asked for."""
    left_out = tuple(dict.fromkeys((*filters.not_country, country)))
    return replace(filters, not_country=left_out, type=filters.type or _PRACTICE)


def _summaries(document: Document, reading: ReadDocument, lang: str) -> Iterator[tuple[str, str]]:
    """A practice as queries: its title, problem, group and approach; and its catalogue's terms."""
    metadata = document.metadata
    quotes = [c.quote for kind in _NEAR for c in reading.cells[kind].citations]
    yield " ".join(" ".join([metadata.title, *quotes]).split())[:LONGEST_QUERY], lang
    terms = ", ".join((*metadata.target_groups, *metadata.methods))
    if terms:
        yield terms[:LONGEST_QUERY], "en"  # the catalogue's terms are English


def _mean(vectors: Sequence[Vectors]) -> Vectors:
    total = np.sum([v / max(float(np.linalg.norm(v)), 1e-9) for v in vectors], axis=0)
    mean: Vectors = (total / max(float(np.linalg.norm(total)), 1e-9)).astype(np.float32)
    return mean
