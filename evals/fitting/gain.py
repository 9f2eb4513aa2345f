"""Fits the gain: by how much a score across languages must be raised to mean the same.

From parallel text alone: a sentence is taken out of its passage and must find the rest, among
other passages each of which stands in one language only, in turn (Lee et al., 2019, call the task
inverse cloze). The gain is the one with the best mean nDCG@10, questions in either language. No
development set is looked at, and the dictionary used here has not seen these passages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.text.sentences import sentences
from evals.fitting.translations import dictionaries
from evals.sets.parallel import Parallel, TextPair
from search_service.encoding.calibration import LANGUAGES, Calibration
from search_service.encoding.encoder import Encoder, Vectors
from search_service.encoding.representation import PassageVectors, QueryVectors, Representation
from search_service.search.searcher import habit
from search_service.search.systems import DEFAULT
from search_service.words.analyzer import Analyzer, SparseVector

_STEPS = tuple(1 + step / 20 for step in range(21))
_PASSAGES = 400
_WINDOW = 6  # sentences of running text that make a passage
_LEAST_SENTENCES = 4
_SENTENCE = range(30, 201)  # characters of a sentence that is asked
_SEED = 5

Arrays = dict[str, NDArray[np.generic]]


class Cloze(NamedTuple):
    """A sentence and the rest of its passage, both in both languages."""

    sentence: TextPair
    rest: TextPair


class _Task(NamedTuple):
    """The product's scores without a gain, (queries, passages); passage i answers query i."""

    scores: Vectors
    across: NDArray[np.bool_]  # (passages,): stands in the other language than the query


def fit(parallel: Parallel, encoder: Encoder, analyzer: Analyzer, arrays: Arrays) -> float:
    """The gain, given everything else of the calibration."""
    taken, rest = _held_out(parallel.passages)
    known = arrays | dictionaries([*parallel.sentences, *rest], analyzer)
    known |= {"gain": np.array(1.0), "stamp": np.array("{}")}
    calibration = Calibration(known, mark="")
    representation = Representation(encoder, analyzer, calibration, with_tokens=True)
    tasks = [
        task
        for clozes in (taken, _windows(parallel.running))
        if len(clozes) > 1
        for task in _tasks(clozes, representation)
    ]
    return max(_STEPS, key=lambda gain: _quality(tasks, gain)) if tasks else 1.0


def _held_out(passages: Sequence[TextPair]) -> tuple[list[Cloze], list[TextPair]]:
    random = np.random.default_rng(_SEED)
    taken: list[Cloze] = []
    rest: list[TextPair] = []
    for i in random.permutation(len(passages)):
        cloze = _cloze(passages[i], random) if len(taken) < _PASSAGES else None
        if cloze is None:
            rest.append(passages[i])
        else:
            taken.append(cloze)
    return taken, rest


def _cloze(passage: TextPair, random: np.random.Generator) -> Cloze | None:
    """None where the languages' sentences do not match, or the chosen one asks too little."""
    parts = [[text[start:end] for start, end in sentences(text)] for text in passage]
    if len(parts[0]) != len(parts[1]) or len(parts[0]) < _LEAST_SENTENCES:
        return None
    return _without([TextPair(*pair) for pair in zip(*parts, strict=True)], random)


def _windows(running: Sequence[TextPair]) -> list[Cloze]:
    random = np.random.default_rng(_SEED)
    windows = (running[at : at + _WINDOW] for at in range(0, len(running) - _WINDOW + 1, _WINDOW))
    return [cloze for window in windows if (cloze := _without(window, random))]


def _without(pairs: Sequence[TextPair], random: np.random.Generator) -> Cloze | None:
    at = int(random.integers(len(pairs)))
    if len(pairs[at].et) not in _SENTENCE:
        return None
    rest = [pair for i, pair in enumerate(pairs) if i != at]
    return Cloze(pairs[at], TextPair(" ".join(p.et for p in rest), " ".join(p.en for p in rest)))


