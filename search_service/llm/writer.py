"""The writer: a language model's sentences, shown only where a quote proves them.

    Writer(model, support, prove).write(answer)  ->  the answer in the model's words, or as it was

The one conductor of the way with a model: the extractive answer's passages → prompt → the model
writes → each sentence is read, its quotes found in the passage character for character, widened
to whole sentences, proved against the store, its support checked → claims. What fails is dropped
and counted. If nothing stays, or the model fails, the extractive answer stands, with a note.
Where the extractive answerer finds no evidence, the model is not asked at all.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import islice

import structlog

from corpus.text.sentences import sentences
from search_service.answers.answer import Answer, Citation, Claim, ModelAccount
from search_service.llm.chat import (
    BUSY,
    CUT_OFF,
    MALFORMED,
    REFUSED,
    TIMEOUT,
    TOO_LONG,
    UNREACHABLE,
    ChatModel,
    ModelFailure,
)
from search_service.llm.drafts import Draft, Quoted, drafts
from search_service.llm.instructions import speaks_to_model
from search_service.llm.prompting import MOST_SENTENCES, messages, new_fence
from search_service.llm.support import FAULTS, Support
from search_service.phrases.phrases import phrase, phrase_key
from search_service.search.hits import SearchHit

NO_CITATION = "no_citation"  # no passage named, or one that was not given
NO_QUOTE = "no_quote"  # a number but no words
NOT_VERBATIM = "not_verbatim"  # the words do not stand in that passage
REPEATED = "repeated"
REASONS = (NO_CITATION, NO_QUOTE, NOT_VERBATIM, REPEATED, *FAULTS)

NOTHING_WRITTEN = "nothing_written"
NOTHING_KEPT = "nothing_kept"

# What is told to the reader where the model's words are not shown, by failure.
_NOTES = {
    UNREACHABLE: phrase_key("model_unreachable"),
    TIMEOUT: phrase_key("model_timeout"),
    REFUSED: phrase_key("model_refused"),
    MALFORMED: phrase_key("model_malformed"),
    TOO_LONG: phrase_key("model_too_long"),
    CUT_OFF: phrase_key("model_cut_off"),
    BUSY: phrase_key("model_busy"),
    NOTHING_WRITTEN: phrase_key("model_nothing_written"),
    NOTHING_KEPT: phrase_key("model_nothing_kept"),
}
_KEPT = phrase_key("model_kept")

_PASSAGES = 6  # shown to the model at most; by hand, for time
_CHARACTERS = 6_000  # of them together, at most; by hand, for small contexts
_MOST_READ = 10  # sentences; by hand: a model that goes on and on is not listened to
_SHORTEST_QUOTE = 12  # characters; by hand: fewer prove nothing
_MOST_QUOTES = 3  # of one sentence; by hand
_LONGEST_QUOTE = 700  # characters, once widened; a matter of layout
_AT_ONCE = 4  # questions that are with the model at a time; by hand
_LANGUAGES = ("et", "en")  # the checks know the words of these only

log = structlog.get_logger(__name__)

Prove = Callable[[Citation], Citation | None]


@dataclass(slots=True)
class Totals:
    """What has been written and dropped since the start; for the metrics."""

    written: int = 0
    kept: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)


class Writer:
    """Asks the model, and checks what it writes; remembers only its totals."""

    def __init__(
        self,
        model: ChatModel,
        support: Support,
        prove: Prove,
        speaks: Callable[[str], bool] = speaks_to_model,
    ) -> None:
        self._model = model
        self._support = support
        self._prove = prove
        self._speaks = speaks
        self._places = threading.BoundedSemaphore(_AT_ONCE)
        self._lock = threading.Lock()
        self._totals = Totals()

    def write(self, answer: Answer) -> Answer:
        """The answer in the model's words where they are proved, else as it was."""
        *_, final = self.stream(answer)
        assert isinstance(final, Answer)
        return final

    def stream(self, answer: Answer) -> Iterator[Claim | Answer]:
        """Each claim once it is proved, and at the end the whole answer."""
        if not answer.quoted:  # a list is as good as it can be worded
            yield from answer.claims
            yield answer
            return
        work = _Work(answer.result.lang)
        hits = self._shown(answer, work)
        try:
            with closing(self._drafts(answer, hits)) as written:
                for draft in written:
                    claim = self._claim(draft, hits, work)
                    if claim:
                        yield claim
                    if len(work.claims) == MOST_SENTENCES:
                        break
        except ModelFailure as failure:
            work.failure = failure.kind
            log.warning("the language model failed", kind=failure.kind, detail=str(failure))
        final = _finished(answer, work)
        self._count(final.model)
        yield final

    def totals(self) -> Totals:
        """A copy of the totals so far."""
        with self._lock:
            now = self._totals
            return Totals(now.written, now.kept, now.dropped.copy(), now.failures.copy())

    def _shown(self, answer: Answer, work: _Work) -> list[SearchHit]:
        """The passages for the model: of no document that speaks to it, and not too many."""
        known = [hit for hit in _best_first(answer) if hit.passage.lang in _LANGUAGES]
        speaking = {hit.document.id for hit in known if self._speaks(_all_of(hit))}
        hits = [hit for hit in known if hit.document.id not in speaking]
        work.withheld = len(known) - len(hits)
        return _fitting(hits)

    def _drafts(self, answer: Answer, hits: Sequence[SearchHit]) -> Generator[Draft, None, None]:
        if not hits:
            return
        if not self._places.acquire(blocking=False):
            raise ModelFailure(BUSY, f"{_AT_ONCE} questions are with the model")
        try:
            result = answer.result
            talk = messages(result.query, result.lang, hits, new_fence())
            yield from islice(drafts(self._model.stream(talk)), _MOST_READ)
        finally:
            self._places.release()

    def _claim(self, draft: Draft, hits: Sequence[SearchHit], work: _Work) -> Claim | None:
        work.written += 1
        found = self._citations(draft, hits)
        if isinstance(found, str):
            fault: str | None = found
        elif draft.text.casefold() in work.seen:
            fault = REPEATED
        else:
            fault = self._support.fault(draft.text, work.lang, found)
        if fault or isinstance(found, str):
            work.dropped[fault or NO_CITATION] += 1
            return None
        claim = Claim(draft.text, found, by_model=True)
        work.claims.append(claim)
        work.seen.add(draft.text.casefold())
        return claim

    def _citations(self, draft: Draft, hits: Sequence[SearchHit]) -> tuple[Citation, ...] | str:
        """The draft's citations, widened and proved; else why there are none."""
        if not draft.quotes:
            return NO_QUOTE if draft.numbers else NO_CITATION
        found = []
        for quoted in draft.quotes[:_MOST_QUOTES]:
            if not 1 <= quoted.number <= len(hits):
                return NO_CITATION
            if len(quoted.quote) < _SHORTEST_QUOTE:
                return NO_QUOTE
            citation = _standing(quoted, hits[quoted.number - 1])
            proved = citation and self._prove(citation)
            if proved is None:
                return NOT_VERBATIM
            found.append(proved)
        return tuple(dict.fromkeys(found))

    def _count(self, account: ModelAccount | None) -> None:
        if account is None:
            return
        with self._lock:
            self._totals.written += account.written
            self._totals.kept += account.kept
            self._totals.dropped.update(dict(account.dropped))
            if account.failure:
                self._totals.failures[account.failure] += 1


