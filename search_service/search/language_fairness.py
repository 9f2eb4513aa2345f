"""A query's legs, each made to mean the same in every language before their scores are added.

    fair_legs(DEFAULT, vectors, Filters(), index)           ->  [Leg("dense", …), …]
    less_habit({"et": [7.1, 3, …], "en": [2.2, …]}, norms)  ->  {"et": Fair(2.4, .14), …}

The calibration knows beforehand what a leg of vectors scores by habit in each language; what BM25
does is known only to the index, which is asked for each language's best scores first. Two more
things make a leg mean the same whatever is asked and found: words count in full only where the
best passage has most of them, and late interaction, which finds a better match for each token the
more there are to choose from, is freed from the passage's length.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from search_service.encoding.calibration import Norm
from search_service.encoding.representation import QueryVectors
from search_service.index.filters import Filters
from search_service.index.port import DENSE, LEXICAL, TOKENS, Fair, IndexQuery, Leg, VectorIndex
from search_service.search.systems import System

_HABITUAL = slice(1, 6)  # lexical ranks 2 to 6: what a language scores without a real match
# Both chosen on the development sets (docs/evaluation.md).
_FULL = 1.7  # BM25 a word of the query at which words count in full
_LENGTH = 0.8  # spreads of late interaction for each e-fold of a passage's length


def fair_legs(
    system: System, vectors: QueryVectors, filters: Filters, index: VectorIndex
) -> list[Leg]:
    """What the system scores by; without norms, as the model and BM25 come."""
    norms, legs = vectors.norms, []
    if system.dense:
        legs.append(Leg(DENSE, vectors.dense, system.dense, by_norms(norms.dense)))
    if system.tokens and (telling := vectors.telling) is not None:
        legs.append(Leg(TOKENS, telling, system.tokens, by_norms(norms.tokens), _LENGTH))
    if system.lexical:
        words = Leg(LEXICAL, vectors.lexical)
        best = {lang: _best(words, lang, filters, index) for lang in norms.lexical}
        fair = less_habit(best, norms.lexical, _FULL * vectors.words)
        legs.append(words._replace(weight=system.lexical, fair=fair))
    return legs


def by_norms(norms: Mapping[str, Norm]) -> Mapping[str, Fair] | None:
    """What makes a leg of vectors fair; None without norms."""
    return {lang: Fair(norm.mean, 1 / norm.spread) for lang, norm in norms.items()} or None


def less_habit(
    scores: Mapping[str, Sequence[float]], norms: Mapping[str, Norm], full: float = 0.0
) -> Mapping[str, Fair] | None:
    """What makes a leg of words fair, from each language's own scores, best first; as `by_norms`.

    BM25 has no upper bound, so it is taken over its best, or over `full`, what the query's words
    should score, where even the best passage has few of them; and a query's own language always
    shares some words with it, so each language's habit is taken off.
    """
    best = max((full, *(score for own in scores.values() for score in own))) or 1.0
    return {
        lang: Fair(_habit(own), 1 / (best * norms[lang].spread)) for lang, own in scores.items()
    } or None


def _best(leg: Leg, lang: str, filters: Filters, index: VectorIndex) -> list[float]:
    query = IndexQuery([leg], _HABITUAL.stop, replace(filters, text_lang=lang))
    return [found.score for found in index.query(query)]


def _habit(scores: Sequence[float]) -> float:
    """What a language's passages score without a real match; `scores` are the best ones, sorted."""
    usual = scores[_HABITUAL]
    return sum(usual) / max(len(usual), 1)
