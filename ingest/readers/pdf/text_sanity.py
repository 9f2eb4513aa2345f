"""Whether a page's text layer is language or garbage, told by its letters.

    fault("Tptjbbmof joopwbutjppo …")  ->  "its letters make no words of any language"

A layer can lie: letters mapped to others, to private characters or to none, or a bad hidden
recognition. Three letters in a row are familiar if Estonian or English texts have them often; texts
of other languages in Latin letters have half of theirs among them, shifted letters a tenth. Other
scripts are not judged. The triples are learnt from the library: `sikk eval fit-letters`.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("letter_triples.txt")
_UNKNOWN_CHARACTERS = "characters of it are unknown"
_EDGE = "_"  # of a word
_LETTERS_ALONE = bytes(code if chr(code).islower() and code < 128 else 32 for code in range(256))
_UNKNOWN = "\ufffd"
_BAD_KINDS = frozenset(("Cc", "Cn", "Co", "Cs"))  # control, unassigned, private, surrogates

# By hand, on the stress set, texts of 30 languages, and layers shifted and broken on purpose.
_FAMILIAR = 0.4  # of the triples: the least of a language (Welsh) is .62, the most of garbage .18
_WELL_READ = 0.85  # of a layer under a scan, which another recognition may read better
_TRIPLES = 150  # fewer say nothing
_BROKEN = 0.02  # of the words with an unknown character
_JOINING = "-‐‑–'’.·:_\u00ad\u0301\u0303\u0308\u030c"  # between letters of a word or a name
_LETTERS = 0.6  # of an odd word: a code has more figures
_ODD = 0.15  # of the words with a figure or sign between small letters
_SINGLE, _SINGLE_KINDS = 0.5, 10  # of the words are one letter, of so many letters
_WORDS = 20
_BETTER = 0.02
_ENOUGH = 300  # words tell of a page; of a longer one as many are looked at, evenly spread


def fault(text: str, over_picture: bool = False) -> str | None:
    """What is wrong with a page's text layer; None where it reads like language.

    `over_picture`: the layer lies over a scan, and is a recognition of it, which may be bad.
    """
    every = text.split()
    words = every[:: len(every) // _ENOUGH + 1]
    singles = [word for word in words if len(word) == 1 and word.isalpha()]
    familiar, count = _familiar(words)
    enough, many = count >= _TRIPLES, len(words) >= _WORDS
    is_split = len(singles) > _SINGLE * len(words) and len(set(singles)) >= _SINGLE_KINDS
    signs = (
        (sum(map(_is_broken, every)) > max(1, _BROKEN * len(every)), _UNKNOWN_CHARACTERS),
        (enough and familiar < _FAMILIAR, "its letters make no words of any language"),
        (many and is_split, "its words are split into letters"),
        (many and sum(map(_is_odd, words)) > _ODD * len(words), "its words are mixed with signs"),
        (over_picture and enough and familiar < _WELL_READ, "many of its words are misread"),
    )
    return next((said for holds, said in signs if holds), None)


def reads_better(text: str, other: str) -> bool:
    """Whether a text is clearly more like language than the other one of the same page."""
    return plausibility(text) > plausibility(other) + _BETTER


def plausibility(text: str) -> float:
    """How much of a text is like language, from 0 to 1; 0 where there is none."""
    words = [word for word in text.split() if any(map(str.isalnum, word)) or _is_broken(word)]
    if not words:
        return 0.0
    bad = sum(_is_broken(word) or _is_odd(word) for word in words)
    singles = sum(len(word) == 1 and word.isalpha() for word in words)
    return _familiar(words)[0] * (1 - bad / len(words)) * (1 - singles / len(words))


def triples(text: str) -> list[str]:
    """The letters of its words by threes, without marks; a word's edge counts as a letter."""
    return [three for three in _threes(text) if 2 * _EDGE not in three]


def _threes(text: str) -> list[str]:
    """The triples, and those that reach from one word into the next."""
    ascii_ = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore")
    words = ascii_.translate(_LETTERS_ALONE).decode("ascii").split()
    edged = _EDGE + (2 * _EDGE).join(words) + _EDGE
    return [edged[at : at + 3] for at in range(len(edged) - 2)]


def written(common: Iterable[str]) -> str:
    """What the file of familiar triples says: a line a pair, with the letters that may follow."""
    follow: defaultdict[str, list[str]] = defaultdict(list)
    for triple in sorted(common):
        follow[triple[:2]].append(triple[2])
    return "".join(f"{pair} {''.join(letters)}\n" for pair, letters in follow.items())


def _familiar(words: Sequence[str]) -> tuple[float, int]:
    """The share of familiar triples in words, and how many triples there are."""
    text = " ".join(word for word in words if not _is_code(word))
    found = _threes(text)
    count = sum(2 * _EDGE not in three for three in found)
    if sum(map(str.isalpha, text)) > 2 * count:  # another script
        return 1.0, 0
    return sum(map(_known().__contains__, found)) / max(1, count), count


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(line[:2] + letter for line in lines for letter in line[3:])


def _is_broken(word: str) -> bool:
    """Whether characters without a meaning stand among its letters, or it is made of them."""
    if word.isprintable() and _UNKNOWN not in word:
        return False
    bad = sum(c == _UNKNOWN or unicodedata.category(c) in _BAD_KINDS for c in word)
    return bad > 1 or (bad == 1 and any(map(str.isalpha, word)))


def _is_code(word: str) -> bool:
    """Whether it is an address, a number or an abbreviation, whose letters make no words."""
    if word.islower() and word.isalpha():
        return False
    return word.isupper() or "/" in word or "@" in word or any(map(str.isdigit, word))


def _is_odd(word: str) -> bool:
    """Whether a figure or a sign stands between small letters, as in a bad recognition."""
    if (
        word[:-1].isalpha()
        or "/" in word
        or "@" in word
        or sum(map(str.isalpha, word)) < _LETTERS * len(word)
    ):
        return False
    inner = zip(word, word[1:], word[2:], strict=False)
    return any(
        before.islower() and after.islower() and not (sign.isalpha() or sign in _JOINING)
        for before, sign, after in inner
    )
