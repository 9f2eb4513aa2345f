"""How texts become what the index holds: the encoder, the words, and the calibration, joined.

The indexer asks for passages, the searcher for queries; both must come from the same
representation, whose `mark` names the index.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import reduce
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from corpus.ids import text_digest
from search_service.encoding.calibration import NO_NORMS, Calibration, Norms, telling
from search_service.encoding.encoder import Encoder, Encoding, Vectors
from search_service.queries.concepts import NO_NAMES, Concepts
from search_service.words import analyzer as lexical
from search_service.words.analyzer import Analyzer, SparseVector, expanded, merged, term_id

_AHEAD = 2  # batches that are encoded at once: no processor waits for the last text of one
_ALSO_WEIGHT = 0.5  # of a word that the query may mean as well: as likely as not
_GLOSSARY_WEIGHT = 0.7  # of a name that the query does not use itself


class PassageVectors(NamedTuple):
    """What the index keeps of a passage; `tokens` is None where late interaction is off."""

    dense: Vectors
    tokens: Vectors | None
    lexical: SparseVector


class QueryVectors(NamedTuple):
    """What a query is compared by, and what its scores are measured by in each language.

    `words` is how many it has, by their weights in the lexical leg, before any is translated.
    """

    dense: Vectors
    tokens: Vectors | None
    lexical: SparseVector
    norms: Norms
    words: float = 0.0

    @property
    def telling(self) -> Vectors | None:
        """The token vectors without those that weigh nothing."""
        return None if self.tokens is None else telling(self.tokens)


Owner = TypeVar("Owner")


class Batch(NamedTuple, Generic[Owner]):
    """Passages to encode together, and whose they are."""

    owner: Owner
    texts: Sequence[str]
    langs: Sequence[str]


class Representation:
    """Makes vectors; without a calibration, the model's and the words' own."""

    def __init__(
        self,
        encoder: Encoder,
        analyzer: Analyzer,
        calibration: Calibration | None = None,
        concepts: Concepts | None = None,
        *,
        with_tokens: bool = False,
    ) -> None:
        self._encoder = encoder
        self._analyzer = analyzer
        self._calibration = calibration
        self._concepts = concepts
        self.with_tokens = with_tokens and calibration is not None
        self.dimensions = encoder.dimensions

    @property
    def mark(self) -> str:
        """Twelve digits that change whenever an index made with other parts would be wrong."""
        calibrated = self._calibration.mark if self._calibration else "plain"
        parts = (lexical.VERSION, self._encoder.name, calibrated, str(self.with_tokens))
        return text_digest("\n".join(parts))[:12]

    @property
    def fair(self) -> bool:
        """Whether scores are made equal between languages."""
        return self._calibration is not None

    def passages(self, texts: Sequence[str], langs: Sequence[str]) -> list[PassageVectors]:
        """The vectors of passages, in order."""
        return self._passages(texts, langs, self._encoder.encode(texts, "passage"))

    def dense(self, texts: Sequence[str], langs: Sequence[str]) -> list[Vectors]:
        """Of the vectors of passages the dense ones alone: no words are analysed for them."""
        encodings = self._encoder.encode(texts, "passage")
        return [self._dense(lang, each) for lang, each in zip(langs, encodings, strict=True)]

    def in_turn(
        self, batches: Iterable[Batch[Owner]]
    ) -> Iterator[tuple[Owner, list[PassageVectors]]]:
        """As `passages` of each batch; the next two are encoded while the caller deals with one."""
        begun: deque[tuple[Batch[Owner], Future[list[Encoding]]]] = deque()
        with ThreadPoolExecutor(_AHEAD) as pool:
            for batch in batches:
                begun.append((batch, pool.submit(self._encoder.encode, batch.texts, "passage")))
                if len(begun) > _AHEAD:
                    yield self._made(*begun.popleft())
            for each in begun:
                yield self._made(*each)

    def _made(
        self, batch: Batch[Owner], task: Future[list[Encoding]]
    ) -> tuple[Owner, list[PassageVectors]]:
        return batch.owner, self._passages(batch.texts, batch.langs, task.result())

    def readings(self, texts: Sequence[str], langs: Sequence[str]) -> list[PassageVectors]:
        """As `passages`, but with one vector for each token, in the text's order."""
        encodings = self._encoder.encode(texts, "passage")
        known = self._calibration
        return [
            self._passage(text, lang, encoding)._replace(
                tokens=known.tokens(encoding, "passage", lang)
                if known and self.with_tokens
                else None
            )
            for text, lang, encoding in zip(texts, langs, encodings, strict=True)
        ]

    def query(self, text: str, lang: str, also: Sequence[str] = ()) -> QueryVectors:
        """The vectors of a query; `also` are words that it may mean as well."""
        words = self._analyzer.query_vector(text, lang)
        asked = sum(words.values)
        if also:
            others = self._analyzer.query_vector(" ".join(also), lang)
            words = merged(words, others, _ALSO_WEIGHT)
        known = self._calibration
        if known is None:
            (encoding,) = self._encoder.encode([text], "query")
            return QueryVectors(encoding.vector, None, words, NO_NORMS, asked)
        names = self._concepts.names(text, lang) if self._concepts else NO_NAMES
        said = " ".join([text, *names.preferred, *names.elsewhere])
        (encoding,) = self._encoder.encode([said], "query")
        vector = known.vector(encoding, "query", lang)
        tokens = known.query_tokens(encoding, lang) if self.with_tokens else None
        translated = expanded(words, lambda term: known.translations(term, lang))
        here = self._analyzer.query_vector(" ".join(names.here), lang)
        elsewhere = self._analyzer.query_vector(" ".join(names.elsewhere), _other(lang))
        return QueryVectors(
            vector,
            tokens,
            reduce(_with_names, (here, elsewhere), translated),
            known.norms(vector, tokens, lang),
            asked,
        )

    def similarity(
        self, query: QueryVectors, texts: Sequence[str], langs: Sequence[str]
    ) -> Vectors:
        """How alike each text is to the query: late interaction where there is any, else cosine."""
        found = self.passages(texts, langs)
        if query.tokens is None:
            return np.array([each.dense @ query.dense for each in found], np.float32)
        return np.array(
            [
                (query.tokens @ each.tokens.T).max(axis=1).sum()
                for each in found
                if each.tokens is not None
            ],
            np.float32,
        )

    def senses(self, word: str, lang: str) -> dict[int, float]:
        """The terms that stand for a query's word in either language, 1 for its own.

        The glossary's other names in its own language count where they are one word, and whole.
        """
        own = self._analyzer.query_vector(word, lang)
        known = self._calibration
        both = expanded(own, lambda term: known.translations(term, lang)) if known else own
        senses = dict(zip(both.indices, both.values, strict=True))
        for name in self._concepts.names(word, lang).here if self._concepts else ():
            if " " not in name:
                term = term_id(*self._analyzer.lemmas([name], lang))
                senses[term] = max(senses.get(term, 0.0), _GLOSSARY_WEIGHT)
        return senses

    def _passages(
        self, texts: Sequence[str], langs: Sequence[str], encodings: Sequence[Encoding]
    ) -> list[PassageVectors]:
        return [self._passage(*each) for each in zip(texts, langs, encodings, strict=True)]

    def _passage(self, text: str, lang: str, encoding: Encoding) -> PassageVectors:
        words = self._analyzer.passage_vector(text, lang)
        known = self._calibration
        if known is None:
            return PassageVectors(encoding.vector, None, words)
        tokens = known.passage_tokens(encoding, lang) if self.with_tokens else None
        return PassageVectors(self._dense(lang, encoding), tokens, words)

    def _dense(self, lang: str, encoding: Encoding) -> Vectors:
        known = self._calibration
        return known.vector(encoding, "passage", lang) if known else encoding.vector


def _other(lang: str) -> str:
    return "en" if lang == "et" else "et"


def _with_names(words: SparseVector, names: SparseVector) -> SparseVector:
    return merged(words, names, _GLOSSARY_WEIGHT)
