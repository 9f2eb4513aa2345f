"""A list of works for a question that asks for several: what each is, for whom, with what result.

    WorkLists(store, reading, finder, …).of(result, question)  ->  (WorkGroup("DE", …), …)

A work is listed where it is likely to be an example (`reading.examples`), and where it is from
where the question asks for. A wrong example costs a reader more than a missing one, so the list
ends early; where fewer than two works are left, there is none. A work may be listed though no
sentence of it answers by itself; where hardly anything is evidence there is no list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.catalogue.noted_questions import NotedQuestion, plain
from corpus.documents import Document, Passage
from corpus.store.store import CorpusStore
from search_service.answers.answer import Citation, ListedWork, WorkGroup
from search_service.answers.prover import Prover
from search_service.answers.translations import Beside
from search_service.encoding.asked_alike import AskedAlike
from search_service.index.filters import Filters
from search_service.reading.amounts import amounts
from search_service.reading.evidence import Ranked
from search_service.reading.examples import FEATURES as OF_WORKS
from search_service.reading.examples import PossibleExample, examples
from search_service.reading.question import Question
from search_service.reading.quotable import Sentence, quotable
from search_service.reading.quote_finder import QuoteFinder, RankedQuotes
from search_service.reading.sentence_roles import LEAD, roles
from search_service.reading.several_works import FEATURES as OF_QUESTIONS
from search_service.reading.several_works import signs
from search_service.reading.weights import ExampleWeights, ListFeatures
from search_service.reading.windows import Window
from search_service.search.hits import FoundWork, SearchHit, SearchResult
from search_service.search.reading_list import Likest, ReadingList
from search_service.words.findings import is_unknown

MOST = 12  # works shown; a matter of layout
FEWEST = 2  # works that make a list
# Evidence below which the library has nothing on the matter. Chosen on train, dev and check: of 143
# lists that something fits none lies below, of 12 that nothing does 2, and most far questions.
_LEAST = 0.1
_RESULT, _EXAMPLE = "results", "practice"

FEATURES = ListFeatures(tuple(OF_QUESTIONS), tuple(OF_WORKS))

Placed = tuple[Passage, Sentence, str]
Stretch = tuple[Passage, int, int]


class WorkLists:
    """Chooses works; holds no state of its own."""

    def __init__(
        self,
        store: CorpusStore,
        reading: ReadingList,
        finder: QuoteFinder,
        weights: ExampleWeights,
        prover: Prover,
        beside: Beside,
        asked: AskedAlike | None = None,
    ) -> None:
        self._store = store
        self._reading = reading
        self._finder = finder
        self._weights = weights
        self._prover = prover
        self._beside = beside
        self._asked = asked

    def probability(self, question: Question, likest: Likest) -> float:
        """How likely the question asks for several works."""
        return self._weights.asked.probability(signs(question, likest))

    def of(
        self, result: SearchResult, question: Question, filters: Filters | None = None
    ) -> tuple[WorkGroup, ...]:
        """The works that fit, by country; none where fewer than two do."""
        works, found = self._read(result, question, filters)
        if found.probability < _LEAST:
            return ()
        candidates = _possible(works, found)
        chances = [self._weights.works.probability(each.features) for each in candidates]
        fitting = [candidates[at] for at in chosen(chances, self._weights.bar)]
        listed = [e for each in fitting if (e := self._entry(each.quote, result.lang))]
        return _grouped(listed) if len(listed) >= FEWEST else ()

    def candidates(
        self, result: SearchResult, question: Question, filters: Filters | None = None
    ) -> list[PossibleExample]:
        """The works that may be listed, the best first."""
        return _possible(*self._read(result, question, filters))

    def _read(
        self, result: SearchResult, question: Question, filters: Filters | None
    ) -> tuple[Sequence[FoundWork], RankedQuotes]:
        works = self._reading.of_several(result, filters)
        return works, self._finder.find(question, [each.hit for each in works])

    def _entry(self, ranked: Ranked, lang: str) -> ListedWork | None:
        """The sentence that says what the work is, and a result of it; or else its best quote."""
        hit = ranked.window.read.hit
        sentences = list(self._sentences(hit.document))
        lead = [(p, s.start, s.end) for p, s, role in sentences if role == LEAD]
        start, end = ranked.window.stretch
        what = self._cited(hit, [*lead, (hit.passage, start, end)], lang)
        if what is None:
            return None
        if not lead:
            overview = hit.document.metadata.type != _EXAMPLE
            return ListedWork(hit.document, what, None, overview)
        notes = self._asked.noted(hit.document.metadata.work) if self._asked else ()
        results = telling_first(
            [(p, s.start, s.end) for p, s, r in sentences if r == _RESULT], notes
        )
        return ListedWork(hit.document, what, self._cited(hit, results, lang))

    def _sentences(self, document: Document) -> Iterator[Placed]:
        """Its sentences that may be quoted alone, with their roles; none that tells a gap."""
        for passage in self._store.passages_of(document.id):
            found = quotable(passage, document)
            for sentence, role in zip(found, roles(passage, found), strict=True):
                text = passage.text[sentence.start : sentence.end]
                if sentence.alone and not is_unknown(text):
                    yield passage, sentence, role

    def _cited(self, hit: SearchHit, among: Iterable[Stretch], lang: str) -> Citation | None:
        """The first of these stretches that can be proved."""
        for passage, start, end in among:
            citation = Citation(replace(hit, passage=passage), start, end)
            citation = replace(citation, translation=self._beside.translation(citation, lang))
            if proved := self._prover.prove(citation):
                return proved
        return None


def telling_first(results: Iterable[Stretch], notes: Iterable[NotedQuestion]) -> list[Stretch]:
    """Stretches that stand among results, those that tell most of one first.

    Amounts tell, and so does an answer to a noted question of results. The others may only lead in:
    "The figures are the food bank's own."
    """
    places = [place for note in notes if note.kind == _RESULT for place in note.answers]
    answering = {place[0] for place in places if place}

    def telling(stretch: Stretch) -> tuple[int, int]:
        passage, start, end = stretch
        text = passage.text[start:end]
        told = len(amounts(text, "number"))
        return (plain(text) in answering) + bool(told), told

    return sorted(results, key=telling, reverse=True)


def chosen(chances: Sequence[float], bar: float) -> list[int]:
    """Which of the works, of these probabilities, make a list, the likeliest first; may be none."""
    likely = sorted((at for at, own in enumerate(chances) if own >= bar), key=lambda i: -chances[i])
    return likely[:MOST] if len(likely) >= FEWEST else []


def _possible(works: Sequence[FoundWork], found: RankedQuotes) -> list[PossibleExample]:
    return [each for each in examples(works, found) if not _from_elsewhere(each.quote.window)]


def _from_elsewhere(window: Window) -> bool:
    """Whether it is of a country that the question leaves out; a paper may tell of any."""
    practice = window.feature("practice")
    return bool(practice and (window.feature("other_place") or window.feature("home")))


def _grouped(listed: Sequence[ListedWork]) -> tuple[WorkGroup, ...]:
    """By country, in the order of each country's best work; overviews last."""
    groups: dict[str | None, list[ListedWork]] = {}
    for entry in listed:
        if not entry.overview:
            groups.setdefault(entry.document.metadata.country, []).append(entry)
    overviews = tuple(entry for entry in listed if entry.overview)
    by_country = tuple(WorkGroup(country, tuple(works)) for country, works in groups.items())
    return (*by_country, WorkGroup(None, overviews)) if overviews else by_country