@dataclass(slots=True)
class _Work:
    """What has become of one answer so far."""

    lang: str
    written: int = 0
    withheld: int = 0
    failure: str = ""
    claims: list[Claim] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)


def _best_first(answer: Answer) -> list[SearchHit]:
    """The passages that the extractive answer quotes, then the others as they were found."""
    quoted = [citation.hit for claim in answer.quoted for citation in claim.citations]
    return list(dict.fromkeys([*quoted, *answer.result.hits]))


def _all_of(hit: SearchHit) -> str:
    return f"{hit.document.metadata.title}\n{hit.passage.text}"


def _fitting(hits: Sequence[SearchHit]) -> list[SearchHit]:
    chosen: list[SearchHit] = []
    room = _CHARACTERS
    for hit in hits[:_PASSAGES]:
        room -= len(hit.passage.text)
        if room < 0 and chosen:
            break
        chosen.append(hit)
    return chosen


def _standing(quoted: Quoted, hit: SearchHit) -> Citation | None:
    """The quote where it stands in the passage, widened to the sentences that it touches."""
    text = hit.passage.text
    start = text.find(quoted.quote)
    if start < 0:
        return None
    end = start + len(quoted.quote)
    touched = [span for span in sentences(text) if span[0] < end and span[1] > start]
    first, last = touched[0][0], touched[-1][1]
    return Citation(hit, first, last) if last - first <= _LONGEST_QUOTE else None


def _finished(answer: Answer, work: _Work) -> Answer:
    failure = work.failure
    if not work.claims and not failure:
        failure = NOTHING_KEPT if work.written else NOTHING_WRITTEN
    key = _NOTES[failure] if failure and not work.claims else _KEPT
    account = ModelAccount(
        work.written,
        len(work.claims),
        tuple(work.dropped.most_common()),
        work.withheld,
        failure,
        phrase(key, work.lang, kept=len(work.claims), written=work.written),
    )
    if not work.claims:
        return replace(answer, model=account)
    cited = {citation.quote for claim in work.claims for citation in claim.citations}
    # What had no effect is said even where the model leaves it out; a list stays as it is.
    unsaid = [c for c in answer.claims if c.listed or (c.null_result and c.text not in cited)]
    return replace(answer, claims=(*work.claims, *unsaid), model=account)
