"""What a statement of a practice is about: its problem, approach, money, results, and so on.

    StatementKinds(representation).likelihoods(statements)  ->  an array, a row a statement

No language model: a ridge regression over the vectors of prototype sentences in both languages
(`prototypes.tsv`), to which come what the heading says, the place in the document, and cue words
(`statement_cues.et.tsv`, `.en.tsv`).
It is fitted at first use with whatever model is installed, so a new calibration or model needs
no new file. Two of the kinds, `gap` (what is not known) and `other`, fill no cell: they are there
so that nothing has to be called what it is not.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpus import tables
from search_service.compare.statements import Statement
from search_service.encoding.encoder import Vectors
from search_service.encoding.representation import Representation
from search_service.words.findings import names_a_gap
from search_service.words.word_lists import WordLists

PROTOTYPES = Path(__file__).parent / "prototypes.tsv"
KINDS = (
    "problem", "target_group", "approach", "scale", "money", "results", "to_copy", "gap", "other",
)  # fmt: skip

_AT_A_TIME = 32  # prototypes encoded between two looks at whether to go on: half a second; by hand
# These five were chosen by cross-validation over the documents that the prototypes come from.
_RIDGE = 2.0  # the regression's; chosen so
_SHARPNESS = 8.0  # turns the regression's values into log-likelihoods; chosen so
_HEADING = 0.4  # how much the heading's likelihood counts; chosen so
_PLACE = (
    2.0  # chosen so, for a problem under the first heading, for what a copy needs under the last
)
_CUE = 0.7  # for a cue word, against none; chosen so

_LISTS = WordLists.beside(__file__, "statement_cues")
_CUES = {KINDS.index(kind): _LISTS.both(kind) for kind in _LISTS.names()}


class Prototype(NamedTuple):
    """A sentence or heading whose kinds a reader has told; the first kind is the main one."""

    lang: str
    text: str
    kinds: tuple[str, ...]
    heading: bool


class StatementKinds:
    """Tells how likely each kind is for each statement; safe to share between threads."""

    def __init__(
        self, representation: Representation, prototypes: Sequence[Prototype] | None = None
    ) -> None:
        self._representation = representation
        self._prototypes = prototypes
        self._lock = threading.Lock()

    def prepare(self) -> Iterator[None]:
        """Encodes the prototypes a few at a time, which the encoder keeps, and fits the models."""
        known = read_prototypes() if self._prototypes is None else self._prototypes
        for at in range(0, len(known), _AT_A_TIME):
            part = known[at : at + _AT_A_TIME]
            self._vectors([p.text for p in part], [p.lang for p in part])
            yield
        self._fit()
        yield

    def likelihoods(self, statements: Sequence[Statement], vectors: Vectors) -> Vectors:
        """A row a statement, a column a kind, each row summing to 1; `vectors` are its vectors."""
        of_sentence, of_heading = self._fit()
        scores = of_sentence.scores(vectors)
        headings = list(dict.fromkeys((s.passage.lang, s.heading) for s in statements if s.heading))
        if headings:
            langs, texts = zip(*headings, strict=True)
            told = of_heading.scores(self._vectors(texts, langs))
            said = dict(zip(headings, told, strict=True))
            neutral = np.zeros(len(KINDS), np.float32)
            scores += _HEADING * np.stack(
                [said.get((s.passage.lang, s.heading), neutral) for s in statements]
            )
        scores += np.array([_structure(s) + _cues(s.text) for s in statements], np.float32)
        return _shares(scores)

    def _fit(self) -> tuple[_Ridge, _Ridge]:
        with self._lock:
            return self._models

    @cached_property
    def _models(self) -> tuple[_Ridge, _Ridge]:
        known = read_prototypes() if self._prototypes is None else self._prototypes
        return self._fitted([p for p in known if not p.heading]), self._fitted(
            [p for p in known if p.heading]
        )

    def _fitted(self, known: Sequence[Prototype]) -> _Ridge:
        vectors = self._vectors([p.text for p in known], [p.lang for p in known])
        return _Ridge(vectors, np.array([KINDS.index(p.kinds[0]) for p in known]))

    def _vectors(self, texts: Sequence[str], langs: Sequence[str]) -> Vectors:
        return np.stack(self._representation.dense(texts, langs))


def read_prototypes(path: Path = PROTOTYPES) -> list[Prototype]:
    """The prototypes of a tab-separated file: lang, kind of text, kinds, text."""
    return [
        Prototype(
            row["lang"], row["text"], tuple(row["fields"].split(",")), row["kind"] == "heading"
        )
        for row in tables.rows(path, ("lang", "kind", "fields", "text"))
    ]


class _Ridge:
    """One regression a kind on centred vectors, rare kinds weighted up; values are log-shares."""

    def __init__(self, vectors: Vectors, kinds: np.ndarray) -> None:
        self._mean = vectors.mean(axis=0)
        n = len(KINDS)
        targets = np.full((len(kinds), n), -1 / n)
        targets[np.arange(len(kinds)), kinds] = 1
        often = np.maximum(np.bincount(kinds, minlength=n), 1)
        weights = np.sqrt(len(kinds) / n / often)[kinds][:, None]
        inputs = self._inputs(vectors)
        left = (inputs * weights).T @ inputs + _RIDGE * np.eye(inputs.shape[1])
        self._weights = np.linalg.solve(left, (inputs * weights).T @ targets)

    def scores(self, vectors: Vectors) -> Vectors:
        """Log-likelihoods, a row a vector."""
        shares = _shares(_SHARPNESS * (self._inputs(vectors) @ self._weights))
        logs: Vectors = np.log(shares + 1e-9).astype(np.float32)
        return logs

    def _inputs(self, vectors: Vectors) -> np.ndarray:
        centred = vectors - self._mean
        centred = centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
        return np.hstack([centred, np.ones((len(centred), 1))]).astype(np.float64)


def _structure(statement: Statement) -> np.ndarray:
    scores = np.zeros(len(KINDS))
    scores[KINDS.index("problem")] = _PLACE * statement.opening
    scores[KINDS.index("to_copy")] = _PLACE * statement.closing
    return scores


def _cues(text: str) -> np.ndarray:
    scores = np.zeros(len(KINDS))
    scores[KINDS.index("gap")] = _CUE if names_a_gap(text) else -_CUE
    for kind, words in _CUES.items():
        scores[kind] = _CUE if words.search(text) else -_CUE
    return scores


def _shares(scores: np.ndarray) -> Vectors:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Vectors = (raised / raised.sum(axis=1, keepdims=True)).astype(np.float32)
    return shares
