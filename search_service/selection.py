"""Chooses what is shown of what the index found, so that a list of ten holds ten different things.

    select([p1 of A, p2 of A, p1 of A's translation, …], "et", 10)  ->  [p1 of A, …]

- A table of contents names everything and tells nothing: it is left out. Bibliographies and bare
  headings come last.
- A document and its translations are one work. A work is shown in the reader's language where the
  index found it so, at the places that any version of it has won, and three times at most.
- Of passages that say the same nearly word for word, the best one is shown, the others come last
  (maximal marginal relevance, Carbonell & Goldstein, 1998, with a bar in place of a weight).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from corpus.documents import Document, Passage
from corpus.text import is_bare_heading, is_bibliography, is_contents, word_list

_PASSAGES_A_WORK = 3
_SHINGLE = 3  # words
_ALIKE = 0.8  # share of the shorter text's shingles that make it a copy


class Found(NamedTuple):
    """A passage that the index found; higher scores are better."""

    passage: Passage
    document: Document
    score: float


def select(found: Sequence[Found], lang: str, limit: int) -> list[Found]:
    """At most `limit` of the passages found, which come best first, for a reader of `lang`."""
    telling = [each for each in found if not is_contents(each.passage.text)]
    versions = _versions(telling, lang)
    first: list[Found] = []
    last: list[Found] = []
    seen: list[frozenset[tuple[str, ...]]] = []
    taken: Counter[str] = Counter()
    for each in telling:
        work = each.document.metadata.work
        if taken[work] == min(_PASSAGES_A_WORK, len(versions[work])):
            continue
        shown = versions[work][taken[work]]._replace(score=each.score)
        taken[work] += 1
        shingles = _shingles(shown.passage.text)
        if _is_weak(shown.passage) or any(_alike(shingles, other) for other in seen):
            last.append(shown)
            continue
        seen.append(shingles)
        first.append(shown)
        if len(first) == limit:
            break
    return _in_order([*first, *last][:limit])


def _versions(found: Sequence[Found], lang: str) -> dict[str, list[Found]]:
    """Work to the passages of the version to show: in the reader's language, else the best."""
    chosen: dict[str, Document] = {}
    for each in found:
        work = each.document.metadata.work
        known = chosen.setdefault(work, each.document)
        if known.metadata.lang != lang and each.document.metadata.lang == lang:
            chosen[work] = each.document
    versions: dict[str, list[Found]] = {}
    for each in found:
        if chosen[each.document.metadata.work].id == each.document.id:
            versions.setdefault(each.document.metadata.work, []).append(each)
    return versions


def _is_weak(passage: Passage) -> bool:
    return is_bare_heading(passage.text) or is_bibliography(passage.text)


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = [word.casefold() for word in word_list(text)]
    return frozenset(
        tuple(words[at : at + _SHINGLE]) for at in range(max(len(words) - _SHINGLE + 1, 1))
    )


def _alike(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    return len(one & other) >= _ALIKE * min(len(one), len(other))


def _in_order(chosen: Sequence[Found]) -> list[Found]:
    """What comes last scores no more than what comes before it."""
    kept: list[Found] = []
    for each in chosen:
        score = min(each.score, kept[-1].score) if kept else each.score
        kept.append(each._replace(score=score))
    return kept
