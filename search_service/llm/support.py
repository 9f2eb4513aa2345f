"""Whether a sentence says only what its quote says: one check after another, the first wins.

    Support(representation, analyzer, translate).fault(sentence, "et", [citation])  ->  "numbers"

The quote stands in the document character for character (`writer` sees to that) and was widened
to whole sentences, so that "did reduce" cannot be cut out of "did not reduce". What a sentence
may get wrong besides: markup, language, numbers, denial, certainty, direction, names, subject,
and more than was said. Each is checked by what tells it best: words and numbers exactly, the
subject by calibrated vectors, which reach across languages. `sikk eval support` measures it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from corpus.text.language import QUERY_LANGUAGES, detect
from search_service.answers.answer import Citation
from search_service.encoding.encoder import Vectors
from search_service.encoding.representation import Representation
from search_service.llm.instructions import speaks_to_model
from search_service.llm.names import Names, Translate, country_names
from search_service.llm.polarity import denials, hedges, turns
from search_service.words.analyzer import Analyzer, term_id
from search_service.words.numbers import SURE, Number, read

MARKUP = "markup"  # a link, code, a sign that no sentence of prose has
TOO_LONG = "too_long"
INSTRUCTION = "instruction"  # it speaks to a model, or repeats what does
LANGUAGE = "language"  # not the asker's
NUMBERS = "numbers"  # a number that the quote does not have, or has of something else
NEGATION = "negation"  # one denies what the other says
CERTAINTY = "certainty"  # the quote says "may" or "aims to", the sentence says "does"
DIRECTION = "direction"  # it rises or falls where the quote does not say so
NAMES = "names"  # a name that neither the quote nor its document's description has
SIMILARITY = "similarity"  # it is about something else
EXTRA = "extra"  # a part of it stands nowhere in the quote
FAULTS = (
    MARKUP, TOO_LONG, INSTRUCTION, LANGUAGE, NUMBERS, NEGATION, CERTAINTY, DIRECTION, NAMES,
    SIMILARITY, EXTRA,
)  # fmt: skip


class Bars(NamedTuple):
    """What a sentence must reach against its quotes.

    `mean`: the IDF-weighted mean of its tokens' best matches; `window`: the same over any eight
    tokens in a row; `vector`: cosine of the whole; `words`: share of its words that are known.
    """

    mean: float
    window: float
    vector: float
    words: float


# Chosen on half of the library's own translations and by hand: docs/language-model.md.
ACROSS = Bars(mean=0.41, window=0.38, vector=0.40, words=0.35)
WITHIN = Bars(mean=0.66, window=0.50, vector=0.50, words=0.50)  # in one language; chosen so
PLAIN_BAR = 0.86  # cosine of a model that has no calibration; by hand, on multilingual-e5-small
_WINDOW = 8  # tokens; by hand: a few words that stand nowhere in the quote
_LONGEST = 400  # characters of a sentence; by hand
_LONGER = 1.6  # times the quote's length that a sentence may have at most …; by hand
_FREE = 60  # … besides so many characters; by hand
_ENOUGH_TO_TELL = 24  # characters from which a language is told surely; by hand
_NEAR = 40  # characters between a number and what it counts; by hand: half a line

_MARKUP = re.compile(
    r"https?:|www\.|://|\b[\w-]+\.(?:com|org|net|io|ee|eu|xyz|ru|info|example|test|dev|app)\b(?!\w)|"
    r"[<>{}`|\\^~]|\]\(|!\[|\*\*|__|&#?\w+;|%[0-9a-f]{2}|\bjavascript\b|[\w.]+@[\w.]+\.\w",
    re.I,
)
_CONTENT = re.compile(r"[^\W\d_]{4,}")


class Support:
    """Checks sentences; holds no state of its own."""

    def __init__(
        self,
        representation: Representation,
        analyzer: Analyzer,
        translate: Translate,
        speaks: Callable[[str], bool] = speaks_to_model,
    ) -> None:
        self._speaks = speaks
        self._representation = representation
        self._analyzer = analyzer
        self._translate = translate
        self._names = Names(analyzer, translate)

    def fault(self, text: str, lang: str, citations: Sequence[Citation]) -> str | None:
        """The first check that the sentence fails, one of FAULTS; None if it is proved."""
        return next(self._faults(text, lang, citations), None)

    def _faults(self, text: str, lang: str, citations: Sequence[Citation]) -> Iterator[str]:
        quotes = [(citation.quote, citation.hit.passage.lang) for citation in citations]
        length = sum(len(quote) for quote, _ in quotes)
        checks: tuple[tuple[str, Callable[[], bool]], ...] = (
            (MARKUP, lambda: not is_prose(text)),
            (TOO_LONG, lambda: len(text) > _LONGEST),
            (INSTRUCTION, lambda: any(map(self._speaks, (text, *(q for q, _ in quotes))))),
            (LANGUAGE, lambda: not _in_language(text, lang)),
            (NUMBERS, lambda: not self._numbers_stand(text, lang, quotes)),
            (NEGATION, lambda: _denied_otherwise(text, lang, quotes)),
            (CERTAINTY, lambda: not hedges(text, lang) and any(hedges(*q) for q in quotes)),
            (DIRECTION, lambda: turns(text, " ".join(quote for quote, _ in quotes))),
            (NAMES, lambda: bool(self._names.unknown(text, lang, _source(citations)))),
            (EXTRA, lambda: len(text) > _LONGER * length + _FREE),
        )
        yield from (fault for fault, fails in checks if fails())
        fault = self._compared(text, lang, citations)
        if fault:
            yield fault

    def _compared(self, text: str, lang: str, citations: Sequence[Citation]) -> str | None:
        """By vectors: is it about the same, and is every part of it?"""
        query = self._representation.query(text, lang)
        quotes = [citation.quote for citation in citations]
        langs = [citation.hit.passage.lang for citation in citations]
        found = self._representation.passages(quotes, langs)
        alike = max(float(each.dense @ query.dense) for each in found)
        telling = query.telling
        if telling is None:
            return SIMILARITY if alike < PLAIN_BAR else None
        bars = WITHIN if lang in langs else ACROSS
        tokens = np.concatenate([each.tokens for each in found if each.tokens is not None])
        matches = (telling @ tokens.T).max(axis=1)
        weights = np.linalg.norm(telling, axis=1)
        if alike < bars.vector or matches.sum() / weights.sum() < bars.mean:
            return SIMILARITY
        known = self._share_known(text, lang, citations)
        weak = _weakest_window(matches, weights) < bars.window
        return EXTRA if weak or known < bars.words else None

    def _share_known(self, text: str, lang: str, citations: Sequence[Citation]) -> float:
        """How much of the sentence's words, or of their translations, the source has."""
        source = _source(citations)
        langs = {lang} | {citation.hit.passage.lang for citation in citations}
        given = {term_id(term) for at in langs for term in self._analyzer.terms(source, at)}
        words = _CONTENT.findall(text)
        return sum(self._known(word, lang, given) for word in words) / len(words) if words else 1.0

    def _known(self, word: str, lang: str, given: set[int]) -> bool:
        terms = [term_id(term) for term in self._analyzer.terms(word, lang)]
        return any(
            term in given or any(to in given for to, _ in self._translate(term, lang))
            for term in terms
        )

    def _numbers_stand(self, text: str, lang: str, quotes: Sequence[tuple[str, str]]) -> bool:
        """Whether every number is one of the quote's, and of what the quote counts.

        Strict with the sentence, generous with the quote: "üks" proves "1" and claims nothing.
        """
        given = [(q, at, read(q, at)) for q, at in quotes]
        claimed = [number for number in read(text, lang) if number.kind in SURE]
        said = Counter(number.value for number in claimed)
        there = Counter(other.value for _, _, found in given for other in found)
        return said <= there and all(
            any(
                _equal(number, other) and not self._counts_other(text, lang, number, q, at, found)
                for q, at, found in given
                for other in found
            )
            for number in claimed
        )

    def _counts_other(
        self, text: str, lang: str, number: Number, quote: str, at: str, found: list[Number]
    ) -> bool:
        """Whether the quote has what the sentence counts beside another number only.

        "827 mentors" is not what "827 learners and 810 mentors" says.
        """
        counted = _CONTENT.search(text, number.end, number.end + _NEAR)
        if counted is None or _unit(number):
            return False
        terms = set()
        for term in map(term_id, self._analyzer.terms(counted.group(), lang)):
            terms |= {term} if lang == at else {to for to, _ in self._translate(term, lang)}
        beside = [
            other
            for other in found
            if not _unit(other)
            and (word := _CONTENT.search(quote, other.end, other.end + _NEAR))
            and terms & set(map(term_id, self._analyzer.terms(word.group(), at)))
        ]
        return bool(beside) and not any(_equal(number, other) for other in beside)


