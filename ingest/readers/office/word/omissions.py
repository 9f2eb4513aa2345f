"""Takes out of a Word file's tree what no reader of the printed document sees, and names it.

Tracked deletions, text that was moved away, hidden text and the prompts of empty form fields go;
so does the older of two drawings of one thing. What is left is the text with all changes accepted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from corpus.accounts import LeftOut
from ingest.readers.office.word.package import Element, child, is_on, name
from ingest.readers.office.word.styles import Styles

DELETED, HIDDEN, PROMPT = "tracked deletion", "hidden text", "prompt of an empty field"
_OLDER = "older drawing"  # the same content once more, so it is not named
_MOST = 100  # entries of one reason; the others are counted together
_PARAGRAPH, _RUN, _FALLBACK = name("w:p"), name("w:r"), name("mc:Fallback")
_TEXTS = (name("w:t"), name("w:delText"), name("m:t"))
_DELETIONS = frozenset((name("w:del"), name("w:moveFrom")))
_DELETED = {  # where a row or a cell says that it was deleted
    name("w:tr"): ("w:trPr", "w:del"),
    name("w:tc"): ("w:tcPr", "w:cellDel"),
}
_LEAVES = frozenset(  # in which nothing stands that could be taken out
    name(f"w:{each}")
    for each in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "sdtPr", "t", "tab", "br")
)


class Omissions:
    """What was left out of the text so far, in order."""

    def __init__(self) -> None:
        self._entries: list[LeftOut] = []
        self._rest: dict[str, LeftOut] = {}
        self._counts: Counter[str] = Counter()

    def add(self, reason: str, text: str) -> None:
        """One thing that is not among the text."""
        entry = LeftOut.of(reason, text)
        self._counts[reason] += 1
        if self._counts[reason] < _MOST:
            self._entries.append(entry)
        else:
            before = self._rest.get(reason, LeftOut(reason, 0, entry.sample))
            self._rest[reason] = LeftOut(
                reason, before.characters + entry.characters, before.sample
            )

    def all(self) -> tuple[LeftOut, ...]:
        """Everything that was added; beyond a hundred of one reason the others in one entry."""
        return (*self._entries, *self._rest.values())


class _Place(NamedTuple):
    """An element on the way, with what holds for everything inside it."""

    element: Element
    paragraph: Element | None
    is_prompt: bool


def take_out(root: Element, styles: Styles, omissions: Omissions) -> None:
    """Removes from the tree what is not to be read, and adds it to what was left out."""
    found = list(_found(root, styles))
    last: tuple[str, _Place] | None = None
    text = ""
    for reason, place in found:
        if last is not None and (reason, place.paragraph) != (last[0], last[1].paragraph):
            _tell(omissions, last[0], text)
            text = ""
        is_next = last is not None and place.element.getprevious() is last[1].element
        text += ("" if is_next else " ") + told_text(place.element)
        last = reason, place
    if last is not None:
        _tell(omissions, last[0], text)
    for _, place in found:
        parent = place.element.getparent()
        if parent is not None:
            parent.remove(place.element)


def told_text(element: Element) -> str:
    """All letters inside an element, whatever became of them."""
    parts = element.iter(*_TEXTS, _PARAGRAPH)
    return "".join(" " if each.tag == _PARAGRAPH else each.text or "" for each in parts).strip()


def _tell(omissions: Omissions, reason: str, text: str) -> None:
    if text.strip() and reason != _OLDER:
        omissions.add(reason, text)


def _found(root: Element, styles: Styles) -> Iterator[tuple[str, _Place]]:
    """The outermost elements to take out, in order."""
    waiting = [_Place(root, None, False)]
    while waiting:
        place = waiting.pop()
        reason = _reason(place, styles)
        if reason:
            yield reason, place
            continue
        element = place.element
        paragraph = element if element.tag == _PARAGRAPH else place.paragraph
        is_prompt = place.is_prompt or _is_prompt(element)
        for inner in reversed(element):
            if inner.tag not in _LEAVES:
                waiting.append(_Place(inner, paragraph, is_prompt))


def _reason(place: _Place, styles: Styles) -> str | None:
    element, tag = place.element, place.element.tag
    if tag == _RUN:
        is_hidden = styles.toggle(element, place.paragraph, "w:vanish")
        return PROMPT if place.is_prompt else HIDDEN if is_hidden else None
    if tag in _DELETIONS or (tag in _DELETED and child(element, *_DELETED[tag]) is not None):
        return DELETED
    if tag == name("w:tr") and is_on(child(element, "w:trPr", "w:hidden")):
        return HIDDEN
    if tag == _FALLBACK and child(element.getparent(), "mc:Choice") is not None:
        return _OLDER
    return None


def _is_prompt(element: Element) -> bool:
    if element.tag != name("w:sdt"):
        return False
    return is_on(child(element, "w:sdtPr", "w:showingPlcHdr"))
