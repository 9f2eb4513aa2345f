"""The same sentences in a document's translation, to stand beside a quote in another language.

    Beside(store, representation, encoder).translation(citation, "et")  ->  Citation or None

The translation is the corpus's own document (`translation_of`), never a machine's; its passage is
found by calibrated vectors, the sentences in it by late interaction in both directions. What is
shown is quoted word for word like any other quote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from corpus.documents import Document, Passage
from corpus.store.store import CorpusStore
from search_service.answers.answer import Citation
from search_service.encoding.encoder import Encoder, Vectors
from search_service.encoding.representation import Representation
from search_service.index.indexer import indexed_text
from search_service.reading.quotable import quotable
from search_service.search.hits import SearchHit
from search_service.words.number_roles import Stretch

# Of the translation that are read for sentences; by hand, since a cut may fall elsewhere.
_PASSAGES = 2
_LONGEST = 4  # sentences; by hand, since a translator may have cut one in two
# Closeness below which the sentences do not say the same; by hand, on the shipped translations.
_LEAST = 0.45


class Beside:
    """Aligns; holds no state of its own."""

    def __init__(
        self, store: CorpusStore, representation: Representation, encoder: Encoder
    ) -> None:
        self._store = store
        self._representation = representation
        self._encoder = encoder

    def translation(self, citation: Citation, lang: str) -> Citation | None:
        """The quote's sentences in that language, if a translation has them."""
        cited = citation.hit
        if cited.passage.lang == lang:
            return None
        for document in self._store.translations(cited.document.id):
            if document.metadata.lang == lang and document.metadata.status == "published":
                return self._aligned(citation, document)
        return None

    def _aligned(self, citation: Citation, document: Document) -> Citation | None:
        passages = self._store.passages_of(document.id)
        cited = citation.hit
        if not passages:
            return None
        texts = [indexed_text(document, passage) for passage in passages]
        found = self._representation.readings(texts, [passage.lang for passage in passages])
        (own,) = self._representation.readings(
            [indexed_text(cited.document, cited.passage)], [cited.passage.lang]
        )
        if own.tokens is None:
            return None
        spoken = self._slices(cited.document, cited.passage, own.tokens)
        wanted = spoken(citation.start, citation.end)
        nearest = np.argsort([-float(each.dense @ own.dense) for each in found], kind="stable")
        best, chosen = _LEAST, None
        for at in nearest[:_PASSAGES].tolist():
            passage, tokens = passages[at], found[at].tokens
            assert tokens is not None
            said = self._slices(document, passage, tokens)
            for start, end in _stretches(passage, document):
                closeness = _both_ways(wanted, said(start, end))
                if closeness > best:
                    hit = SearchHit(cited.rank, cited.score, passage, document)
                    best, chosen = closeness, Citation(hit, start, end, closeness)
        return chosen

    def _slices(
        self, document: Document, passage: Passage, tokens: Vectors
    ) -> Callable[[int, int], Vectors]:
        """Gives the vectors of the tokens that stand in the passage's characters `start:end`."""
        text = indexed_text(document, passage)
        shift = len(text) - len(passage.text)
        offsets = np.array(self._encoder.offsets(text, "passage")).reshape(-1, 2)[: len(tokens)]

        def own(start: int, end: int) -> Vectors:
            inside = (offsets[:, 0] < end + shift) & (offsets[:, 1] > start + shift)
            return np.asarray(tokens[: len(offsets)][inside], np.float32)

        return own


def _stretches(passage: Passage, document: Document) -> Iterator[Stretch]:
    sentences = quotable(passage, document)
    for first, sentence in enumerate(sentences):
        for last in sentences[first : first + _LONGEST]:
            if last.run == sentence.run:
                yield sentence.start, last.end


def _both_ways(a: Vectors, b: Vectors) -> float:
    """The mean best match of each token, in both directions: what either adds counts against."""
    if not len(a) or not len(b):
        return 0.0
    alike = a @ b.T
    return float(min(alike.max(axis=1).mean(), alike.max(axis=0).mean()))
