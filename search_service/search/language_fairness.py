"""Makes a leg's scores mean the same in every language before they are added.

    by_norms({"et": Norm(.31, .9), "en": Norm(.22, 1)})     ->  {"et": Fair(.31, 1.11), …}
    less_habit({"et": [7.1, 3, …], "en": [2.2, …]}, norms)  ->  {"et": Fair(2.4, .14), …}

The calibration knows beforehand what a vector leg scores by habit in each language; what BM25 does
is known only to the index, so the searcher asks it for each language's best scores first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from search_service.encoding.calibration import Norm
from search_service.index.port import Fair

HABITUAL = slice(1, 6)  # lexical ranks 2 to 6: what a language scores without a real match


def by_norms(norms: Mapping[str, Norm]) -> Mapping[str, Fair] | None:
    """What makes a leg of vectors fair; None without norms."""
    return {lang: Fair(norm.mean, 1 / norm.spread) for lang, norm in norms.items()} or None


def less_habit(
    scores: Mapping[str, Sequence[float]], norms: Mapping[str, Norm]
) -> Mapping[str, Fair]:
    """What makes a leg of words fair, from each language's own scores, best first.

    BM25 has no upper bound, so it is taken over its best; and a query's own language always shares
    some words with it, so each language's habit is taken off.
    """
    best = max((score for own in scores.values() for score in own), default=0.0) or 1.0
    return {
        lang: Fair(_habit(own), 1 / (best * norms[lang].spread)) for lang, own in scores.items()
    }


def _habit(scores: Sequence[float]) -> float:
    """What a language's passages score without a real match; `scores` are the best ones, sorted."""
    usual = scores[HABITUAL]
    return sum(usual) / max(len(usual), 1)
