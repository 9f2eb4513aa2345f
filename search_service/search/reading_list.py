"""What is read for an answer: the best passages, and more of what the question names or is like.

    ReadingList(searcher, analyzer, asked).of(result, filters)  ->  ToRead(hits, works=("ohjaamo",))

Search ranks passages of all works; "who pays for X?" is answered somewhere in X, and "what helped
in Denmark?" in a work from there, which may not be among the ten best. Where a question much like
this one is noted for a work among them, what answers that one is read as well.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from corpus.catalogue.noted_questions import Place, plain, share_held
from search_service.documents.named_works import NamedWorks
from search_service.documents.shelf import Shelf
from search_service.encoding.asked_alike import AskedAlike
from search_service.encoding.foresight import UNFORESEEN, Foreseen, Foresight
from search_service.encoding.subjects_asked import NO_SUBJECTS, SubjectsAsked
from search_service.index.filters import Filters
from search_service.queries.restrictions import restrictions
from search_service.search.hits import FoundWork, SearchHit, SearchResult
from search_service.search.searcher import Searcher
from search_service.search.selection import OF_A_WORK
from search_service.words.analyzer import Analyzer

PASSAGES = 10  # of the hits that are read; by hand, for time
_FOR_LISTS = 80  # among which the works are that a list is made of; by hand: further down none fits
_WORKS = 16  # of which one passage is read; for time: of 24 no more are listed rightly
_OF_SUBJECTS = 6  # more, those that stand under the most of what may be asked for; for time
_OF_NAMED = 4  # more, of named works or countries; for time: with six no more quotes are right
_AMONG = 20  # passages of these works, among which those are sought; by hand
_OF_NOTED = 2  # more, that answer a noted question; for time
_MOST = 0.5  # of an answer; by definition
_LIKE = 0.6  # likeness of a noted question whose answer is read; by hand: of those a third fits


class Likest(NamedTuple):
    """How like a question the likest is of what curators noted; 0 where nothing is."""

    subject: float = 0.0
    answered: float = 0.0  # a question that a work read answers


class ToRead(NamedTuple):
    """The hits to read, best first, the works that the question names, and what is noted like it.

    `foreseen` is what that leads one to expect of an answer.
    """

    hits: tuple[SearchHit, ...]
    works: tuple[str, ...] = ()
    foreseen: Foreseen = UNFORESEEN
    likest: Likest = Likest()


class ReadingList:
    """Chooses; keeps the names of the shelf's works while it stays the same."""

    def __init__(
        self,
        searcher: Searcher,
        analyzer: Analyzer,
        asked: AskedAlike | None = None,
        subjects: SubjectsAsked | None = None,
        foresight: Foresight | None = None,
    ) -> None:
        self._searcher = searcher
        self._analyzer = analyzer
        self._asked = asked
        self._subjects = subjects
        self._foresight = foresight
        self._lock = threading.Lock()
        self._known: tuple[Shelf, NamedWorks] | None = None

    def of(self, result: SearchResult, filters: Filters | None = None) -> ToRead:
        """The result's best hits, and further ones of the named works, else of the countries.

        Last come those that answer a noted question which is like the one asked.
        """
        filters = filters or Filters()
        hits = list(result.hits[:PASSAGES])
        works = self.named(result.wording)
        among = self._named_only(result.wording, works, filters)
        if among is not None:
            own = self._searcher.again(result, among, _OF_NAMED + PASSAGES)
            hits += _new(own, hits)[:_OF_NAMED]
        answering = self._answering(result, hits, filters)
        read = _ranked([*hits, *_new(answering, hits)[:_OF_NOTED]])
        return ToRead(read, works, self._foreseen(result, read), self._likest(result, read))

    def _likest(self, result: SearchResult, read: Sequence[SearchHit]) -> Likest:
        """What is likest; nothing where nothing is noted for the works that are read."""
        works = {hit.document.metadata.work for hit in read}
        noted = self._asked.of(result.wording, works) if self._asked else {}
        if not noted or self._subjects is None:
            return Likest()
        answered = (e.similarity for own in noted.values() for e in own if e.note.is_answered)
        published = self._searcher.published.shelf().versions
        subject = self._subjects.likeness(result.wording, published)
        return Likest(subject, max(answered, default=0.0))

    def _foreseen(self, result: SearchResult, read: Sequence[SearchHit]) -> Foreseen:
        if self._foresight is None:
            return UNFORESEEN
        told = [hit.document.metadata for hit in read]
        told.sort(key=lambda metadata: metadata.lang == result.lang)  # whose titles come last
        titles = {metadata.work: metadata.title for metadata in told}
        # Filters or not: fewer works would leave less that is answered in vain.
        published = self._searcher.published.shelf().versions
        return self._foresight.of(result.wording, result.lang, titles, published)

    def _answering(
        self, result: SearchResult, hits: Sequence[SearchHit], filters: Filters
    ) -> list[SearchHit]:
        """Passages of the hits' works that answer a like question, where no hit does."""
        texts: dict[str, str] = defaultdict(str)
        for hit in hits:
            texts[hit.document.metadata.work] += f" {plain(hit.passage.text)}"
        noted = self._asked.of(result.wording, texts) if self._asked else {}
        wanted = {
            work: [
                place
                for note, similarity in likenesses
                if similarity >= _LIKE and not _holds(texts[work], note.answers)
                for place in note.answers
            ]
            for work, likenesses in noted.items()
        }
        among = self._of_works([work for work, places in wanted.items() if places], filters)
        own = self._searcher.again(result, among, _AMONG) if among else ()
        return [
            hit
            for hit in own
            if _holds(plain(hit.passage.text), wanted.get(hit.document.metadata.work, ()))
        ]

    def _named_only(self, question: str, works: Sequence[str], filters: Filters) -> Filters | None:
        """The filters with what the question names; None where it names nothing more."""
        if works:
            return self._of_works(works, filters)
        countries = restrictions(question).countries
        return replace(filters, country=countries) if countries and not filters.country else None

    def _of_works(self, works: Sequence[str], filters: Filters) -> Filters | None:
        """The filters with these works alone; None where none of them is published."""
        versions = self._searcher.published.shelf().versions
        ids = tuple(each.id for work in works for each in versions.get(work, ()))
        return replace(filters, documents=ids) if ids else None

    def of_several(
        self, result: SearchResult, filters: Filters | None = None
    ) -> tuple[FoundWork, ...]:
        """The best works, for a question that asks for several; the best first.

        After those that search finds come others that stand in the subject index under what is
        asked for.
        """
        filters = filters or Filters()
        fitting = {
            each.metadata.work for each in self._searcher.published.shelf().matching(filters)
        }
        asked = self._subjects.of(result.wording, result.lang, fitting) if self._subjects else {}
        found = self._found(self._searcher.again(result, filters, _FOR_LISTS, OF_A_WORK))
        best = dict(list(found.items())[:_WORKS])
        further = [work for work, own in asked.items() if work not in best and own.logits]
        if among := self._of_works(further[:_OF_SUBJECTS], filters):
            best |= self._found(self._searcher.again(result, among, _FOR_LISTS, OF_A_WORK))
        return tuple(
            FoundWork(own[0], len(own), asked.get(work, NO_SUBJECTS)) for work, own in best.items()
        )

    @staticmethod
    def _found(hits: Iterable[SearchHit]) -> dict[str, list[SearchHit]]:
        """The hits of each work, the works in the order of their best."""
        found: dict[str, list[SearchHit]] = {}
        for hit in hits:
            found.setdefault(hit.document.metadata.work, []).append(hit)
        return found

    def named(self, question: str) -> tuple[str, ...]:
        """The works that a question names; those of the countries that it names go before."""
        shelf = self._searcher.published.shelf()
        found = self._names(shelf).of(question)
        asked = restrictions(question).countries
        there = [work for work in found if asked and _country(shelf, work) in asked]
        return tuple(there or found)

    def _names(self, shelf: Shelf) -> NamedWorks:
        with self._lock:
            if self._known is None or self._known[0] is not shelf:
                self._known = shelf, NamedWorks(shelf.documents, self._analyzer)
            return self._known[1]


def _holds(text: str, places: Iterable[Place]) -> bool:
    """Whether one of the places stands in the text, for the most part."""
    return any(share_held(place, text) > _MOST for place in places)


def _country(shelf: Shelf, work: str) -> str | None:
    versions = shelf.versions.get(work, ())
    return versions[0].metadata.country if versions else None


def _new(hits: Sequence[SearchHit], known: Sequence[SearchHit]) -> list[SearchHit]:
    """Those of the hits that are not known."""
    ids = {hit.passage.id for hit in known}
    return [hit for hit in hits if hit.passage.id not in ids]


def _ranked(hits: Sequence[SearchHit]) -> tuple[SearchHit, ...]:
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(hits, start=1))
