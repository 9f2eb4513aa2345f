"""How often the library's own passages write a word, by language: what a typed word may stand for.

    LibraryWords(store).marked("vaike")        ->  ["väike"]
    LibraryWords(store).count("väike")         ->  25
    LibraryWords(store).uses("väike")          ->  63: of the word in any form, and in compounds
    LibraryWords(store).plain_words()["vaike"] ->  "väike"
    LibraryWords(store).inside("soome", "et")  ->  {"Soome": 31, "soome": 2}

Counted at first use, and anew once the store has changed. Differs from `analyzer`, which knows the
words of a language, not which of them the library uses.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from corpus.store.store import CorpusStore
from corpus.text.normalising import LETTERS
from search_service.queries.plain_letters import is_plain, plain
from search_service.words.analyzer import all_readings

_INSIDE = re.compile(r"(?<=[a-zõäöüšž,;] )[A-ZÕÄÖÜŠŽ][^\W\d_]+")  # of a sentence: a name
# Passages that are read: half a second's work. More change little in which form is commoner.
_SAMPLE = 5_000
_NONE: Mapping[str, int] = {}


@dataclass(frozen=True)
class _Counted:
    """Words of one language: how often each stands, and how it is written inside sentences."""

    words: Counter[str]  # in small letters
    marked: dict[str, list[str]]  # the word in plain letters to the words with marks
    inside: dict[str, dict[str, int]]

    @cached_property
    def lemmas(self) -> Counter[str]:
        """How often each Estonian lemma stands, and each part of a compound; half a second."""
        found: Counter[str] = Counter()
        for word, readings in zip(self.words, all_readings(list(self.words)), strict=True):
            for lemma in {name for each in readings for name in (each.lemma, *each.parts)}:
                found[lemma] += self.words[word]
        return found


class _Plain(NamedTuple):
    """Words of all languages without marks: how often, and how they are written mostly."""

    words: Counter[str]
    forms: dict[str, str]


@dataclass(frozen=True)
class _Kept:
    position: int
    counted: dict[str, _Counted]

    @cached_property
    def plain(self) -> _Plain:
        """The words of both languages without marks."""
        often: Counter[str] = Counter()
        forms: dict[str, str] = {}
        every = Counter[str]()
        for each in self.counted.values():
            every.update(each.words)
        for word, n in every.most_common():
            often[plain(word)] += n
            forms.setdefault(plain(word), word)
        return _Plain(often, forms)


class LibraryWords:
    """Counts the words of the store's passages, and keeps them while the store stays the same."""

    def __init__(self, store: CorpusStore) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._kept: _Kept | None = None

    def marked(self, word: str) -> list[str]:
        """The words of the Estonian passages that a plain word in small letters is with marks."""
        return self._now("et").marked.get(word, [])

    def count(self, word: str) -> int:
        """How often the Estonian passages have the word, whatever the capitals."""
        return self._now("et").words[word.lower()]

    def uses(self, lemma: str) -> int:
        """How often the Estonian passages have a lemma in any form, or as a part of a compound."""
        return self._now("et").lemmas[lemma]

    def inside(self, word: str, lang: str) -> Mapping[str, int]:
        """How often a word is written in which capitals, where these are not a sentence's first.

        In the passages in Estonian for "et", in all others for any other language.
        """
        return self._now(lang).inside.get(word.lower(), _NONE)

    def plain_words(self) -> Mapping[str, str]:
        """The words of all passages without marks, each with the form that is written most."""
        return self._plain().forms

    def often(self, word: str) -> int:
        """How often a word of `plain_words` stands, in any form that it is without marks."""
        return self._plain().words[word]

    def _plain(self) -> _Plain:
        self._now("et")
        kept = self._kept
        assert kept
        return kept.plain

    def _now(self, lang: str) -> _Counted:
        position = self._store.position()
        with self._lock:
            if self._kept is None or self._kept.position != position:
                self._kept = _Kept(position, self._count())
            return self._kept.counted["et" if lang == "et" else "en"]

    def _count(self) -> dict[str, _Counted]:
        texts: dict[str, list[str]] = {"et": [], "en": []}
        for lang, text in self._store.sample(_SAMPLE):
            texts["et" if lang == "et" else "en"].append(text)
        return {lang: _counted("\n".join(each)) for lang, each in texts.items()}


def _counted(text: str) -> _Counted:
    names = Counter(_INSIDE.findall(text))
    words: Counter[str] = Counter()
    marked: dict[str, list[str]] = {}
    inside: dict[str, dict[str, int]] = {}
    for form, n in Counter(LETTERS.findall(text)).items():
        small = form.lower()
        if small not in words and not is_plain(small):
            marked.setdefault(plain(small), []).append(small)
        words[small] += n
        capitals = len(form) > 1 and form.isupper()
        if times := n if form == small or capitals else names[form]:
            inside.setdefault(small, {})[form] = times
    return _Counted(words, marked, inside)
