"""Street addresses in a text, told by a house's number and the words around it.

    find("Elab Kooli tn 5-12, 10123 Tallinn, alates 2019")  ->  [(5, 33)]

A number is a house's where a street's name and its sort stand before it ("Kooli tn 5"), the word
before is a street by its ending ("Hauptstraße 5"), a street's name follows ("12 High Street"), or
a name stands before and a town behind ("Pikk 12, 10123 Tallinn"); a farm has a name and a
village. The words are those of `street_words.tsv`. Streets of one word without a town
("Pikk 12") are not told from other words with a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpus import tables

_WORD = re.compile(r"\S+")
_WORDS = Path(__file__).with_name("street_words.tsv")
_MARKS = "()[]{}<>\"'„“”«»;:,"
_STOPS = ",;:.!?)|"  # behind them a name has ended
_NAME_WORDS = 4  # "Karl Ernst von Baeri tn": by hand, from names of Estonian streets
_POSTCODE = 5  # digits, in Estonia and Germany
_HOUSE_DIGITS = 3  # four would be a year
_AREA_WORDS = 9  # "Suur-Rõuge küla, Rõuge vald, Võru maakond 66101 Eesti": by hand


class _Token(NamedTuple):
    """A word of the text without the marks around it, and whether a mark ends it."""

    text: str
    start: int
    end: int
    ended: bool

    @property
    def capital(self) -> bool:
        """Whether it may be a name, or an initial of one."""
        return self.text[:1].isupper()


def find(text: str) -> list[tuple[int, int]]:
    """Where street addresses stand, in order; they may overlap."""
    pieces = list(_WORD.finditer(text))
    found = []
    for at, piece in enumerate(pieces):
        if _may_be_house(piece.group()):
            first = max(0, at - _NAME_WORDS - 1)
            words = [*map(_token, pieces[first : at + _AREA_WORDS + _NAME_WORDS])]
            place = _address(words, at - first)
            found += [(words[place[0]].start, words[place[1]].end)] if place else []
    return found


def _may_be_house(piece: str) -> bool:
    """A quick look, since there is one at every word."""
    if piece[0].isdecimal() or piece[0] in _MARKS:
        return _is_house(piece.strip(_MARKS).rstrip("."))
    return _is(piece.rstrip(_STOPS), "farm")


def _token(match: re.Match[str]) -> _Token:
    whole = match.group()
    bare = whole.strip(_MARKS) or whole
    start = match.start() + whole.index(bare)
    if bare.endswith(".") and not _is_short(bare):
        bare = bare.rstrip(".") or bare
    return _Token(bare, start, start + len(bare), whole[-1] in _STOPS)


@cache
def _lexicon() -> dict[str, frozenset[str]]:
    """Each meaning's words."""
    return tables.grouped(_WORDS, "means", "word")


def _is(word: str, *meanings: str) -> bool:
    return any(word in _lexicon()[means] for means in meanings)


def _is_short(word: str) -> bool:
    """Whether its full stop is part of it: "tn.", "Rd.", "Lindenstr."."""
    ends = any(word.endswith(each) for each in _lexicon()["ending"] if each.endswith("."))
    return ends or _is(word, "street", "behind", "flat")


def _address(words: Sequence[_Token], at: int) -> tuple[int, int] | None:
    """The first and the last word of the address whose house or farm that is."""
    if _is(words[at].text, "farm"):
        return _farm(words, at)
    if at + 1 < len(words) and not words[at].ended and _is(words[at + 1].text, "unit"):
        return None
    first = _street_before(words, at)
    if first is not None:
        return first, _area(words, at)
    last = _street_behind(words, at)
    if last is not None:
        flat = at >= 2 and _is(words[at - 2].text, "flat") and _is_house(words[at - 1].text)
        return at - 2 * flat, _area(words, last)
    return _before_a_town(words, at)


