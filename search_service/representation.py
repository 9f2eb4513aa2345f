"""How texts become what the index holds: the encoder, the words, and the calibration, joined.

The indexer asks for passages, the searcher for queries; both must come from the same
representation, whose `mark` names the index.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corpus.ids import text_digest
from search_service import lexical
from search_service.calibration import Calibration, Norm
from search_service.encoder import Encoder, Encoding, Vectors
from search_service.lexical import Analyzer, SparseVector, expanded


class PassageVectors(NamedTuple):
    """What the index keeps of a passage; `tokens` is None where late interaction is off."""

    dense: Vectors
    tokens: Vectors | None
    lexical: SparseVector


class QueryVectors(NamedTuple):
    """What a query is compared by; `norms` are its habitual token scores by language."""

    dense: Vectors
    tokens: Vectors | None
    lexical: SparseVector
    norms: dict[str, Norm]


class Representation:
    """Makes vectors; without a calibration, the model's and the words' own."""

    def __init__(
        self,
        encoder: Encoder,
        analyzer: Analyzer,
        calibration: Calibration | None = None,
        *,
        with_tokens: bool = False,
    ) -> None:
        self._encoder = encoder
        self._analyzer = analyzer
        self._calibration = calibration
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
        encodings = self._encoder.encode(texts, "passage")
        return [self._passage(*each) for each in zip(texts, langs, encodings, strict=True)]

    def query(self, text: str, lang: str) -> QueryVectors:
        """The vectors of a query."""
        (encoding,) = self._encoder.encode([text], "query")
        words = self._analyzer.query_vector(text, lang)
        known = self._calibration
        if known is None:
            return QueryVectors(encoding.vector, None, words, {})
        return QueryVectors(
            known.vector(encoding, "query", lang),
            tokens := known.query_tokens(encoding, lang) if self.with_tokens else None,
            expanded(words, lambda term: known.translations(term, lang)),
            known.norms(tokens) if tokens is not None else {},
        )

    def _passage(self, text: str, lang: str, encoding: Encoding) -> PassageVectors:
        words = self._analyzer.passage_vector(text, lang)
        known = self._calibration
        if known is None:
            return PassageVectors(encoding.vector, None, words)
        tokens = known.tokens(encoding, "passage", lang) if self.with_tokens else None
        return PassageVectors(known.vector(encoding, "passage", lang), tokens, words)
