"""The lexical leg: words as their language knows them, weighted as BM25, as sparse vectors.

    Analyzer().terms("loometalgutel", "et")  ->  ["loometalgud", "loome", "talgud"]
    Analyzer().terms("co-creation camps", "en")  ->  ["co", "creation", "camp"]
    Analyzer().terms("20 000 eurot", "et")  ->  ["20000", "euro"]

Estonian goes through Vabamorf (lemmas, and the parts of compounds); other languages through
simplemma. Beside these terms a vector knows each word exactly as it is written. A passage's
vector holds BM25's term-frequency part, a query's holds each term's weight; the engine multiplies
by the collection's IDF (Qdrant's `idf` modifier).

BM25: Robertson & Zaragoza, The Probabilistic Relevance Framework, 2009.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, cast

from search_service.words.vabamorf import vabamorf

VERSION = "lemmas-2"  # part of the index fingerprint: change it when terms or weights change

K1 = 1.2
B = 0.75
AVERAGE_TERMS = 130  # fixed, so that adding a document changes no other's weights
# Weights in a query, chosen on the development sets: a part says less than the whole word, and
# that a word stands in the same form says little beyond the word.
PART = 0.5
FORM = 0.2
WORD_OR_NUMBER = re.compile(r"\w+(?:[.,]\d+)*")  # with its decimals
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LONGEST_MEASURE = 2  # letters, by definition: km², cm³
_GROUPED = re.compile(r"(?<![\w.,])\d{1,3}(?:([ .,])\d{3})(?:\1\d{3})*(?![\d]|[.,]\d{3})")
_LONGEST = 64  # a longer "word" is noise
_FORM_MARK = "="  # no term of `terms` begins so


class SparseVector(NamedTuple):
    """Term ids (32-bit hashes, ascending) and their weights."""

    indices: list[int]
    values: list[float]


class WordReading(NamedTuple):
    """One analysis of an Estonian word: its lemma, the parts of a compound, its kind and form.

    Kind and form as Vabamorf names them: "A" is an adjective, "sg n" the nominative singular.
    """

    lemma: str
    parts: tuple[str, ...]
    kind: str
    form: str


class Analyzer:
    """Turns text into terms, and terms into sparse vectors."""

    def terms(self, text: str, lang: str) -> list[str]:
        """The text's terms in order; one word may give several, the whole word's first."""
        return [term for word in _words(text) for term in _analysed(word, lang)]

    def lemmas(self, words: Iterable[str], lang: str) -> list[str]:
        """The first term of each word: a compound whole; what is no word stays as it is."""
        return [next(iter(self.terms(word, lang)), word.lower()) for word in words]

    def knows(self, word: str, lang: str) -> bool:
        """Whether the language has the word, as it is written."""
        return bool(_readings(word)) if lang == "et" else _is_known(word, lang)

    def readings(self, word: str) -> tuple[WordReading, ...]:
        """What an Estonian word may be; nothing for one that Vabamorf does not know."""
        return _readings(word)

    def unknown(self, words: Iterable[str]) -> list[str]:
        """The Estonian words that Vabamorf has no analysis for: misspelt, foreign or names."""
        listed = list(words)
        found = all_readings(listed)
        return [word for word, readings in zip(listed, found, strict=True) if not readings]

    def passage_vector(self, text: str, lang: str) -> SparseVector:
        """BM25's term-frequency weights of a passage."""
        words = _words(text)
        counts = Counter(term for word in words for term in _analysed(word, lang))
        length = K1 * (1 - B + B * counts.total() / AVERAGE_TERMS)
        counts.update(_FORM_MARK + word for word in words)
        return _vector({t: n * (K1 + 1) / (n + length) for t, n in counts.items()})

    def query_vector(self, text: str, lang: str) -> SparseVector:
        """One for each different word of a query, less for its parts and its exact form."""
        weights: dict[str, float] = {}
        for word in _words(text):
            whole, *parts = _analysed(word, lang)
            weights[whole] = 1.0
            for part in parts:
                weights[part] = max(PART, weights.get(part, 0.0))
            weights[_FORM_MARK + word] = FORM
        return _vector(weights)


