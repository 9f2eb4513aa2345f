"""Reads the best passages sentence by sentence: how near each is to each word of the question.

    CloseReader(representation, encoder, analyzer, cross, asked).read(question, hits)
        ->  [ReadHit(…), …]

A sentence's token vectors are a slice of its passage's, which the cache holds already: each
sentence is seen in its context. The cross-encoder reads question and passage together; what is
noted for the passage's work tells which of its sentences answer a like question. What follows, for
one sentence or a few together, is `windows`' business.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.catalogue.noted_questions import GAP, UNANSWERED, NotedQuestion, plain
from search_service.encoding.asked_alike import AskedAlike, Likeness
from search_service.encoding.cross_encoder import AnswerLogits, CrossEncoder
from search_service.encoding.encoder import Encoder, Vectors
from search_service.encoding.representation import PassageVectors, Representation
from search_service.index.indexer import indexed_text
from search_service.reading.question import Question, QuestionWord, letters
from search_service.reading.quotable import Sentence, quotable
from search_service.reading.sentence_roles import roles
from search_service.search.hits import SearchHit
from search_service.words.analyzer import Analyzer, term_id

Values = NDArray[np.float32]

_WORD = re.compile(r"[^\W\d_]{3,}")
# Logit of a sentence that stands past the model's longest text; by hand: below all others.
_UNREAD = -20.0
_ANSWERED = "answered"  # what all kinds of noted questions are that have an answer
_LIKE = 0.6  # of the shorter word's letter groups; by hand: fewer are chance


@dataclass(frozen=True, slots=True)
class ReadHit:
    """A hit's quotable sentences, and how near they are to the question.

    n sentences, m question tokens, w question words; tokens count by their share of the
    question's IDF, so that a column of `tokens` sums to a late-interaction score.
    """

    hit: SearchHit
    sentences: tuple[Sentence, ...]
    roles: tuple[str, ...]  # (n,): what each tells by where it stands
    tokens: Values  # (m, n): the best match of each token in each sentence
    tokens_passage: Values  # (m,): in the passage with its headings
    words: Values  # (w, n): whether a sentence has the word or a translation, by probability
    words_title: Values  # (w,): the same of title and headings
    dense: float  # the passage's cosine
    dense_sentences: Values  # (n,): the cosine of the sentence's mean token
    answering: Values  # (n,): the cross-encoder's logit of the answer standing in the sentence
    none: float  # its logit of the passage having no answer
    alike: Alike  # what is noted for its work that is like the question

    @property
    def work(self) -> str:
        """The id of the work that the passage is of."""
        return self.hit.document.metadata.work

    def line(self, first: int, last: int) -> str:
        """The text from the first sentence to the last, as it stands in the passage."""
        return self.hit.passage.text[self.sentences[first].start : self.sentences[last].end]


class Alike(NamedTuple):
    """How like the question are those noted for a work; 0 where none is noted.

    k places of the passage that answer noted questions, l that say of one that it is not known, n
    sentences. A row is the question's similarity times the share of the place in each sentence. Of
    a question that asks for several things the liker counts, it or one of its parts; `parts` has
    the rows of each part.
    """

    answering: Values  # (k, n)
    gaps: Values  # (l, n)
    answered: float = 0.0  # the similarity of the likest that the work answers, here or elsewhere
    unanswered: float = 0.0  # of the likest that it does not
    gap: float = 0.0  # of the likest of which it says that this is not known
    noted: bool = False  # whether anything is noted for the work
    parts: tuple[Values, ...] = ()  # of each part (k, n), the places that answer

    @classmethod
    def nothing(cls, sentences: int) -> Alike:
        """As where nothing is noted."""
        none = np.zeros((0, sentences), np.float32)
        return cls(none, none)


class CloseReader:
    """Reads hits for a question; holds no state of its own."""

    def __init__(
        self,
        representation: Representation,
        encoder: Encoder,
        analyzer: Analyzer,
        cross: CrossEncoder | None = None,
        asked: AskedAlike | None = None,
    ) -> None:
        self._representation = representation
        self._encoder = encoder
        self._analyzer = analyzer
        self._cross = cross
        self._asked = asked

    def read(self, question: Question, hits: Sequence[SearchHit]) -> list[ReadHit]:
        """The hits that have a sentence to quote, in order."""
        texts = [indexed_text(hit.document, hit.passage) for hit in hits]
        found = self._representation.readings(texts, [hit.passage.lang for hit in hits])
        crossed: Sequence[AnswerLogits | None] = [None] * len(hits)
        if self._cross:
            passages = [(hit.document.metadata.title, hit.passage.text) for hit in hits]
            crossed = self._cross.read(question.text, passages)
        works = {hit.document.metadata.work for hit in hits}
        asked = [self._alike(text, works) for text in (question.text, *question.parts)]
        read = (
            self._read(question, *e, [own.get(e[0].document.metadata.work, ()) for own in asked])
            for e in zip(hits, texts, found, crossed, strict=True)
        )
        return [each for each in read if each.sentences]

    def _alike(self, text: str, works: Collection[str]) -> Mapping[str, Sequence[Likeness]]:
        return self._asked.of(text, works) if self._asked else {}

    def _read(
        self,
        question: Question,
        hit: SearchHit,
        text: str,
        vectors: PassageVectors,
        crossed: AnswerLogits | None,
        likenesses: Sequence[Sequence[Likeness]],
    ) -> ReadHit:
        sentences = tuple(quotable(hit.passage, hit.document))
        lines = [hit.passage.text[s.start : s.end] for s in sentences]
        said = [self._said(line, hit.passage.lang) for line in lines]
        metadata = hit.document.metadata
        title = self._said(f"{metadata.title} {hit.passage.section}", metadata.lang)
        words = [[_match(word, terms) for terms in said] for word in question.words]
        near = self._near if question.vectors.tokens is not None else self._near_plain
        tokens, passage, dense = near(question, hit, text, vectors, sentences)
        return ReadHit(
            hit=hit,
            sentences=sentences,
            roles=tuple(roles(hit.passage, sentences)),
            tokens=tokens,
            tokens_passage=passage,
            words=np.array(words, np.float32).reshape(len(question.words), len(lines)),
            words_title=np.array([_match(word, title) for word in question.words], np.float32),
            dense=float(vectors.dense @ question.vectors.dense),
            dense_sentences=dense,
            answering=_answering(crossed, sentences),
            none=crossed.none if crossed else 0.0,
            alike=alike(lines, *likenesses),
        )

    def _near(
        self,
        question: Question,
        hit: SearchHit,
        text: str,
        vectors: PassageVectors,
        sentences: Sequence[Sentence],
    ) -> tuple[Values, Values, Values]:
        query, passage = question.vectors.tokens, vectors.tokens
        assert query is not None and passage is not None
        shift = len(text) - len(hit.passage.text)
        offsets = np.array(self._encoder.offsets(text, "passage")).reshape(-1, 2)[: len(passage)]
        scores = query @ passage.T
        mean = query.sum(axis=0)
        tokens = np.zeros((len(query), len(sentences)), np.float32)
        dense = np.zeros(len(sentences), np.float32)
        for i, s in enumerate(sentences):
            inside = (offsets[:, 0] < s.end + shift) & (offsets[:, 1] > s.start + shift)
            (own,) = np.nonzero(inside)
            if len(own):  # else it stands past the model's longest text
                tokens[:, i] = scores[:, own].max(axis=1)
                dense[i] = _cosine(mean, passage[own].mean(axis=0))
        return tokens, scores.max(axis=1), dense

    def _near_plain(
        self,
        question: Question,
        hit: SearchHit,
        _text: str,
        vectors: PassageVectors,
        sentences: Sequence[Sentence],
    ) -> tuple[Values, Values, Values]:
        """Without token vectors each sentence is encoded by itself, as one token."""
        lines = [hit.passage.text[s.start : s.end] for s in sentences]
        langs = [hit.passage.lang] * len(lines)
        alike = self._representation.similarity(question.vectors, lines, langs)
        whole = np.array([vectors.dense @ question.vectors.dense], np.float32)
        return alike[None], whole, alike

    def _said(self, text: str, lang: str) -> _Said:
        terms = {term_id(term) for term in self._analyzer.terms(text, lang)}
        return _Said(terms, [letters(word) for word in _WORD.findall(text)])


class _Said(NamedTuple):
    """The terms of a text, and the letter groups of each of its words."""

    terms: set[int]
    words: list[frozenset[str]]


def _match(word: QuestionWord, said: _Said) -> float:
    """By lemma or translation; else by shared letters, which joins "tapma" to "tapmine"."""
    known = max((p for term, p in word.senses.items() if term in said.terms), default=0.0)
    if known >= 1:
        return 1.0
    shared = max((_overlap(word.letters, each) for each in said.words), default=0.0)
    return max(known, shared if shared >= _LIKE else 0.0)


def _answering(crossed: AnswerLogits | None, sentences: Sequence[Sentence]) -> Values:
    """Of each sentence, its tokens' logits together: the logarithm of the sum of their odds."""
    if crossed is None:
        return np.zeros(len(sentences), np.float32)
    starts, ends = crossed.offsets.T
    inside = [crossed.logits[(starts < s.end) & (ends > s.start)] for s in sentences]
    together = [np.logaddexp.reduce(own) if len(own) else _UNREAD for own in inside]
    return np.array(together, np.float32)


