"""What of a page may be wrong or missing, told from its text alone.

    doubts(page, "", pages=12)  ->  ["no text"]

Readers tell what they met in the file; this looks at what came of it, so that no page is empty or
implausible in silence.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.accounts import page_names
from corpus.console import counted
from corpus.documents import Page
from corpus.text.normalising import DIRECTIONS, SECRET
from ingest.readers.raw import RawDocument, RawPage

NO_TEXT = "no text"
_PLAUSIBLE = 0.5  # letters and digits of all that is printed, by hand; tables of figures pass
_FEWEST = 20  # characters that tell it
_UNKNOWN = ("Co", "Cn")  # Unicode's categories: of a font's own, of no character at all
_REPLACEMENT = "\ufffd"
_PLANE = "\U000dffff"  # what no one can see lies above


def doubts(page: RawPage, text: str, pages: int) -> Iterator[str]:
    """Sentences for people on a page whose clean text this is."""
    turns = sum(map(page.text.count, DIRECTIONS))
    if turns:
        yield f"held {counted(turns, 'mark')} that turn the direction of writing; taken out"
    secret = (
        sum(map(page.text.count, map(chr, SECRET))) if max(page.text, default="") > _PLANE else 0
    )
    if secret:
        yield f"held {counted(secret, 'character')} that no one can see; taken out"
    if page.account.doubts:
        return  # the reader said what to make of its text
    shown = Counter(text)
    kinds: Counter[str] = Counter()
    for character, count in shown.items():
        kinds[unicodedata.category(character)] += 0 if character.isspace() else count
    unknown = shown[_REPLACEMENT] + sum(kinds[kind] for kind in _UNKNOWN)
    if unknown:
        yield f"holds {counted(unknown, 'character')} that stand for no letter"
    printed = kinds.total()
    told = sum(count for kind, count in kinds.items() if kind[0] in "LNM")
    if printed >= _FEWEST and told < _PLAUSIBLE * printed:
        yield "is mostly signs, and few letters; the text may be wrong"
    if pages > 1 and not printed:
        yield NO_TEXT


def warnings(raw: RawDocument, pages: Sequence[Page]) -> tuple[str, ...]:
    """Each doubt that the reader has not told of, with the pages that it holds for."""
    places: dict[str, list[int]] = {}
    for number, (before, page) in enumerate(zip(raw.pages, pages, strict=True), start=1):
        for doubt in page.account.doubts[len(before.account.doubts) :]:
            if doubt != NO_TEXT or number not in raw.unread:
                places.setdefault(doubt, []).append(number)
    if len(pages) == 1:
        return tuple(places)
    return tuple(f"{page_names(numbers)}: {doubt}" for doubt, numbers in places.items())
