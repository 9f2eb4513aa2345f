"""What a Word file's styles say of a paragraph or run, through the styles they are based on.

A heading is one by its outline level, or by its style's built-in name, in whatever language Word
wrote it; `ingest.readers.office.word.numbering` tells the numbers of lists.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ingest.readers.office.word.package import Element, child, is_on, name, value

# Word's names of its heading styles, by hand: Estonian's neighbours and the EU's large languages.
_HEADINGS = frozenset({
    "heading", "pealkiri", "überschrift", "rubrik", "otsikko", "overskrift", "titre", "título",
    "titolo", "nagłówek", "virsraksts", "antraštė", "заголовок", "kop", "nadpis", "címsor",
})  # fmt: skip
_TITLES = frozenset({"title", "tiitel", "pealkiri", "titel"})
_CONTENTS = ("toc ", "contents ", "sisukord ")
_DEEPEST = 6  # of headings in a page's text
_RAISED, _LOWERED = 4, -2  # half points, by hand: less only sets a line right
_OUTLINE_BODY = 9  # the outline level of text that is no heading


class ListPlace(NamedTuple):
    """A paragraph's list: the number's id, its level from 0, None where the style tells it."""

    number: str
    level: int | None
    style: str


class _Told(NamedTuple):
    """What a style and those it is based on say of a paragraph."""

    level: int | None
    names: tuple[str, ...]
    number: str | None
    list_level: str | None


class Styles:
    """The styles part; a file may lack it, or name styles that it does not define."""

    def __init__(self, root: Element | None) -> None:
        found = root.iterchildren(name("w:style")) if root is not None else ()
        self._styles = {each.get(name("w:styleId"), ""): each for each in found}
        defaults = (
            style_id
            for style_id, style in self._styles.items()
            if style.get(name("w:type")) == "paragraph"
            and style.get(name("w:default")) in ("1", "true", "on")
        )
        self._default = next(defaults, "")
        self._known: dict[str, _Told] = {}
        self._styled: dict[str, bool] = {}
        self._toggles: dict[tuple[str, str], bool | None] = {}

    def level(self, paragraph: Element) -> int | None:
        """The level of a heading, from 1; None where the paragraph is none."""
        direct = child(paragraph, "w:pPr", "w:outlineLvl")
        return self._told(paragraph).level if direct is None else _outline(direct)

    def is_title(self, paragraph: Element) -> bool:
        """Whether the paragraph is the document's title by its style."""
        return any(each in _TITLES for each in self._told(paragraph).names)

    def is_contents(self, paragraph: Element) -> bool:
        """Whether the paragraph is a line of a table of contents by its style."""
        return any(each.startswith(_CONTENTS) for each in self._told(paragraph).names)

    def is_bullet(self, paragraph: Element) -> bool:
        """Whether the style is Word's own of lists without numbers."""
        return any(each.startswith("list bullet") for each in self._told(paragraph).names)

    def list_place(self, paragraph: Element) -> ListPlace | None:
        """Where the paragraph stands in a list; None where it is outside any."""
        told = self._told(paragraph)
        direct = child(paragraph, "w:pPr", "w:numPr")
        number = value(child(direct, "w:numId")) or told.number
        level = value(child(direct, "w:ilvl")) or told.list_level or ""
        if not number or number == "0":
            return None
        is_told = level.isascii() and level.isdigit()
        return ListPlace(number, int(level) if is_told else None, self._style(paragraph))

    def toggle(self, run: Element, paragraph: Element | None, what: str) -> bool:
        """Whether a run is, say, w:b or w:vanish: by itself, its style or its paragraph's."""
        look = child(run, "w:rPr")
        direct = child(look, what)
        if direct is not None:
            return is_on(direct)
        own = value(child(look, "w:rStyle"))
        told = self._toggle(own, what) if own else None
        if told is None and paragraph is not None and self._is_styled(what):
            told = self._toggle(self._style(paragraph), what)
        return bool(told)

    def raising(self, run: Element) -> str:
        """ "superscript" or "subscript" where the run is one; "" elsewhere."""
        look = child(run, "w:rPr")
        if look is None:
            return ""
        styles = self._chain(value(child(look, "w:rStyle")) or "")
        for place in (look, *(child(style, "w:rPr") for style in styles)):
            told, moved = value(child(place, "w:vertAlign")), value(child(place, "w:position"))
            if told is not None or moved is not None:
                return told or _moved(moved or "")
        return ""

    def heads_row(self, style_id: str) -> bool:
        """Whether a table's style gives its first row a look of its own."""
        wanted = (name("w:b"), name("w:shd"))
        for style in self._chain(style_id):
            for part in style.iterchildren(name("w:tblStylePr")):
                if part.get(name("w:type")) == "firstRow":
                    return any(True for _ in part.iter(*wanted))
        return False

    def _style(self, paragraph: Element) -> str:
        return value(child(paragraph, "w:pPr", "w:pStyle")) or self._default

    def _told(self, paragraph: Element) -> _Told:
        style_id = self._style(paragraph)
        if style_id not in self._known:
            chain = self._chain(style_id)
            numbered = [child(style, "w:pPr", "w:numPr") for style in chain]
            self._known[style_id] = _Told(
                level=_level(chain) if chain else _named_level(style_id),
                names=tuple(map(_name, chain)) or (style_id.lower(),),
                number=_first(value(child(each, "w:numId")) for each in numbered),
                list_level=_first(value(child(each, "w:ilvl")) for each in numbered),
            )
        return self._known[style_id]

    def _is_styled(self, what: str) -> bool:
        """Whether any style says it at all, which is quick to know."""
        if what not in self._styled:
            said = (child(style, "w:rPr", what) for style in self._styles.values())
            self._styled[what] = any(each is not None for each in said)
        return self._styled[what]

    def _toggle(self, style_id: str, what: str) -> bool | None:
        key = style_id, what
        if key not in self._toggles:
            found = (child(style, "w:rPr", what) for style in self._chain(style_id))
            told = next((each for each in found if each is not None), None)
            self._toggles[key] = None if told is None else is_on(told)
        return self._toggles[key]

    def _chain(self, style_id: str) -> list[Element]:
        """The style and those it is based on, each once."""
        found: dict[str, Element] = {}
        while style_id in self._styles and style_id not in found:
            found[style_id] = self._styles[style_id]
            style_id = value(child(found[style_id], "w:basedOn")) or ""
        return list(found.values())


