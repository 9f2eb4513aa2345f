"""The answerer: verbatim quotes of the best passages, or a plain "no evidence".

    Answerer(store, finder, direct, beside).answer(result)  ->  Answer

No language model. Quotes are chosen by `quote_finder`; here each is proved against the store,
its direct answer marked, its translation put beside it, and what contradicts or fails is shown
too. Below the learnt bar nothing is quoted, and the answer says what was searched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from search_service.answers import answer_words
from search_service.answers.answer import (
    Answer,
    Citation,
    Claim,
    Conflict,
    Evidence,
    NearMiss,
    Searched,
)
from search_service.answers.conflicts import conflicts
from search_service.answers.prover import Prover
from search_service.answers.translations import Beside
from search_service.documents.shelf import PublishedDocuments
from search_service.index.filters import Filters
from search_service.reading.direct_answer import DirectAnswers
from search_service.reading.evidence import Ranked
from search_service.reading.quote_finder import QuoteFinder, RankedQuotes
from search_service.search.hits import SearchResult
from search_service.search.reading_list import ReadingList
from search_service.words.findings import is_null_result

_CLAIMS = 3  # quotes at most, each from another work; a matter of layout
_NULL_CLAIMS = 1  # more, where a work tells of no effect or of a failure; by hand
# A quote's score may be this much below the best's; weaker ones are left out; by hand.
_NEAR_BEST = 3.0
_NEAREST = 3  # works named where there is no evidence; a matter of layout


class Answerer:
    """Answers from hits; holds no state of its own."""

    def __init__(
        self,
        published: PublishedDocuments,
        prover: Prover,
        reading: ReadingList,
        finder: QuoteFinder,
        direct: DirectAnswers,
        beside: Beside,
        bar: float | None = None,
    ) -> None:
        self._published = published
        self._prover = prover
        self.reading = reading
        self.finder = finder
        self._direct = direct
        self._beside = beside
        self._bar = finder.weights.bar if bar is None else bar

    def answer(self, result: SearchResult, filters: Filters | None = None) -> Answer:
        """The best quotes of what is read for the result, one a work; or why there are none."""
        to_read = self.reading.of(result, filters)
        found = self.finder.find(result.wording, result.lang, *to_read)
        claims: tuple[Claim, ...] = ()
        if found.ranked and found.probability >= self._bar:
            claims = tuple(self._claims(found, result.lang))
        searched = self._searched(filters or Filters())
        nearest = () if claims else self._nearest(found)
        answer = Answer(
            result,
            claims,
            "",
            Evidence(round(found.probability, 4), self._bar),
            searched,
            nearest,
            self._conflicts(found, claims),
        )
        if not claims:
            return replace(answer, reason=answer_words.no_evidence(answer, result.lang))
        return replace(answer, note=answer_words.note(answer, result.lang))

    def _claims(self, found: RankedQuotes, lang: str) -> Iterator[Claim]:
        """The best quotes that can be proved, and a null result that would stay hidden."""
        best = found.ranked[0].score
        good = [each for each in found.ranked if each.score >= best - _NEAR_BEST]
        shown: list[Ranked] = []
        for each in good:
            null = is_null_result(each.window.text)
            full = len(shown) >= _CLAIMS + (_NULL_CLAIMS if null else 0)
            citation = None if full else self._cite(found, each, lang)
            if citation:
                shown.append(each)
                yield Claim(citation.quote, (citation,), null_result=null)

    def _cite(self, found: RankedQuotes, ranked: Ranked, lang: str) -> Citation | None:
        window = ranked.window
        start, end = window.stretch
        direct = self._direct.find(found.reading.question, window)
        citation = Citation(
            window.read.hit,
            start,
            end,
            ranked.score,
            tuple((start + a, start + b) for a, b in direct),
        )
        citation = replace(citation, translation=self._beside.translation(citation, lang))
        return self._prover.prove(citation)

    def _conflicts(self, found: RankedQuotes, claims: Sequence[Claim]) -> tuple[Conflict, ...]:
        citations = [citation for claim in claims for citation in claim.citations]
        return conflicts(found.reading.question, citations, self._direct.counting)

    def _searched(self, filters: Filters) -> Searched:
        documents = self._published.shelf().matching(filters)
        return Searched(len(documents), sum(d.passages for d in documents), filters)

    def _nearest(self, found: RankedQuotes) -> tuple[NearMiss, ...]:
        misses = [
            NearMiss(each.window.read.hit, round(self.finder.probability(found, each), 4))
            for each in found.ranked[:_NEAREST]
        ]
        return tuple(sorted(misses, key=lambda miss: -miss.score))
