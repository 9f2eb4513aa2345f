"""How alike the passages of different practices are: the search for boilerplate.

    sikk ingest && python -m evals.library.duplicates  # the ten most alike pairs by each measure

Two measures: the cosine of the product's calibrated vectors (what search confuses), and the
Jaccard index of word trigrams (what was copied). Only pairs of different practices count, so a
translation is never compared with its original. Paragraphs that stand word for word in many
documents, such as the notice at the end, are named and left out of the trigrams.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus import settings
from corpus.documents import Document, Passage
from corpus.store.store import CorpusStore
from corpus.text.normalising import word_list
from search_service.index.indexer import indexed_text

NOTICE_DOCUMENTS = 10  # a paragraph that stands in more is a notice
_SHINGLE = 3  # words
_SHOWN = 400  # characters of a passage

Vectors = NDArray[np.float32]


class Piece(NamedTuple):
    """A passage, its document, and its text without notices."""

    document: Document
    passage: Passage
    text: str


class Pair(NamedTuple):
    """Two passages of different works, and how alike they are."""

    score: float
    one: Piece
    other: Piece


def pieces(store: CorpusStore, kind: str = "practice") -> tuple[list[Piece], list[str]]:
    """The passages of all documents of a type, and the notices that were left out of them."""
    owned = [
        (document, passage)
        for document in store.documents()
        if document.metadata.type == kind
        for passage in store.passages_of(document.id)
    ]
    seen = Counter(p for d, passage in owned for p in {*_paragraphs(passage)})
    notices = {text for text, n in seen.items() if n > NOTICE_DOCUMENTS}
    found = [
        Piece(document, passage, "\n\n".join(p for p in _paragraphs(passage) if p not in notices))
        for document, passage in owned
    ]
    return found, sorted(notices)


def most_alike(found: Sequence[Piece], scores: NDArray[np.float32], most: int) -> list[Pair]:
    """The pairs of different works with the greatest scores, of each two documents the best."""
    works = np.array([piece.document.metadata.work for piece in found])
    allowed = np.triu(works[:, None] != works[None, :], 1)
    order = np.argsort(np.where(allowed, scores, -1.0), axis=None)[::-1]
    pairs: dict[tuple[str, str], Pair] = {}
    for place in order:
        if len(pairs) == most:
            break
        i, j = divmod(int(place), len(found))
        if allowed[i, j]:
            names = (found[i].document.id, found[j].document.id)
            pairs.setdefault(names, Pair(float(scores[i, j]), found[i], found[j]))
    return list(pairs.values())


def shared_trigrams(found: Sequence[Piece]) -> NDArray[np.float32]:
    """The Jaccard index of each two passages' word trigrams."""
    sets = [_shingles(piece.text) for piece in found]
    holders: dict[tuple[str, ...], list[int]] = {}
    for place, shingles in enumerate(sets):
        for shingle in shingles:
            holders.setdefault(shingle, []).append(place)
    common = np.zeros((len(sets), len(sets)), np.float32)
    for places in holders.values():
        common[np.ix_(places, places)] += 1
    sizes = np.array([len(shingles) for shingles in sets], np.float32)
    united = sizes[:, None] + sizes[None, :] - common
    return np.asarray(common / np.maximum(united, 1.0), np.float32)


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = [word.casefold() for word in word_list(text)]
    return set(zip(*(words[n:] for n in range(_SHINGLE)), strict=False))


def _paragraphs(passage: Passage) -> list[str]:
    return [paragraph.strip() for paragraph in passage.text.split("\n\n")]


def calibrated(found: Sequence[Piece], options: settings.Settings) -> Vectors:
    """The product's own vectors of the passages, of length 1."""
    from search_service.wiring import open_representation

    with open_representation(options) as representation:
        texts = [indexed_text(piece.document, piece.passage) for piece in found]
        made = representation.passages(texts, [piece.passage.lang for piece in found])
    dense = np.stack([each.dense for each in made])
    return np.asarray(dense / np.linalg.norm(dense, axis=1, keepdims=True), np.float32)


def main() -> None:
    """Prints the most alike pairs by both measures."""
    parser = argparse.ArgumentParser(description="Find passages of practices that are alike.")
    parser.add_argument("--data", type=Path, help="data folder with an ingested library")
    parser.add_argument("--most", type=int, default=10, help="pairs to show")
    arguments = parser.parse_args()
    options = settings.read(data=arguments.data)
    with closing(CorpusStore.in_folder(options.data)) as store:
        found, notices = pieces(store)
    print(f"{len(found)} passages of practices; left out of trigrams, as notices:")
    print(*(f"  “{notice}”" for notice in notices), sep="\n")
    vectors = calibrated(found, options)
    measures: list[tuple[str, Callable[[], Vectors]]] = [
        ("cosine of calibrated vectors", lambda: vectors @ vectors.T),
        ("Jaccard index of word trigrams", lambda: shared_trigrams(found)),
    ]
    for name, scores in measures:
        _tell(name, most_alike(found, scores(), arguments.most))


def _tell(name: str, pairs: Iterable[Pair]) -> None:
    print(f"\n{name}:")
    for score, one, other in pairs:
        print(f"{score:.3f}  {one.passage.id}  {other.passage.id}")
        for piece in (one, other):
            print(f"       {' '.join(piece.text.split())[:_SHOWN]}")


if __name__ == "__main__":
    main()
