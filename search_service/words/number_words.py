"""The words and signs of numbers in both languages, as `numbers` reads them, compiled once.

    list(Words(["et"])("kolmekümne"))   ->  [NumberWord(30, "number", 0, 10, …)]
    UNITS.find("eurot", 0)              ->  ("EUR", 5)

They stand in `numbers.et.tsv` and `numbers.en.tsv`, a row for each meaning with its forms: `*` is
any ending, `+` one of the case endings that the file lists. Here they become expressions; what a
number is, and which of them count, is for `numbers` and its readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Literal, NamedTuple

from corpus import tables
from corpus.text.normalising import LETTERS

LANGUAGES = ("et", "en")
Kind = Literal[
    "number", "multiplier", "homonym", "article", "loose", "times", "fraction", "vague",
]  # fmt: skip
_KINDS: tuple[Kind, ...] = (
    "number", "multiplier", "times", "fraction", "vague", "homonym", "article", "loose",
)  # fmt: skip


class _Row(NamedTuple):
    """What some forms mean."""

    kind: str
    means: str
    forms: tuple[str, ...]


class NumberWord(NamedTuple):
    """A word that is a number: its value, its kind, where it stands."""

    value: Decimal
    kind: Kind
    start: int
    end: int
    inflected: bool  # it has a case ending, so that no smaller number belongs to it


def _rows(lang: str) -> list[_Row]:
    path = Path(__file__).with_name(f"numbers.{lang}.tsv")
    return [
        _Row(row["kind"], row["means"], tuple(row["forms"].split(", ")))
        for row in tables.rows(path, ("kind", "means", "forms"))
        if row["kind"] != "#"
    ]


_ROWS = {lang: _rows(lang) for lang in LANGUAGES}


def rows(kind: str, lang: str | None = None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The meanings of a kind with their forms, of one language or of both."""
    for each in LANGUAGES if lang is None else (lang,):
        yield from ((row.means, row.forms) for row in _ROWS[each] if row.kind == kind)


def any_form(kind: str, lang: str | None = None) -> str:
    """What matches any form of a kind; whole words, as far as a form does not end in `*`."""
    return "|".join(_form(form) for _, forms in rows(kind, lang) for form in forms)


class Units:
    """Shares, currencies and measures, by their codes."""

    def __init__(self, *kinds: str) -> None:
        said: dict[str, list[str]] = {}
        for kind in kinds:
            for code, forms in rows(kind):
                said.setdefault(code, []).extend(forms)
        self.codes = tuple(said)
        self.expression = "|".join(f"(?:{_any(forms)})" for forms in said.values())
        self._named = re.compile("|".join(f"({_any(forms)})" for forms in said.values()), re.I)

    def find(self, text: str, at: int) -> tuple[str, int] | None:
        """The code of the unit that begins there, and where it ends."""
        found = self._named.match(text, at)
        return (self._code(found), found.end()) if found else None

    def search(self, text: str) -> str:
        """The code of the unit that the text names first, or nothing."""
        found = self._named.search(text)
        return self._code(found) if found else ""

    def _code(self, found: re.Match[str]) -> str:
        assert found.lastindex is not None
        return self.codes[found.lastindex - 1]


class Words:
    """The number words of some languages: each form that there is, with its meaning."""

    def __init__(self, langs: Iterable[str]) -> None:
        self._forms: dict[str, _Meaning] = {}
        self._beginnings: dict[str, _Meaning] = {}
        for lang in langs:
            for kind in _KINDS:
                for means, forms in rows(kind, lang):
                    self._add(lang, forms, _Meaning(_value(means), kind, False))
            for value, forms in _joined(lang):
                self._add(lang, forms, _Meaning(value, "number", False))
        compounds = "|".join(form for _, forms in rows("compound") for form in forms)
        self._compound = re.compile(compounds, re.I)
        self._begins = re.compile("|".join(map(re.escape, self._beginnings)) or r"(?!)", re.I)

    def __call__(self, text: str) -> Iterator[NumberWord]:
        """Those of the text, in order; of a compound (kahe|aastane) the number that begins it."""
        for found in LETTERS.finditer(text):
            word = found.group().lower()
            if meant := self._forms.get(word):
                yield NumberWord(meant.value, meant.kind, *found.span(), meant.inflected)
            elif begins := self._begins.match(word):
                meant = self._beginnings[begins.group()]
                yield NumberWord(meant.value, meant.kind, *found.span(), True)
            elif part := self._part(word):
                meant, length = part
                start = found.start()
                yield NumberWord(meant.value, meant.kind, start, start + length, True)

    def at(self, text: str, at: int) -> NumberWord | None:
        """The number word that begins there, if one does."""
        found = LETTERS.match(text, at)
        meant = self._forms.get(found.group().lower()) if found else None
        if found is None or meant is None:
            return None
        return NumberWord(meant.value, meant.kind, *found.span(), meant.inflected)

    def _part(self, word: str) -> tuple[_Meaning, int] | None:
        for found in self._compound.finditer(word):
            meant = self._forms.get(word[: found.start()])
            if meant and meant.kind in ("number", "multiplier"):
                return meant, found.start()
        return None

    def _add(self, lang: str, forms: Iterable[str], meant: _Meaning) -> None:
        for form in forms:
            bare = form.rstrip("*+")
            if form.endswith("*"):
                self._beginnings.setdefault(bare, meant)
            self._forms.setdefault(bare, meant)
            if form.endswith("+"):
                for ending in _endings(lang):
                    self._forms.setdefault(bare + ending, meant._replace(inflected=True))


class _Meaning(NamedTuple):
    """What a form means."""

    value: Decimal
    kind: Kind
    inflected: bool


def _value(means: str) -> Decimal:
    number, _, parts = means.partition("/")
    return Decimal(number) / Decimal(parts or 1)


def _joined(lang: str) -> Iterator[tuple[Decimal, tuple[str, ...]]]:
    """Numbers written onto the stem of a smaller one: kolmteist, kolmkümmend, kolmsada."""
    ones = [
        (Decimal(means), form.rstrip("+"))
        for kind in ("number", "homonym")
        for means, forms in rows(kind, lang)
        if means in tuple("23456789")  # one is joined in a way of its own
        for form in forms
    ]
    for how, forms in rows("joined", lang):
        amount = Decimal(how[1:])
        for one, stem in ones:
            value = one + amount if how.startswith("+") else one * amount
            yield value, tuple(stem + form for form in forms)


def _endings(lang: str) -> tuple[str, ...]:
    return next((forms for _, forms in rows("ending", lang)), ())


def _any(forms: Iterable[str]) -> str:
    return "|".join(map(_form, forms))


def _form(form: str) -> str:
    bare = form.rstrip("*+")
    ends = r"\w*" if form != bare else r"(?!\w)" if bare[-1].isalnum() else ""
    return re.escape(bare).replace(r"\ ", r"\s?") + ends


UNITS = Units("share", "sign", "currency", "measure")
MONEY = Units("sign", "currency")
SIGNS = Units("sign")
SHARES = Units("share")
_WORDS = {lang: Words([lang]) for lang in LANGUAGES}
_ALL = Words(LANGUAGES)


def words_of(lang: str | None) -> Words:
    """The number words of a language; of both where it is neither Estonian nor English."""
    return _WORDS.get(lang or "", _ALL)
