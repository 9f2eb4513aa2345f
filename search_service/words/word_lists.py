"""Word lists as files that an Estonian speaker can read and mend: one a language, read once.

    words_beside(__file__, "stopwords", "en")           ->  frozenset({"about", "all", …})
    lists = WordLists.beside(__file__, "polarity")      # polarity.et.tsv and polarity.en.tsv
    lists.of("denial", "et").search("Mõju ei olnud.")   ->  a match
    lists.both("rise").search("Costs grew.")            ->  a match, of either language's words

Plain words (`*.txt`) stand apart by blanks or lines; a line that begins with # is a remark.
A table's rows have a list's name and one wording of it. A wording is written as it is read:

    kasvas            this word
    kasva*            any word that begins so; *määr any that ends so
    (vähe|palju)      one of these; (vähe|palju)? one of these or none
    ole _? teada      _? stands for a word or none, _{0,2} for up to two, _ for one

Anything else that regular expressions have may stand there too. What a list is for and where it
comes from says the row `# …` above it. Upper and lower case are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from corpus import tables

LANGUAGES = ("et", "en")

_ANY_ENDING = re.compile(r"(?<!\\[a-zA-Z])(?<=[^\W_]|\))\*")
_ANY_BEGINNING = re.compile(r"(?:\A|(?<=[(|: ]))\*(?=[\w(])")
_GROUP = re.compile(r"(?<!\\)\((?!\?)")
_ANY_WORD = re.compile(r"(?<![\w\\])_(\?|\{\d,\d\})? ")
_WORDLIKE, _WORD_ENDS = re.compile(r"[\w(\\]"), re.compile(r"[\w)?]\Z")


@cache
def words_beside(module: str, topic: str, *langs: str) -> frozenset[str]:
    """The words of `topic.LANG.txt` beside a module's file; by default of both languages."""
    texts = (
        Path(module).with_name(f"{topic}.{lang}.txt").read_text(encoding="utf-8")
        for lang in langs or LANGUAGES
    )
    lines = (line for text in texts for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


class WordLists:
    """The lists of patterns of one topic, by name and language."""

    def __init__(self, wordings: dict[str, dict[str, list[str]]]) -> None:
        self._wordings = wordings
        self._compiled: dict[tuple[tuple[str, ...], tuple[str, ...]], re.Pattern[str]] = {}

    @classmethod
    def beside(cls, module: str, topic: str) -> WordLists:
        """The files `topic.et.tsv` and `topic.en.tsv` in the folder of a module's file.

        Raises:
            BadInput: a file is missing or is no table.
        """
        folder = Path(module).parent
        return cls({lang: _read(folder / f"{topic}.{lang}.tsv") for lang in LANGUAGES})

    def names(self) -> list[str]:
        """The names of all lists, in order."""
        return list(dict.fromkeys(name for lists in self._wordings.values() for name in lists))

    def of(self, name: str, lang: str) -> re.Pattern[str]:
        """What finds the words of a list; those of English for any language but Estonian."""
        return self._pattern((name,), ("et" if lang == "et" else "en",))

    def both(self, *names: str) -> re.Pattern[str]:
        """What finds the words of these lists in either language."""
        return self._pattern(names, LANGUAGES)

    def _pattern(self, names: tuple[str, ...], langs: tuple[str, ...]) -> re.Pattern[str]:
        known = self._compiled.get((names, langs))
        if known is None:
            for name in names:
                if name not in self.names():
                    raise KeyError(f"no list '{name}'; there are {', '.join(self.names())}")
            said = [
                w for lang in langs for name in names for w in self._wordings[lang].get(name, ())
            ]
            known = self._compiled[names, langs] = any_of(said)
        return known


def any_of(wordings: Iterable[str]) -> re.Pattern[str]:
    """What finds any of the wordings; of two that fit at one place, the one named first."""
    bounded: dict[tuple[str, str], list[str]] = {}
    for wording in wordings:
        bounded.setdefault(_bounds(wording), []).append(expression(wording))
    parts = [f"{a}(?:{'|'.join(said)}){b}" for (a, b), said in bounded.items()]
    return re.compile("|".join(parts) or r"(?!)", re.I)


def expression(wording: str) -> str:
    """A wording's signs as a regular expression has them."""
    said = _ANY_WORD.sub(lambda m: rf"(?:\w+ ){m[1] or ''}", wording)
    said = _GROUP.sub("(?:", said)
    return _ANY_BEGINNING.sub(r"\\w*", _ANY_ENDING.sub(r"\\w*", said))


def _bounds(wording: str) -> tuple[str, str]:
    """Where it begins or ends with a word, that word must be whole."""
    begins = r"(?<!\w)" if _WORDLIKE.match(wording) else ""
    return begins, r"(?!\w)" if _WORD_ENDS.search(wording) else ""


def _read(path: Path) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for row in tables.rows(path, ("list", "wording")):
        if not row["list"].startswith("#"):
            lists.setdefault(row["list"], []).append(row["wording"])
    return lists
