"""Precision and recall of the search for duplicates, on made copies and hidden translations.

    sikk eval copies

Near copies are made of the present library's documents: 10 to 50 of 100 sentences are another
document's. Translations are the library's own, whose links are hidden. Every other pair of the
library, many on the same topic, is a wrong one. Works fall by the hash of their ids into the half
"dev", on which the bars were chosen, and "test". `evals.library.duplicates` is about passages.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from corpus.documents import Document, Passage
from corpus.ids import text_digest
from corpus.settings import Settings
from corpus.text.normalising import word_list
from corpus.wiring import open_store
from search_service.documents import duplicates
from search_service.documents.duplicates import DocumentPair, Vectors, vectors_of
from search_service.wiring import open_representation

_SEED = 16
_SHARES = (0.1, 0.2, 0.3, 0.4, 0.5)  # of the sentences that another document's replace
_COPY = "copy-of-"


class CopyScore(NamedTuple):
    """How many pairs of a kind were found, rightly and wrongly, and how many were not."""

    kind: str
    right: int
    wrong: int
    missed: int

    def as_json(self) -> dict[str, object]:
        """The counts with precision and recall."""
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missed)
        return self._asdict() | {"precision": round(precision, 4), "recall": round(recall, 4)}


def measure(settings: Settings, half: str) -> list[CopyScore]:
    """The scores of each kind on that half of the present library."""
    with open_store(settings) as store:
        documents = [d for d in store.documents() if d.passages and _half(d) == half]
        passages = {d.id: store.passages_of(d.id) for d in documents}
    return [
        *_copy_scores(documents, passages),
        _translation_score(documents, _vectors(settings, documents, passages)),
    ]


def _half(document: Document) -> str:
    return "dev" if int(text_digest(document.metadata.work)[:4], 16) % 2 else "test"


def _copy_scores(
    documents: Sequence[Document], passages: Mapping[str, Sequence[Passage]]
) -> list[CopyScore]:
    """Exact copies and near ones, each share of changed sentences by itself."""
    sentences = {d.id: _sentences(passages[d.id]) for d in documents}
    originals = {each: _flat(said) for each, said in sentences.items()}
    draw = random.Random(_SEED)  # noqa: S311 - no secret depends on it
    scores = []
    for share in (0.0, *_SHARES):
        copies = {f"{_COPY}{d.id}": _copy(d, documents, sentences, share, draw) for d in documents}
        texts = originals | copies
        found = duplicates.near(texts) if share else duplicates.exact(texts)
        wanted = {(f"{_COPY}{d.id}", d.id) for d in documents}
        name = f"{duplicates.NEAR}, {share:.0%} changed" if share else duplicates.EXACT
        scores.append(_score(name, wanted, found))
    return scores


def _copy(
    document: Document,
    documents: Sequence[Document],
    sentences: Mapping[str, Sequence[Sequence[str]]],
    share: float,
    draw: random.Random,
) -> list[str]:
    """The document's words with that share of its sentences replaced by others of its language."""
    same = [d for d in documents if d.metadata.lang == document.metadata.lang and d != document]
    own = list(sentences[document.id])
    for place in draw.sample(range(len(own)), round(share * len(own))):
        own[place] = draw.choice(sentences[draw.choice(same).id])
    return _flat(own)


def _sentences(passages: Sequence[Passage]) -> list[list[str]]:
    """A document's sentences as words; what two passages share counts once."""
    from_text, end = [], 0
    for passage in passages:
        text = passage.text[max(0, end - passage.start) :].casefold()
        pieces = (word_list(piece) for line in text.split("\n") for piece in line.split(". "))
        from_text += [words for words in pieces if words]
        end = max(end, passage.end)
    return from_text


def _flat(sentences: Iterable[Sequence[str]]) -> list[str]:
    return [word for sentence in sentences for word in sentence]


def _vectors(
    settings: Settings, documents: Sequence[Document], passages: Mapping[str, Sequence[Passage]]
) -> dict[str, Vectors]:
    with open_representation(settings) as representation:
        return {d.id: vectors_of(representation, d, passages[d.id]) for d in documents}


def _translation_score(documents: Sequence[Document], vectors: Mapping[str, Vectors]) -> CopyScore:
    works = {d.id: d.metadata.work for d in documents}
    langs = {d.id: d.metadata.lang for d in documents}
    wanted = {
        (one, other)
        for one in works
        for other in works
        if one < other and works[one] == works[other] and langs[one] != langs[other]
    }
    return _score(duplicates.TRANSLATION, wanted, duplicates.translations(vectors, langs))


def _score(kind: str, wanted: set[tuple[str, str]], found: Sequence[DocumentPair]) -> CopyScore:
    """Pairs count in either order; one of two copies is that of their originals once more."""
    named = {frozenset(pair) for pair in wanted}
    pairs = {frozenset(p[1:3]) for p in found if not _of_copies(p)}
    right = len(pairs & named)
    return CopyScore(kind, right, len(pairs) - right, len(named) - right)


def _of_copies(pair: DocumentPair) -> bool:
    return pair.one.startswith(_COPY) and pair.other.startswith(_COPY)
