"""Where the sentences of a text begin and end, in Estonian and English.

    sentences("See on nt. 20. sajandi idee. Uus!")  ->  [(0, 28), (29, 33)]

A line break always ends a sentence: in cleaned text it stands only between paragraphs, list
items and table rows. Differs from `ingest.cutting.passages`, which packs sentences into passages.
"""

from __future__ import annotations

import re

from corpus.text.normalising import WORD

# A full stop after one of these never ends a sentence …
_NEVER = frozenset({
    "nt", "s.o", "s.t", "st", "vt", "vrd", "nr", "tel", "lk", "ptk", "jn", "tab", "dr", "prof",
    "dots", "mag", "hr", "pr", "prl", "tn", "pst", "mnt", "u", "sh", "ingl", "sks", "lad", "kr",
    "toim", "koost", "e.g", "i.e", "mr", "mrs", "ms", "vs", "cf", "no", "nos", "fig",
    "figs", "vol", "pp", "ed", "eds", "approx", "dept", "gen", "gov", "sen", "rep", "hon",
    "rev", "art", "sec", "ch", "para",
})  # fmt: skip
# … and after one of these only where a capital follows.
_SOMETIMES = frozenset({
    "jne", "jms", "jm", "jt", "a", "aa", "pkr", "ekr", "mln", "mld", "tk", "kl", "tuh", "min",
    "sek", "etc", "al", "inc", "ltd", "co", "corp", "jr", "sr", "a.m", "p.m", "k.a", "s.a",
    "m.a.j", "e.m.a", "p.m.a", "v.a",
})  # fmt: skip
# Words that begin a sentence even after a number that could be an ordinal.
_STARTERS = frozenset({
    "see", "seda", "selle", "sellest", "selles", "seega", "need", "nende", "neist", "nad", "ta",
    "tema", "me", "meie", "kui", "kuid", "aga", "ja", "et", "siis", "samas", "samuti", "lisaks",
    "pärast", "kokku", "projekt", "programm", "the", "it", "its", "this", "that", "these",
    "those", "they", "he", "she", "we", "there", "in", "on", "at", "by", "for", "of", "from",
    "with", "after", "before", "but", "and", "however", "a", "an", "most", "some", "all", "one",
})  # fmt: skip

_CLOSERS = "\"'”’“»)\\]"
_OPENERS = "\"'„“‘«‹([–—- "
_END = re.compile(
    rf"(?<![.!?…])[.!?…]++[{_CLOSERS}]*+"
    rf"(?:[⁰¹²³⁴-⁹]{{1,3}}|\[\d{{1,3}}\]|(?<=[^\W\d][.!?])\d{{1,3}})?(?=\s)|\n"  # a note's mark
)
_TOKEN = re.compile(r"[^\s(\[„“”\"'«]*\Z")
_NUMBER = re.compile(r"(?:\d+|[IVX]+)(?:\.\d+)*")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")  # "n.ö", "U.S"
_LONGEST_TOKEN = 80  # characters looked at before a full stop
_FEW = 20  # characters
_LAST_DAY = 31  # numbers up to here are mostly ordinals: days, centuries, places


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences as (start, end), in order; together they hold every non-blank character."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if _ends(text, start, match):
            _append(found, text, start, match.end())
            start = match.end()
    _append(found, text, start, len(text))
    return found


def _append(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    if piece.strip():
        left = len(piece) - len(piece.lstrip())
        found.append((start + left, start + len(piece.rstrip())))


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the sentence that began at `start` ends with this mark."""
    mark = match.group()
    if mark == "\n":
        return True
    follower = _first_letter_after(text, match.end())
    if follower.islower():
        return False
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    before = text[max(start, match.start() - _LONGEST_TOKEN) : match.start()]
    token_match = _TOKEN.search(before)
    token = token_match.group() if token_match else ""
    if mark != ".":  # a closing quote or bracket follows: only a leader's dot does not end it
        return bool(before.strip())
    return _full_stop_ends(text, start, match, token, follower)


def _full_stop_ends(text: str, start: int, match: re.Match[str], token: str, follower: str) -> bool:
    if len(token) == 1 and token.isupper():
        return False  # an initial
    folded = token.lower()
    if not token and text[match.start() - 1 : match.start()].isspace():
        return False  # a leader of spaced dots
    if folded in _SOMETIMES:
        return follower.isupper()
    if folded in _NEVER:
        return False
    if _NUMBER.fullmatch(token):
        return _number_ends(text, start, match, token)
    return not _DOTTED.fullmatch(token)


def _number_ends(text: str, start: int, match: re.Match[str], token: str) -> bool:
    before = match.start() - len(token)
    if before - start < _FEW and not text[start:before].strip(_OPENERS + "\t"):
        # "2. Eesmärk": the number of an item
        return False
    if not token.isdigit() or len(token) > 2 or int(token) > _LAST_DAY:
        return True
    word = WORD.search(text, match.end(), match.end() + _LONGEST_TOKEN)
    return word is not None and word.group().lower() in _STARTERS


def _first_letter_after(text: str, at: int) -> str:
    """The first character after blanks and opening quotes or brackets; "" at the end of a line."""
    while at < len(text) and (text[at] in _OPENERS or text[at].isspace()):
        if text[at] == "\n":
            return ""
        at += 1
    return text[at : at + 1]
