"""How alike the passages of different practices are: the search for boilerplate.

    sikk eval duplicates  # the ten most alike pairs of the present library by each measure

Two measures: the cosine of the product's calibrated vectors (what search confuses), and the
Jaccard index of word trigrams (what was copied). Only pairs of different practices count, so a
translation is never compared with its original. Paragraphs that stand word for word in many
documents, such as the notice at the end, are named and left out of the trigrams.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer

from corpus.documents import Document, Passage
from corpus.errors import BadInput
from corpus.settings import Settings
from corpus.store.store import CorpusStore
from corpus.text.normalising import word_list
from search_service.index.indexer import indexed_text
from search_service.wiring import open_representation, open_store

NOTICE_DOCUMENTS = 10  # a paragraph that stands in more is a notice
_SHINGLE = 3  # words

Vectors = NDArray[np.float32]


class Piece(NamedTuple):
    """A passage, its document, and its text without notices."""

    document: Document
    passage: Passage
    text: str


class AlikePassages(NamedTuple):
    """Two passages of different works, and how alike they are."""

    score: float
    one: Piece
    other: Piece


class Likenesses(NamedTuple):
    """What was compared, what was left out of the trigrams, and the most alike by each measure."""

    passages: int
    notices: list[str]
    by_cosine: list[AlikePassages]
    by_trigrams: list[AlikePassages]


def survey(settings: Settings, most: int) -> Likenesses:
    """The most alike passages of the present library's practices.

    Raises:
        BadInput: it has no practices.
    """
    with closing(open_store(settings)) as store:
        found, notices = pieces(store)
    if not found:
        raise BadInput("the library holds no practices yet; run `sikk ingest` first")
    vectors = calibrated(found, settings)
    return Likenesses(
        passages=len(found),
        notices=notices,
        by_cosine=most_alike(found, vectors @ vectors.T, most),
        by_trigrams=most_alike(found, shared_trigrams(found), most),
    )


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


def most_alike(
    found: Sequence[Piece], scores: NDArray[np.float32], most: int
) -> list[AlikePassages]:
    """The pairs of different works with the greatest scores, of each two documents the best."""
    works = np.array([piece.document.metadata.work for piece in found])
    allowed = np.triu(works[:, None] != works[None, :], 1)
    order = np.argsort(np.where(allowed, scores, -1.0), axis=None)[::-1]
    pairs: dict[tuple[str, str], AlikePassages] = {}
    for place in order:
        if len(pairs) == most:
            break
        i, j = divmod(int(place), len(found))
        if allowed[i, j]:
            names = (found[i].document.id, found[j].document.id)
            pairs.setdefault(names, AlikePassages(float(scores[i, j]), found[i], found[j]))
    return list(pairs.values())


def shared_trigrams(found: Sequence[Piece]) -> NDArray[np.float32]:
    """The Jaccard index of each two passages' word trigrams."""
    having = CountVectorizer(analyzer=_shingles, binary=True, dtype=np.float32)
    holds = having.fit_transform([piece.text for piece in found])  # (passages, trigrams): 1 or 0
    common = (holds @ holds.T).toarray()
    sizes = common.diagonal()
    united = sizes[:, None] + sizes[None, :] - common
    return np.asarray(common / np.maximum(united, 1.0), np.float32)


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = [word.casefold() for word in word_list(text)]
    return set(zip(*(words[n:] for n in range(_SHINGLE)), strict=False))


def _paragraphs(passage: Passage) -> list[str]:
    return [paragraph.strip() for paragraph in passage.text.split("\n\n")]


def calibrated(found: Sequence[Piece], settings: Settings) -> Vectors:
    """The product's own vectors of the passages, of length 1."""
    with open_representation(settings) as representation:
        texts = [indexed_text(piece.document, piece.passage) for piece in found]
        made = representation.passages(texts, [piece.passage.lang for piece in found])
    dense = np.stack([each.dense for each in made])
    return np.asarray(dense / np.linalg.norm(dense, axis=1, keepdims=True), np.float32)