def is_prose(text: str) -> bool:
    """Whether the text is a sentence of plain words: no links, markup or invisible signs."""
    if not any(c.isalpha() for c in text) or _MARKUP.search(text):
        return False
    return all(unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs", "Cn") for c in text)


def _in_language(text: str, lang: str) -> bool:
    if len(text) < _ENOUGH_TO_TELL:
        return True
    return detect(text, among=QUERY_LANGUAGES, default=lang) == lang


def _equal(number: Number, other: Number) -> bool:
    if number.value != other.value:
        return False
    return _unit(number) == _unit(other) or (not _unit(number) and not other.is_share)


def _unit(number: Number) -> str:
    """A currency or a share; lengths and weights are words of the sentence like others."""
    return number.unit if number.is_money or number.is_share else ""


def _denied_otherwise(text: str, lang: str, quotes: Sequence[tuple[str, str]]) -> bool:
    """Whether the sentence denies more often than the quotes, or nothing where they do."""
    said, given = denials(text, lang), sum(denials(*quote) for quote in quotes)
    return said > given or (given > 0 and said == 0)


def _source(citations: Sequence[Citation]) -> str:
    parts: list[str] = []
    for citation in citations:
        metadata = citation.hit.document.metadata
        parts += [
            citation.quote, metadata.title, citation.hit.passage.section, metadata.place or "",
            country_names(metadata.country), *metadata.organisations,
        ]  # fmt: skip
    return "\n".join(parts)


def _weakest_window(matches: Vectors, weights: Vectors) -> float:
    if len(weights) <= _WINDOW:
        return float(matches.sum() / weights.sum())
    sums = [np.convolve(values, np.ones(_WINDOW), "valid") for values in (matches, weights)]
    return float((sums[0] / np.maximum(sums[1], 1e-9)).min())
