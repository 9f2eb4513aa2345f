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
from collections.abc import Container, Sequence
from typing import NamedTuple

from corpus.documents import Document, Passage
from corpus.text.scaffolding import is_bare_heading, is_bibliography, is_contents

OF_A_WORK = 3  # passages shown
_READ = 50  # places that anybody reads; further down weak passages and copies do no harm
_ALIKE = 0.8  # share of the shorter text's shingles that make it a copy


class Found(NamedTuple):
    """A passage that the index found; higher scores are better."""

    passage: Passage
    document: Document
    score: float


def select(
    found: Sequence[Found],
    lang: str,
    limit: int,
    quoting: Container[str] = (),
    of_a_work: int = OF_A_WORK,
) -> list[Found]:
    """At most `limit` of the passages found, which come best first, for a reader of `lang`.

    `quoting` are the ids of those that hold what the query quotes: no translation stands for them.
    """
    telling = [each for each in found if not is_contents(each.passage.text)]
    versions = _versions(telling, lang, quoting)
    first: list[Found] = []
    last: list[Found] = []
    shown_before = _Shown()
    taken: Counter[str] = Counter()
    for each in telling:
        work = each.document.metadata.work
        if taken[work] == min(of_a_work, len(versions[work])):
            continue
        shown = versions[work][taken[work]]._replace(score=each.score)
        taken[work] += 1
        if len(first) < _READ and (
            _is_weak(shown.passage) or shown_before.says_the_same(shown.passage.text)
        ):
            last.append(shown)
            continue
        first.append(shown)
        if len(first) == limit:
            break
    return _in_order([*first, *last][:limit])


def _versions(found: Sequence[Found], lang: str, quoting: Container[str]) -> dict[str, list[Found]]:
    """Work to the passages of the version to show: in the reader's language, else the best."""
    held = [each for each in found if each.passage.id in quoting]
    chosen = _in_language(found, lang) | _in_language(held, lang)
    versions: dict[str, list[Found]] = {}
    for each in found:
        if chosen[each.document.metadata.work].id == each.document.id:
            versions.setdefault(each.document.metadata.work, []).append(each)
    return versions


def _in_language(found: Sequence[Found], lang: str) -> dict[str, Document]:
    """Work to its version in the language, else to the best."""
    chosen: dict[str, Document] = {}
    for each in found:
        work = each.document.metadata.work
        known = chosen.setdefault(work, each.document)
        if known.metadata.lang != lang and each.document.metadata.lang == lang:
            chosen[work] = each.document
    return chosen


def _is_weak(passage: Passage) -> bool:
    return is_bare_heading(passage.text) or is_bibliography(passage.text)


class _Shown:
    """The word shingles of each passage that is shown already."""

    def __init__(self) -> None:
        self._shown: list[set[int]] = []

    def says_the_same(self, text: str) -> bool:
        """Whether the text is nearly one shown before; if not, it is one now."""
        own = _shingles(text)
        if any(len(own & one) >= _ALIKE * min(len(own), len(one)) for one in self._shown):
            return True
        self._shown.append(own)
        return False


def _shingles(text: str) -> set[int]:
    """All runs of three words, as hashes; of a shorter text, its words."""
    words = text.casefold().split()
    return set(map(hash, zip(words, words[1:], words[2:], strict=False))) or {hash(tuple(words))}


def _in_order(chosen: Sequence[Found]) -> list[Found]:
    """What comes last scores no more than what comes before it."""
    kept: list[Found] = []
    for each in chosen:
        score = min(each.score, kept[-1].score) if kept else each.score
        kept.append(each._replace(score=score))
    return kept
