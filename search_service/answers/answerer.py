"""The answerer: verbatim quotes of what was read, a list of works, or a plain "no evidence".

    Answerer(…).answer(result)  ->  Answer

No language model. Quotes are chosen by `quote_finder` and `parts`, lists by `work_lists`; here each
is proved against the store, its direct answer marked, its translation put beside it, and what
contradicts or fails is shown too. Below the learnt bar no sentence is quoted as an answer, though a
list may stand: the answer says what was searched or, where the library itself says that the matter
is not known, that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from search_service.answers import answer_words, catalogue_facts, parts
from search_service.answers.answer import (
    Answer,
    Citation,
    Claim,
    Conflict,
    Evidence,
    NearMiss,
    Searched,
    WorkGroup,
)
from search_service.answers.conflicts import conflicts
from search_service.answers.prover import Prover
from search_service.answers.translations import Beside
from search_service.answers.work_lists import WorkLists
from search_service.documents.shelf import PublishedDocuments
from search_service.index.filters import Filters
from search_service.reading.direct_answer import DirectAnswers
from search_service.reading.evidence import Ranked
from search_service.reading.known_gap import gap_sentence
from search_service.reading.question import Question
from search_service.reading.quote_finder import QuoteFinder, RankedQuotes
from search_service.search.hits import SearchHit, SearchResult
from search_service.search.reading_list import ReadingList
from search_service.words.findings import is_null_result

# Probabilities of a list: from which one stands alone, and from which below the quotes. Chosen on
# train and dev by what words tell; by what tells it now, as unseen, 84 of 92 are lists from there.
ALONE, _BELOW = 0.7, 0.3
_LIST = "list"  # what it then asks for
_NEAREST = 3  # works named where there is no evidence; a matter of layout


class Answerer:
    """Answers from hits; holds no state of its own."""

    def __init__(
        self,
        published: PublishedDocuments,
        prover: Prover,
        reading: ReadingList,
        finder: QuoteFinder,
        lists: WorkLists,
        direct: DirectAnswers,
        beside: Beside,
    ) -> None:
        self._published = published
        self._prover = prover
        self.reading = reading
        self.finder = finder
        self.lists = lists
        self._direct = direct
        self._beside = beside

    def answer(self, result: SearchResult, filters: Filters | None = None) -> Answer:
        """The best quotes of what is read for the result, or a list; or why there is neither."""
        to_read = self.reading.of(result, filters)
        question = self.finder.question(
            result.wording, result.lang, to_read.works, to_read.foreseen
        )
        searched = self._searched(filters or Filters())
        likeliest = max(question.purposes, key=lambda each: question.purposes[each], default="")
        empty = Answer(
            result,
            (),
            "",
            searched=searched,
            restrictions=question.restrictions,
            asks_for=likeliest,
        )
        several = 0.0 if to_read.works else self.lists.probability(question, to_read.likest)
        if several >= ALONE and (groups := self.lists.of(result, question, filters)):
            claims = tuple(_listed(groups))
            return _with_note(replace(empty, claims=claims, groups=groups, asks_for=_LIST))
        answer = self._quoted(empty, question, to_read.hits)
        if not answer.answered or not _BELOW <= several < ALONE:
            return answer  # where it is hardly a list question, one would be of near misses
        groups = self.lists.of(result, question, filters)
        if not _adds(groups, answer.claims):
            return answer
        claims = (*answer.claims, *_listed(groups))
        return _with_note(replace(answer, claims=claims, groups=groups))

    def _quoted(self, empty: Answer, question: Question, hits: Sequence[SearchHit]) -> Answer:
        result = empty.result
        found = self.finder.find(question, hits)
        bar = self.finder.weights.bar
        answer = replace(empty, evidence=Evidence(round(found.probability, 4), bar))
        if found.ranked and found.probability >= bar:
            chosen = parts.choose(found)
            claims = tuple(self._claims(found, chosen, result.lang))
            if claims:
                documents = [c.citations[0].hit.document for c in claims]
                return _with_note(
                    replace(
                        answer,
                        claims=claims,
                        parts=parts.told(question, claims),
                        conflicts=self._conflicts(found, claims),
                        catalogue=catalogue_facts.facts(question, documents),
                    )
                )
        gap = gap_sentence(found)
        known = self._cite(found, gap, result.lang) if gap else None
        named = {hit.document.id: hit.document for hit in hits} if question.works else {}
        answer = replace(
            answer,
            known_gap=known,
            nearest=self._nearest(found),
            catalogue=catalogue_facts.facts(question, named.values()),
        )
        return replace(answer, reason=answer_words.no_evidence(answer, result.lang))

    def _claims(self, found: RankedQuotes, chosen: Sequence[Ranked], lang: str) -> Iterator[Claim]:
        for each in chosen:
            citation = self._cite(found, each, lang)
            if citation:
                null = is_null_result(each.window.text)
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
        return self.proved(citation, lang)

    def proved(self, citation: Citation, lang: str) -> Citation | None:
        """The citation, proved, with its translation into that language if the corpus has it."""
        citation = replace(citation, translation=self._beside.translation(citation, lang))
        return self._prover.prove(citation)

    def _conflicts(self, found: RankedQuotes, claims: Sequence[Claim]) -> tuple[Conflict, ...]:
        citations = [citation for claim in claims for citation in claim.citations]
        return conflicts(found.reading.question, citations, self._direct.counting)

    def _searched(self, filters: Filters) -> Searched:
        documents = self._published.shelf().matching(filters)
        return Searched(len(documents), sum(d.passages for d in documents), filters)

    def _nearest(self, found: RankedQuotes) -> tuple[NearMiss, ...]:
        """The nearest works on the scale of the bar: none is nearer than the best quote."""
        misses = []
        for each in found.ranked[:_NEAREST]:
            chance = min(found.probability, self.finder.probability(found, each))
            misses.append(NearMiss(each.window.read.hit, round(chance, 4)))
        return tuple(sorted(misses, key=lambda miss: -miss.score))


def _with_note(answer: Answer) -> Answer:
    return replace(answer, note=answer_words.note(answer, answer.result.lang))


def _listed(groups: Iterable[WorkGroup]) -> Iterator[Claim]:
    """A claim a work: what it is, and its result."""
    for group in groups:
        for work in group.works:
            citations = (work.what, work.result) if work.result else (work.what,)
            null = work.result is not None and is_null_result(work.result.quote)
            yield Claim(work.what.quote, citations, null_result=null, listed=True)


def _adds(groups: Iterable[WorkGroup], claims: Iterable[Claim]) -> bool:
    """Whether a list has a work that no claim cites."""
    cited = {c.hit.document.metadata.work for claim in claims for c in claim.citations}
    return any(work.document.metadata.work not in cited for g in groups for work in g.works)
