"""Questions put to the product with its language model, and what became of the sentences.

Differs from `injections`, whose documents attack: these are a gold set's own questions over the
present library, through retrieval, the extractive answerer and the model. Not by `Engine.ask`: it
would note them as gaps, and nobody has missed anything.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from corpus.errors import BadInput
from evals.sets.datasets import Query
from search_service.answers.answer import Answer
from search_service.engine import Engine


@dataclass(slots=True)
class Tally:
    """Questions by what happened, sentences by what became of them, quotes by their truth."""

    questions: int = 0
    refused: int = 0  # no evidence: the model was not asked
    worded: int = 0  # answers with at least one of the model's sentences
    fallbacks: dict[str, int] = field(default_factory=dict)
    written: int = 0
    kept: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    quotes: int = 0
    quotes_wrong: int = 0
    seconds: float = 0.0
    sentences: list[dict[str, object]] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """`sikk eval model --json`."""
        shown = {name: getattr(self, name) for name in Tally.__dataclass_fields__}
        return {**shown, "seconds": round(self.seconds, 1)}


def perform(
    engine: Engine,
    queries: Sequence[Query],
    say: Callable[[int, int], None] = lambda _done, _total: None,
) -> Tally:
    """Asks every question once.

    Raises:
        BadInput: no language model is set.
    """
    if engine.writer is None:
        raise BadInput("no language model is set; give its server's address in SIKK_LLM_URL")
    tally = Tally()
    dropped: Counter[str] = Counter()
    fallbacks: Counter[str] = Counter()
    started = time.perf_counter()
    for number, query in enumerate(queries, start=1):
        found = engine.answerer.answer(engine.searcher.search(query.text, lang=query.lang))
        answer = engine.writer.write(found)
        _count(tally, answer, query, dropped, fallbacks)
        say(number, len(queries))
    tally.dropped = dict(dropped.most_common())
    tally.fallbacks = dict(fallbacks.most_common())
    tally.seconds = time.perf_counter() - started
    return tally


def _count(
    tally: Tally, answer: Answer, query: Query, dropped: Counter[str], fallbacks: Counter[str]
) -> None:
    tally.questions += 1
    account = answer.model
    if account is None:
        tally.refused += 1
        return
    tally.written += account.written
    tally.kept += account.kept
    tally.worded += account.kept > 0
    dropped.update(dict(account.dropped))
    fallbacks.update([account.failure] if account.failure else [])
    for claim in answer.quoted:
        for citation in claim.citations:
            tally.quotes += 1
            tally.quotes_wrong += citation.quote not in citation.hit.passage.text
        if claim.by_model:
            quotes = [citation.quote for citation in claim.citations]
            tally.sentences.append({"query": query.id, "text": claim.text, "quotes": quotes})
