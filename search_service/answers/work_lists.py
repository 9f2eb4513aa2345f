"""A list of works for a question that asks for several: what each is, for whom, with what result.

    WorkLists(store, searcher, finder, prover, beside).of(result)  ->  (WorkGroup("DE", …), …)

Search finds passages; here each work found is judged by its opening, read together with the
question (`work_features`), and shown only above a learnt bar: a wrong example costs a reader more
than a missing one. Nothing is shown where fewer than two works pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from corpus.documents import Document, Passage
from corpus.store.store import CorpusStore
from search_service.answers.answer import Citation, ListedWork, WorkGroup
from search_service.answers.prover import Prover
from search_service.answers.translations import Beside
from search_service.index.filters import Filters
from search_service.reading.quotable import Sentence, quotable
from search_service.reading.quote_finder import QuoteFinder
from search_service.reading.sentence_roles import LEAD, roles
from search_service.reading.work_features import SeenWork, row
from search_service.search.hits import SearchHit, SearchResult
from search_service.search.searcher import Searcher
from search_service.search.selection import OF_A_WORK
from search_service.words.findings import is_unknown

_DEEP = 80  # passages among which works are looked for; by hand
_READ = 12  # works whose opening is read; by hand, for time
_MOST = 12  # works shown; a matter of layout
_FEWEST = 2  # works that make a list
_RESULT = "results"

Listed = tuple[float, ListedWork]


class WorkLists:
    """Judges works; holds no state of its own."""

    def __init__(
        self,
        store: CorpusStore,
        searcher: Searcher,
        finder: QuoteFinder,
        prover: Prover,
        beside: Beside,
    ) -> None:
        self._store = store
        self._searcher = searcher
        self._finder = finder
        self._prover = prover
        self._beside = beside

    def of(self, result: SearchResult, filters: Filters | None = None) -> tuple[WorkGroup, ...]:
        """The works that fit, by country; none where fewer than two do."""
        weights = self._finder.weights
        judged = self.seen(result, filters)
        chances = [weights.works.probability(row(work)) for work in judged]
        best = np.argsort([-chance for chance in chances], kind="stable").tolist()
        listed: list[Listed] = []
        for at in best:
            if chances[at] >= weights.works_bar and len(listed) < _MOST:
                entry = self._entry(judged[at], result.lang)
                listed += [(chances[at], entry)] if entry else []
        return _grouped(listed) if len(listed) >= _FEWEST else ()

    def seen(self, result: SearchResult, filters: Filters | None = None) -> list[SeenWork]:
        """The works found, as their features see them, in the order in which they were found."""
        found = self._searcher.again(result, filters or Filters(), _DEEP, OF_A_WORK)
        own: dict[str, list[SearchHit]] = {}
        for hit in found:
            own.setdefault(hit.document.metadata.work, []).append(hit)
        works = list(own)[:_READ]
        openings = [replace(own[w][0], passage=self._opening(own[w][0].document)) for w in works]
        reading = self._finder.read(result.wording, result.lang, openings)
        by_work = {each.hit.document.metadata.work: each for each in reading.read}
        cards = self._finder.nearness(reading.question, openings) if openings else []
        return [
            SeenWork(reading.question, own[w], found[0].score, place, by_work[w], card)
            for place, (w, card) in enumerate(zip(works, cards, strict=True), start=1)
            if w in by_work
        ]

    def _opening(self, document: Document) -> Passage:
        return self._store.passages_of(document.id)[0]

    def _entry(self, work: SeenWork, lang: str) -> ListedWork | None:
        """The work's first sentence and one of its results, both proved."""
        document = work.read.hit.document
        sentences = list(self._sentences(document))
        what = self._cited(work, [each for each in sentences if each[2] == LEAD] or sentences, lang)
        results = [each for each in sentences if each[2] == _RESULT]
        if what is None:
            return None
        return ListedWork(document, what, self._cited(work, results, lang))

    def _sentences(self, document: Document) -> Iterator[tuple[Passage, Sentence, str]]:
        """Its sentences that may be quoted alone, with their roles; none that tells a gap."""
        for passage in self._store.passages_of(document.id):
            found = quotable(passage, document)
            for sentence, role in zip(found, roles(passage, found), strict=True):
                text = passage.text[sentence.start : sentence.end]
                if sentence.alone and not is_unknown(text):
                    yield passage, sentence, role

    def _cited(
        self, work: SeenWork, among: Sequence[tuple[Passage, Sentence, str]], lang: str
    ) -> Citation | None:
        """The first of these sentences that can be proved."""
        for passage, sentence, _ in among:
            hit = replace(work.read.hit, passage=passage)
            citation = Citation(hit, sentence.start, sentence.end)
            citation = replace(citation, translation=self._beside.translation(citation, lang))
            if proved := self._prover.prove(citation):
                return proved
        return None


def _grouped(listed: Sequence[Listed]) -> tuple[WorkGroup, ...]:
    """By country, in the order of each country's best work."""
    groups: dict[str | None, list[ListedWork]] = {}
    for _, entry in listed:
        groups.setdefault(entry.document.metadata.country, []).append(entry)
    return tuple(WorkGroup(country, tuple(works)) for country, works in groups.items())
