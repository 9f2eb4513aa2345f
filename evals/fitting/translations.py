"""Which words translate which, learnt from parallel text: IBM Model 1.

    learn([(["toetus"], ["support"]), …])  ->  {("toetus"): [("support", 0.7)], …}

Brown, Della Pietra, Della Pietra & Mercer, The Mathematics of Statistical Machine Translation,
1993: expectation–maximisation over all word pairs of aligned texts, with an empty word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from evals.sets.parallel import TextPair
from search_service.words.analyzer import Analyzer, term_id

_ROUNDS = 6
_LONGEST = 150  # different terms of a text; later ones say little and cost much
_LEAST_PROBABILITY = 0.04
_LEAST_COUNT = 0.7  # expected times that the pair was seen
_MOST = 6  # translations of a term
_EMPTY = "<empty>"

TermPair = tuple[Sequence[str], Sequence[str]]


class Translation(NamedTuple):
    """`target` translates `source` with that probability."""

    source: str
    target: str
    probability: float


class _Links(NamedTuple):
    """Every possible word pair of every text: source, target, and which target word it explains."""

    source: NDArray[np.int64]
    target: NDArray[np.int64]
    word: NDArray[np.int64]
    words: int


def learn(pairs: Sequence[TermPair]) -> list[Translation]:
    """The translations of each source term, likeliest first."""
    sources: dict[str, int] = {_EMPTY: 0}
    targets: dict[str, int] = {}
    links = _links(pairs, sources, targets)
    keys = links.source * len(targets) + links.target
    unique, place = np.unique(keys, return_inverse=True)
    source, target = unique // len(targets), unique % len(targets)
    probability, count = _maximise(links, place, source, len(sources))
    kept = np.flatnonzero(
        (probability > _LEAST_PROBABILITY) & (count > _LEAST_COUNT) & (source > 0)
    )
    order = kept[np.lexsort((-probability[kept], source[kept]))]
    source_names, target_names = list(sources), list(targets)
    found = (
        Translation(source_names[source[i]], target_names[target[i]], float(probability[i]))
        for i in order
    )
    return _first_few(found)


def dictionaries(pairs: Sequence[TextPair], analyzer: Analyzer) -> dict[str, NDArray[np.generic]]:
    """The columns of both dictionaries, learnt from these pairs."""
    terms = [(analyzer.terms(pair.et, "et"), analyzer.terms(pair.en, "en")) for pair in pairs]
    found: dict[str, NDArray[np.generic]] = {}
    for lang, directed in (("et", terms), ("en", [(en, et) for et, en in terms])):
        found |= _columns(lang, learn(directed))
    return found


def _columns(lang: str, translations: Sequence[Translation]) -> dict[str, NDArray[np.generic]]:
    return {
        f"translations_{lang}_source": np.array(
            [term_id(t.source) for t in translations], np.uint32
        ),
        f"translations_{lang}_target": np.array(
            [term_id(t.target) for t in translations], np.uint32
        ),
        f"translations_{lang}_probability": np.array(
            [t.probability for t in translations], np.float32
        ),
    }


def _links(pairs: Sequence[TermPair], sources: dict[str, int], targets: dict[str, int]) -> _Links:
    columns: tuple[list[NDArray[np.int64]], ...] = ([], [], [])
    words = 0
    for left, right in pairs:
        a = [0, *(sources.setdefault(t, len(sources)) for t in _distinct(left))]
        b = [targets.setdefault(t, len(targets)) for t in _distinct(right)]
        columns[0].append(np.repeat(a, len(b)))
        columns[1].append(np.tile(b, len(a)))
        columns[2].append(np.tile(np.arange(words, words + len(b)), len(a)))
        words += len(b)
    source, target, word = (np.concatenate(c).astype(np.int64) for c in columns)
    return _Links(source, target, word, words)


def _distinct(terms: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(terms))[:_LONGEST]


def _maximise(
    links: _Links, place: NDArray[np.intp], source: NDArray[np.int64], sources: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    probability: NDArray[np.float64] = np.ones(len(source))
    count: NDArray[np.float64] = probability
    for _ in range(_ROUNDS):
        share = probability[place]
        explained = np.bincount(links.word, share, minlength=links.words)
        parts = share / explained[links.word]
        count = np.bincount(place, parts, minlength=len(source)).astype(np.float64)
        probability = count / np.bincount(source, count, minlength=sources)[source]
    return probability, count


def _first_few(translations: Iterable[Translation]) -> list[Translation]:
    kept: list[Translation] = []
    seen: dict[str, int] = {}
    for translation in translations:
        seen[translation.source] = seen.get(translation.source, 0) + 1
        if seen[translation.source] <= _MOST:
            kept.append(translation)
    return kept
