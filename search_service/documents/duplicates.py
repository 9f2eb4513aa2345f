"""Documents that say the same: the same text twice, versions of a text, unlinked translations.

    Duplicates(documents, passages, vectors).pairs()
        ->  [DocumentPair("near", "report-2019", "report-2020", 0.71), …]

Exact: the same words in the same order. Near: many runs of words in common (MinHash finds the
candidates, their Jaccard index decides). Translation: in two languages, the passages of each are
nearest to the other's. What the catalogue already links is left out. A pair is a proposal: a
curator decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.documents import Document, Passage
from corpus.ids import digest, text_digest
from corpus.text.normalising import word_list
from search_service.encoding.representation import Representation
from search_service.index.indexer import indexed_text

EXACT, NEAR, TRANSLATION = "exact", "near", "translation"

_RUN = 3  # words
_PERMUTATIONS = 128  # of MinHash; the library's own default
# The three bars were chosen on the halves "dev" of `sikk eval copies`, between pairs and others.
_NEAR = 0.2  # of all runs of words; of two thirds of the sentences a half remains
_COSINE, _SHARE = 0.42, 0.4  # of the passages, on average; of them, whose nearest is the other's

Vectors = NDArray[np.float32]


class DocumentPair(NamedTuple):
    """Two documents, in order of id, and how alike they are, from 0 to 1."""

    kind: str
    one: str
    other: str
    likeness: float

    def as_json(self) -> dict[str, object]:
        """The pair as a program reads it."""
        return {
            "kind": self.kind,
            "documents": [self.one, self.other],
            "likeness": round(self.likeness, 3),
            "proposal": self.proposal,
        }

    @property
    def proposal(self) -> str:
        """What a curator may do."""
        if self.kind == EXACT:
            return f"remove one of them: `sikk corpus remove {self.other}`"
        if self.kind == TRANSLATION:
            return (
                "if one is the original of the other: "
                f"`sikk corpus edit {self.other} translation_of={self.one}`"
            )
        return (
            "if one is an earlier version of the other, withdraw it: "
            f"`sikk corpus edit {self.one} status=withdrawn`"
        )


class Duplicates:
    """Looks for pairs among documents whose passages have vectors of length 1."""

    def __init__(
        self,
        documents: Sequence[Document],
        passages: Mapping[str, Sequence[Passage]],
        vectors: Mapping[str, Vectors],
    ) -> None:
        self._documents = {document.id: document for document in documents}
        self._passages = passages
        self._vectors = vectors

    def pairs(self) -> list[DocumentPair]:
        """Exact ones, near ones, translations; the most alike first."""
        texts = {each: _words(passages) for each, passages in self._passages.items()}
        same = exact(texts)
        known = {pair[1:3] for pair in same}
        alike = [pair for pair in near(texts) if pair[1:3] not in known]
        langs = {each: self._documents[each].metadata.lang for each in self._vectors}
        found = [*same, *alike, *translations(self._vectors, langs)]
        return [pair for pair in found if not self._linked(pair)]

    def _linked(self, pair: DocumentPair) -> bool:
        one, other = (self._documents[each].metadata.work for each in pair[1:3])
        return one == other


def vectors_of(
    representation: Representation, document: Document, passages: Sequence[Passage]
) -> Vectors:
    """The passages' vectors as the index holds them, of length 1."""
    texts = [indexed_text(document, passage) for passage in passages]
    made = representation.passages(texts, [passage.lang for passage in passages])
    dense = np.stack([each.dense for each in made])
    return np.asarray(dense / np.linalg.norm(dense, axis=1, keepdims=True), np.float32)


def exact(texts: Mapping[str, Sequence[str]]) -> list[DocumentPair]:
    """The pairs of texts with the same words."""
    same: dict[str, list[str]] = defaultdict(list)
    for each, words in sorted(texts.items()):
        if words:
            same[text_digest(" ".join(words))].append(each)
    pairs = (pair for ids in same.values() for pair in combinations(ids, 2))
    return [DocumentPair(EXACT, *pair, 1.0) for pair in pairs]


def near(texts: Mapping[str, Sequence[str]], bar: float = _NEAR) -> list[DocumentPair]:
    """The pairs of texts that have many runs of words in common, the most alike first."""
    runs = {each: _runs(words) for each, words in sorted(texts.items())}
    found = ((*pair, _jaccard(runs[pair[0]], runs[pair[1]])) for pair in _candidates(runs, bar))
    pairs = [DocumentPair(NEAR, *each) for each in found if each[2] >= bar]
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair))


def translations(
    vectors: Mapping[str, Vectors],
    langs: Mapping[str, str],
    cosine: float = _COSINE,
    share: float = _SHARE,
) -> list[DocumentPair]:
    """The pairs in two languages whose passages match one another, the most alike first."""
    ids = sorted(each for each, rows in vectors.items() if len(rows))
    nearness, nearest = _matches(ids, vectors, langs)
    both = np.minimum(nearness, nearness.T)
    mutual = np.minimum(nearest, nearest.T)
    ones, others = np.nonzero(np.triu((both >= cosine) & (mutual >= share), 1))
    pairs = [
        DocumentPair(TRANSLATION, ids[a], ids[b], float(both[a, b]))
        for a, b in zip(ones, others, strict=True)
    ]
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair))


def _matches(
    ids: Sequence[str], vectors: Mapping[str, Vectors], langs: Mapping[str, str]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each document (row) and each in another language (column), over the row's passages:

    how near the column's nearest passage is on average, and the share for which no other document
    has a nearer one.
    """
    sizes = [len(vectors[each]) for each in ids]
    begins = np.cumsum([0, *sizes[:-1]])
    whole = np.concatenate([vectors[each] for each in ids]) if ids else np.zeros((0, 1))
    spoken = np.array([langs[each] for each in ids])
    nearness, nearest = np.full((2, len(ids), len(ids)), -1.0)
    for row, each in enumerate(ids):
        best = np.maximum.reduceat(vectors[each] @ whole.T, begins, axis=1)
        best[:, spoken == langs[each]] = -1.0
        nearness[row] = best.mean(axis=0)
        nearest[row] = np.bincount(best.argmax(axis=1), minlength=len(ids)) / len(best)
    return nearness, nearest


def _words(passages: Sequence[Passage]) -> list[str]:
    """A document's words; what two passages share counts once."""
    words, end = [], 0
    for passage in passages:
        words += word_list(passage.text[max(0, end - passage.start) :].casefold())
        end = max(end, passage.end)
    return words


def _runs(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(zip(*(words[at:] for at in range(_RUN)), strict=False))


def _jaccard(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    return len(one & other) / max(1, len(one | other))


def _candidates(
    runs: Mapping[str, frozenset[tuple[str, ...]]], bar: float
) -> Iterator[tuple[str, str]]:
    """Pairs that may reach the bar; MinHash misses few where it is asked for recall."""
    from datasketch import MinHash, MinHashLSH  # takes SciPy with it

    table = MinHashLSH(threshold=bar, num_perm=_PERMUTATIONS, weights=(0.1, 0.9))
    for each, own in runs.items():
        if not own:
            continue
        made = MinHash(num_perm=_PERMUTATIONS, hashfunc=_number)
        made.update_batch([" ".join(run).encode() for run in own])
        yield from ((earlier, each) for earlier in sorted(table.query(made)))
        table.insert(each, made)


def _number(data: bytes) -> int:
    return int(digest(data)[:8], 16)