def _first(told: Iterable[str | None]) -> str | None:
    return next((each for each in told if each), None)


def _level(chain: Iterable[Element]) -> int | None:
    for style in chain:
        told = child(style, "w:pPr", "w:outlineLvl")
        if told is not None:
            return _outline(told)
        level = _named_level(_name(style)) or _named_level(style.get(name("w:styleId"), ""))
        if level:
            return level
    return None


def _name(style: Element) -> str:
    return (value(child(style, "w:name")) or "").lower()


def _outline(told: Element) -> int | None:
    text = value(told) or ""
    level = int(text) if text.isascii() and text.isdigit() and len(text) == 1 else _OUTLINE_BODY
    return min(level + 1, _DEEPEST) if level < _OUTLINE_BODY else None


def _moved(points: str) -> str:
    """What LibreOffice writes of text that a web page raised; half points."""
    digits = points.removeprefix("-").removeprefix("+")
    height = (
        int(points) if digits.isascii() and digits.isdigit() and len(digits) < _OUTLINE_BODY else 0
    )
    return "superscript" if height >= _RAISED else "subscript" if height <= _LOWERED else ""


def _named_level(style: str) -> int | None:
    word = style.rstrip("123456789")
    digit = style[len(word) :]
    is_heading = word.strip(" _-").lower() in _HEADINGS and len(digit) == 1
    return min(int(digit), _DEEPEST) if is_heading else None