def _words(text: str) -> list[str]:
    """Words in lower case; a number without the marks between its thousands."""
    plain = _GROUPED.sub(lambda m: m[0].replace(m[1], ""), text)
    words = map(_without_mark, WORD_OR_NUMBER.findall(plain))
    return [w.lower() for w in words if 0 < len(w) <= _LONGEST]


def _without_mark(word: str) -> str:
    """The word without a note's raised number behind it; "m²" is a measure."""
    plain = word.rstrip(_RAISED)
    return plain if word[0].isdigit() or len(plain) > _LONGEST_MEASURE else word


def _analysed(word: str, lang: str) -> tuple[str, ...]:
    if word[0].isdigit():
        return (word.replace(",", "."),)
    return _estonian_word(word) if lang == "et" else (_lemma(word, lang),)


def all_readings(words: Sequence[str]) -> list[tuple[WordReading, ...]]:
    """What each of many Estonian words may be."""
    found = vabamorf().analyze(list(words), disambiguate=False, guess=False, propername=False)
    return [
        tuple(map(_reading, cast("list[dict[str, object]]", each["analysis"]))) for each in found
    ]


def _reading(analysis: dict[str, object]) -> WordReading:
    return WordReading(
        str(analysis["lemma"]),
        tuple(cast("list[str]", analysis["root_tokens"])),
        str(analysis["partofspeech"]),
        str(analysis["form"]),
    )


def term_id(term: str) -> int:
    """A term's place in sparse vectors: a 32-bit hash."""
    return zlib.crc32(term.encode())


def expanded(
    query: SparseVector, translate: Callable[[int], list[tuple[int, float]]]
) -> SparseVector:
    """The query's terms and their translations, each with the likeliest one's probability."""
    weights = dict(zip(query.indices, query.values, strict=True))
    for term, weight in zip(query.indices, query.values, strict=True):
        for target, probability in translate(term):
            weights[target] = max(weights.get(target, 0.0), weight * probability)
    return _sorted(weights)


def merged(first: SparseVector, second: SparseVector, weight: float) -> SparseVector:
    """The terms of both; of a shared one the greater weight, the second's times `weight`."""
    weights = dict(zip(first.indices, first.values, strict=True))
    for term, value in zip(second.indices, second.values, strict=True):
        weights[term] = max(weights.get(term, 0.0), weight * value)
    return _sorted(weights)


def _vector(weights: dict[str, float]) -> SparseVector:
    hashed: dict[int, float] = {}
    for term, weight in weights.items():
        key = term_id(term)
        hashed[key] = max(weight, hashed.get(key, 0.0))
    return _sorted(hashed)


def _sorted(weights: dict[int, float]) -> SparseVector:
    indices = sorted(weights)
    return SparseVector(indices, [weights[i] for i in indices])


@lru_cache(maxsize=100_000)
def _estonian_word(word: str) -> tuple[str, ...]:
    """The word's likeliest lemma and, for a compound, its parts."""
    (found,) = vabamorf().analyze([word], disambiguate=False, guess=True, propername=False)
    analyses = cast("list[dict[str, object]]", found["analysis"])
    if not analyses:
        return (word,)
    best = min(analyses, key=_compound_parts)
    lemma = str(best["lemma"]).lower()
    parts = [p.lower() for p in cast("list[str]", best["root_tokens"]) if len(p) > 2]
    return tuple(dict.fromkeys([lemma, *parts] if len(parts) > 1 else [lemma]))


@lru_cache(maxsize=100_000)
def _readings(word: str) -> tuple[WordReading, ...]:
    (found,) = all_readings([word])
    return found


@lru_cache(maxsize=100_000)
def _is_known(word: str, lang: str) -> bool:
    import simplemma

    return simplemma.is_known(word, lang=lang if lang in _SIMPLEMMA else "en")


def _compound_parts(analysis: dict[str, object]) -> int:
    return len(cast("list[str]", analysis["root_tokens"]))


def _lemma(word: str, lang: str) -> str:
    import simplemma

    return simplemma.lemmatize(word, lang=lang if lang in _SIMPLEMMA else "en").lower()


_SIMPLEMMA = frozenset({"en", "de", "pl", "da", "fi", "sv", "lv", "lt", "ru"})
