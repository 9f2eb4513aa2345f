"""Works from elsewhere, weighed: how comparable each is, and which to show beside which.

    different_first(scored(candidates), 5)  ->  [WeighedWork, …]

Arithmetic alone; `comparer` gathers what is weighed. Different approaches come first by maximal
marginal relevance (Carbonell & Goldstein, 1998).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.documents import Document, Passage
from search_service.compare.comparison import SharedTerms
from search_service.encoding.encoder import Vectors
from search_service.search.hits import SearchHit, SearchResult

_POOL = 2  # candidates for each place: what is merely different must not come in; by hand
_SMALLEST_POOL = 6  # works; by hand, so that a short list can differ too
_RELEVANCE = 0.8  # against sameness with what is chosen already; by hand
# Added for terms in common; by hand.
_SHARED = {"sector": 0.15, "target_group": 0.15, "method": 0.1}
_LIKENESS = 0.5  # of the whole practice, against what the search finds; by hand


@dataclass(frozen=True, slots=True)
class WeighedWork:
    """A work from elsewhere: the version for the reader, and its likeness to what was asked."""

    document: Document
    others: tuple[Document, ...]
    passages: Sequence[Passage]
    vector: Vectors
    shared: tuple[SharedTerms, ...]
    found: float
    likeness: float
    nearest: float  # of its passages, the likeness of the one most like what was asked
    score: float = 0.0

    @property
    def nearness(self) -> float:
        """How near it comes to what was asked, as a whole and at its nearest."""
        return (self.likeness + self.nearest) / 2


def scored(candidates: Sequence[WeighedWork]) -> list[WeighedWork]:
    """The candidates with their scores: found by search, alike as a whole, terms in common."""
    likeness = shares([each.likeness for each in candidates])
    return [
        replace(
            each,
            score=(1 - _LIKENESS) * each.found
            + _LIKENESS * alike
            + sum(_SHARED[s.kind] for s in each.shared),
        )
        for each, alike in zip(candidates, likeness, strict=True)
    ]


def nearness(candidates: Sequence[WeighedWork]) -> float:
    """How near the nearest come to what was asked."""
    likeness = max((each.likeness for each in candidates), default=0.0)
    return (likeness + max((each.nearest for each in candidates), default=0.0)) / 2


def different_first(candidates: Sequence[WeighedWork], limit: int) -> list[WeighedWork]:
    """The best first, then what is near to the question and unlike those chosen before."""
    best_first = sorted(candidates, key=lambda each: -each.score)
    left, chosen = best_first[: max(_POOL * limit, _SMALLEST_POOL)], list[WeighedWork]()
    while left and len(chosen) < limit:
        best = max(left, key=lambda each: _marginal(each, chosen))
        chosen.append(best)
        left.remove(best)
    return chosen


def _marginal(candidate: WeighedWork, chosen: Sequence[WeighedWork]) -> float:
    sameness = max((float(candidate.vector @ each.vector) for each in chosen), default=0.0)
    return _RELEVANCE * candidate.score - (1 - _RELEVANCE) * sameness


def shared_terms(subject: Document, other: Document) -> tuple[SharedTerms, ...]:
    """The catalogue's terms that both documents have."""
    ours, theirs = subject.metadata, other.metadata
    pairs: Mapping[str, tuple[Iterable[str], Iterable[str]]] = {
        "sector": (ours.sectors, theirs.sectors),
        "target_group": (ours.target_groups, theirs.target_groups),
        "method": (ours.methods, theirs.methods),
    }
    found = []
    for kind, (mine, others) in pairs.items():
        terms = tuple(t for t in others if any(_alike(t, own) for own in mine))
        if terms:
            found.append(SharedTerms(kind, terms))  # type: ignore[arg-type]
    return tuple(found)


def _alike(term: str, other: str) -> bool:
    """Whether one catalogue term is the other, or the other more narrowly said."""
    one, two = set(term.casefold().split()), set(other.casefold().split())
    return one <= two or two <= one


def best_hits(result: SearchResult, subject: Document | None) -> dict[str, tuple[SearchHit, float]]:
    """The best hit of each work that may be compared, with its score from 0 to 1."""
    best: dict[str, SearchHit] = {}
    for hit in result.hits:
        metadata = hit.document.metadata
        # A practice whose country nobody knows may well be the asker's own.
        if metadata.country and not _same_work(metadata.work, subject):
            best.setdefault(metadata.work, hit)
    found = shares([hit.score for hit in best.values()])
    return {work: (hit, n) for (work, hit), n in zip(best.items(), found, strict=True)}


def _same_work(work: str, subject: Document | None) -> bool:
    return subject is not None and work == subject.metadata.work


def shares(values: Sequence[float]) -> list[float]:
    """The values from 0, the lowest, to 1, the highest."""
    lowest, highest = min(values, default=0.0), max(values, default=0.0)
    return [(value - lowest) / ((highest - lowest) or 1.0) for value in values]
