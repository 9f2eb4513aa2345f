"""Whether a sentence denies, hedges, or tells of a rise or a fall, in Estonian and English.

    denials("Uuring ei leidnud mõju.", "et")       ->  1
    hedges("The pilot aims to cut costs.", "en")   ->  True
    turns("Costs fell.", "Kulud kasvasid.")         ->  True

Vectors hardly tell "did reduce" from "did not reduce"; the words of `polarity.et.tsv` and
`polarity.en.tsv` do.
"""

from __future__ import annotations

from search_service.words.word_lists import WordLists

_LISTS = WordLists.beside(__file__, "polarity")
_NOT_ONLY = _LISTS.both("not only")
_RISE, _FALL = _LISTS.both("rise"), _LISTS.both("fall")
_UPWARD, _DOWNWARD = _LISTS.both("rise", "upward"), _LISTS.both("fall", "downward")


def denials(text: str, lang: str) -> int:
    """How many times something in the sentence is denied."""
    plain = _NOT_ONLY.sub(" ", text)
    return len(_LISTS.of("denial", lang).findall(plain))


def hedges(text: str, lang: str) -> bool:
    """Whether the sentence tells of what may be, is meant or is wished, not of what is."""
    return _LISTS.of("hedge", lang).search(text) is not None


def turns(text: str, quote: str) -> bool:
    """Whether the sentence tells of a rise or a fall that the quote does not tell of."""
    ways = ((_RISE, _UPWARD), (_FALL, _DOWNWARD))
    return any(said.search(text) and not given.search(quote) for said, given in ways)