def _is_house(word: str) -> bool:
    """`12`, `12a`, `12-3`, `12/14`, `12B–3`: a number, perhaps with a letter and a flat."""
    house, _, flat = word.replace("–", "-").replace("/", "-").partition("-")
    number = house.rstrip("abcdefghABCDEFGH")
    if not number.isdecimal() or len(number) > _HOUSE_DIGITS or len(house) > len(number) + 1:
        return False
    return not flat or flat.rstrip("abABM").isdecimal()


def _street_before(words: Sequence[_Token], at: int) -> int | None:
    """Where the street's name begins that stands before the number, with its sort."""
    sort = at - 1
    if sort < 0 or (words[sort].ended and not _is_short(words[sort].text)):
        return None
    if _is(words[sort].text, "street"):
        return _name_begins(words, sort - 1)
    ends = any(words[sort].text.endswith(each) for each in _lexicon()["ending"])
    return sort if ends and words[sort].capital else None


def _name_begins(words: Sequence[_Token], last: int) -> int | None:
    """The first word of a name whose last one that is; None where it is no name."""
    first = None
    for at in range(last, max(-1, last - _NAME_WORDS), -1):
        word = words[at]
        initial = len(word.text) == 1 and word.capital
        if (word.ended and not initial) or _is(word.text, "no name"):
            break
        if word.capital:
            first = at
        elif not _is(word.text, "particle"):
            break
    return first


def _street_behind(words: Sequence[_Token], at: int) -> int | None:
    """The sort of the street whose name follows the number: "12 Old High Street"."""
    if words[at].ended:
        return None
    for sort in range(at + 1, min(at + 1 + _NAME_WORDS, len(words))):
        word = words[sort]
        ends = word.ended or sort + 1 == len(words) or _area_part(words, sort + 1)
        if sort > at + 1 and (
            _is(word.text, "behind") or (ends and _is(word.text, "behind if it ends"))
        ):
            return sort
        if word.ended or not word.capital or _is(word.text, "no name"):
            return None
    return None


def _before_a_town(words: Sequence[_Token], at: int) -> tuple[int, int] | None:
    """A name, the number, and a town by its postcode or by name: "Pikk 12-3, 10123 Tallinn"."""
    first = _name_begins(words, at - 1)
    if first is None or at + 1 >= len(words):
        return None
    follows = words[at + 1 : at + 3]
    town = _is(follows[0].text, "place") and words[at].ended
    coded = len(follows) == 2 and _is_postcode(follows[0].text) and follows[1].capital
    return (first, _area(words, at)) if town or coded else None


def _farm(words: Sequence[_Token], at: int) -> tuple[int, int] | None:
    """A farm's name and its village: "Metsa talu, Näidise küla, Võru maakond"."""
    first, last = _name_begins(words, at - 1), _area(words, at)
    return (first, last) if first is not None and last > at else None


def _area(words: Sequence[_Token], last: int) -> int:
    """The last word of what follows a house: postcode, town, village, county."""
    end, at = last, last + 1
    while at < min(last + _AREA_WORDS, len(words)):
        length = _area_part(words, at)
        if length:
            end = at + length - 1
        elif not (at == last + 1 and words[last].ended and words[at].capital and words[at].ended):
            break  # else it may be a village's name before the county's
        at += length or 1
    return end


def _area_part(words: Sequence[_Token], at: int) -> int:
    """How many words from there name a place: "Võru maakond", "10123 Tallinn", "Tallinn"."""
    here, follows = words[at], words[at + 1] if at + 1 < len(words) else None
    if follows is not None:
        of_sort = here.capital and _is(follows.text, "area")
        coded = _is_postcode(here.text) and follows.capital
        if of_sort or coded or _is_british_code(here.text, follows.text):
            return 2
    return int(_is(here.text, "place") and words[at - 1].ended)


def _is_postcode(word: str) -> bool:
    return len(word) == _POSTCODE and word.isdecimal()


def _is_british_code(outward: str, inward: str) -> bool:
    """`SW1A 1AA`: two to four letters and digits, then a digit and two letters."""
    near = len(inward) == 3 and inward[0].isdecimal() and inward[1:].isalpha()
    return near and inward.isupper() and outward.isalnum() and outward[:1].isupper()
