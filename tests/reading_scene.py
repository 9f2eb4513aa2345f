"""A question and hits that were read for it, small enough to reckon with by hand.

question(("õppijat", 2.0), ("Tartus", 1.0)) and hit(tokens, words, …) for `windows` and `evidence`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from making import make

from search_service.encoding.calibration import NO_NORMS, Norm
from search_service.encoding.representation import QueryVectors
from search_service.queries.restrictions import restrictions
from search_service.reading.close_reading import Alike, ReadHit
from search_service.reading.purposes import PURPOSES
from search_service.reading.question import Question, QuestionWord, letters
from search_service.reading.question_kind import expected
from search_service.reading.quotable import Sentence
from search_service.search.hits import SearchHit
from search_service.words.analyzer import SparseVector

SENTENCE = 100  # characters of each sentence


def question(text: str, *words: tuple[str, float], lang: str = "et") -> Question:
    """Each word is one token, whose vector is as long as the word weighs."""
    vectors = np.diag([weight for _, weight in words]).astype(np.float32)
    norms = NO_NORMS._replace(tokens={"et": Norm(1.0, 0.5), "en": Norm(0.0, 1.0)})
    return Question(
        text,
        lang,
        expected(text),
        QueryVectors(np.ones(1, np.float32), vectors, SparseVector([], []), norms),
        tuple(
            QuestionWord(word, weight, {}, (n, n + 1), word[0].isupper(), letters(word))
            for n, (word, weight) in enumerate(words)
        ),
        dict.fromkeys(PURPOSES, 1 / len(PURPOSES)),
        restrictions(text),
    )


def hit(
    document_id: str,
    tokens: Sequence[Sequence[float]],
    words: Sequence[Sequence[float]],
    *,
    said: Sequence[str] = (),
    title: Sequence[float] = (0.0, 0.0),
    dense: float = 0.5,
    dense_sentences: Sequence[float] | None = None,
    answering: Sequence[float] | None = None,
    none: float = 0.0,
    alike: Alike | None = None,
    score: float = 1.0,
    rank: int = 1,
    lang: str = "et",
) -> ReadHit:
    """A hit whose sentences are `SENTENCE` characters each, unless `said` says them."""
    n = len(tokens[0])
    lines = [*said] + ["x" * (SENTENCE - 1) + "." for _ in range(n - len(said))]
    made = make(document_id, [" ".join(lines)], lang=lang)
    starts = np.cumsum([0, *(len(line) + 1 for line in lines[:-1])]).tolist()
    sentences = tuple(
        Sentence(start, start + len(line), 0, True)
        for start, line in zip(starts, lines, strict=True)
    )
    table = np.array(tokens, np.float32)
    return ReadHit(
        hit=SearchHit(rank, score, made.passages[0], made.document),
        sentences=sentences,
        roles=("free",) * n,
        tokens=table,
        tokens_passage=table.max(axis=1),
        words=np.array(words, np.float32),
        words_title=np.array(title, np.float32),
        dense=dense,
        dense_sentences=np.array(dense_sentences or [0.0] * n, np.float32),
        answering=np.array(answering or [0.0] * n, np.float32),
        none=none,
        alike=alike or Alike.nothing(n),
    )