def _tasks(clozes: Sequence[Cloze], representation: Representation) -> Iterator[_Task]:
    """Queries in either language, and each passage once in either language."""
    passages = [
        representation.passages([cloze.rest[i] for cloze in clozes], [lang] * len(clozes))
        for i, lang in enumerate(LANGUAGES)
    ]
    for i, lang in enumerate(LANGUAGES):
        queries = [representation.query(cloze.sentence[i], lang) for cloze in clozes]
        scores = [
            _scores(queries, found, at) for found, at in zip(passages, LANGUAGES, strict=True)
        ]
        for first in range(len(LANGUAGES)):
            place = (np.arange(len(clozes)) + first) % len(LANGUAGES)
            mixed = [passages[p][n] for n, p in enumerate(place)]
            dense, tokens = (
                np.where(place == 0, scores[0][leg], scores[1][leg]).astype(np.float32)
                for leg in range(2)
            )
            lexical = _lexical(queries, mixed, place)
            scores_of_all = (
                DEFAULT.dense * dense + DEFAULT.tokens * tokens + DEFAULT.lexical * lexical
            )
            yield _Task(scores_of_all, place != i)


def _scores(
    queries: Sequence[QueryVectors], passages: Sequence[PassageVectors], lang: str
) -> tuple[Vectors, Vectors]:
    """Of the dense and the token leg, above the query's habit in the passages' language."""
    vectors = np.stack([passage.dense for passage in passages])
    tokens = [passage.tokens for passage in passages if passage.tokens is not None]
    starts = np.cumsum([0, *(len(each) for each in tokens[:-1])])
    everything = np.concatenate(tokens)
    dense, late = [], []
    for query in queries:
        assert query.tokens is not None
        mean, _ = query.norms.dense[lang]
        dense.append(vectors @ query.dense - mean)
        mean, spread = query.norms.tokens[lang]
        best = np.maximum.reduceat(query.tokens @ everything.T, starts, axis=1).sum(axis=0)
        late.append((best - mean) / spread)
    return np.stack(dense), np.stack(late)


def _lexical(
    queries: Sequence[QueryVectors], passages: Sequence[PassageVectors], place: NDArray[np.int64]
) -> Vectors:
    """BM25 over its best, less what each language scores by habit, as the searcher has it."""
    scores = _bm25([query.lexical for query in queries], [each.lexical for each in passages])
    for row in scores:
        best = row.max() or 1.0
        for p in range(len(LANGUAGES)):
            here = place == p
            row[here] = (row[here] - habit(sorted(row[here].tolist(), reverse=True))) / best
    return scores


def _bm25(queries: Sequence[SparseVector], passages: Sequence[SparseVector]) -> Vectors:
    """What the engine makes of the product's vectors: each shared term times its IDF."""
    postings: dict[int, list[tuple[int, float]]] = {}
    for n, passage in enumerate(passages):
        for term, weight in zip(*passage, strict=True):
            postings.setdefault(term, []).append((n, weight))
    scores = np.zeros((len(queries), len(passages)), np.float32)
    for row, query in zip(scores, queries, strict=True):
        for term, weight in zip(*query, strict=True):
            found = postings.get(term, [])
            idf = np.log((len(passages) - len(found) + 0.5) / (len(found) + 0.5) + 1)
            for n, own in found:
                row[n] += weight * own * idf
    return scores


def _quality(tasks: Sequence[_Task], gain: float) -> float:
    """Mean nDCG@10 of the product's ranking with this gain."""
    return float(np.mean([_ndcg(task, gain) for task in tasks]))


def _ndcg(task: _Task, gain: float) -> float:
    scores = task.scores * np.where(task.across, gain, 1.0)
    before = (scores > np.diag(scores)[:, None]).sum(axis=1)
    return float(np.where(before < 10, 1 / np.log2(before + 2), 0).mean())