def alike(lines: Sequence[str], whole: Sequence[Likeness], *parts: Sequence[Likeness]) -> Alike:
    """Where in these sentences the noted questions are answered, and how like they are.

    All noted questions of a work with their likeness to the question, and to each of its parts.
    """
    sentences = [plain(line) for line in lines]
    likenesses = [max(own, key=_similarity) for own in zip(whole, *parts, strict=True)]
    return Alike(
        _rows(sentences, likenesses, _ANSWERED),
        _rows(sentences, likenesses, GAP),
        _likest(likenesses, _ANSWERED),
        _likest(likenesses, UNANSWERED),
        _likest(likenesses, GAP),
        bool(likenesses),
        tuple(_rows(sentences, part, _ANSWERED) for part in parts),
    )


def likest(rows: Values, first: int, last: int) -> float:
    """How like the likest question is, of those with a row, that these sentences answer.

    Of an answer that they hold in part only, the likeness counts in part.
    """
    return float(rows[:, first : last + 1].sum(axis=1).max(initial=0.0))


def _rows(sentences: Sequence[str], likenesses: Sequence[Likeness], kind: str) -> Values:
    """A row a place that answers a question of the kind: its likeness, shared by length."""
    rows = []
    for note, similarity in likenesses:
        for place in note.answers if _kind(note) == kind else ():
            held = [len(s) if any(s in said for said in place) else 0 for s in sentences]
            if any(held):
                share = similarity / sum(map(len, place))
                rows.append(np.array(held, np.float32) * np.float32(share))
    return np.array(rows, np.float32).reshape(len(rows), len(sentences))


def _likest(likenesses: Sequence[Likeness], kind: str) -> float:
    return max((each.similarity for each in likenesses if _kind(each.note) == kind), default=0.0)


def _kind(note: NotedQuestion) -> str:
    return _ANSWERED if note.is_answered else note.kind


def _similarity(likeness: Likeness) -> float:
    return likeness.similarity


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if min(len(a), len(b)) > 1 else 0.0


def _cosine(a: Vectors, b: Vectors) -> float:
    return float(a @ b / ((np.linalg.norm(a) * np.linalg.norm(b)) or 1.0))
