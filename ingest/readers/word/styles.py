"""What a Word file's styles say of a paragraph or run, through the styles they are based on.

A heading is one by its outline level, or by its style's built-in name, in whatever language Word
wrote it; `ingest.readers.word.numbering` tells the numbers of lists.
"""

from __future__ import annotations

from typing import NamedTuple

from ingest.readers.word.package import Element, is_on, name, value

# Word's names of its heading styles, by hand: Estonian's neighbours and the EU's large languages.
_HEADINGS = frozenset({
    "heading", "pealkiri", "überschrift", "rubrik", "otsikko", "overskrift", "titre", "título",
    "titolo", "nagłówek", "virsraksts", "antraštė", "заголовок", "kop", "nadpis", "címsor",
})  # fmt: skip
_TITLES = frozenset({"title", "tiitel", "pealkiri", "titel"})
_DEEPEST = 6  # of headings in a page's text
_RAISED, _LOWERED = 4, -2  # half points, by hand: less only sets a line right
_OUTLINE_BODY = 9  # the outline level of text that is no heading


class ListPlace(NamedTuple):
    """A paragraph's list: the number's id, its level from 0, None where the style tells it."""

    number: str
    level: int | None
    style: str


class Styles:
    """The styles part; a file may lack it, or name styles that it does not define."""

    def __init__(self, root: Element | None) -> None:
        found = root.iterchildren(name("w:style")) if root is not None else ()
        self._styles = {each.get(name("w:styleId"), ""): each for each in found}
        kinds = {"paragraph": "", "table": ""}
        for style_id, style in self._styles.items():
            if style.get(name("w:default")) in ("1", "true", "on"):
                kinds[style.get(name("w:type"), "")] = style_id
        self._default = kinds["paragraph"]
        self._chains: dict[str, list[Element]] = {}
        self._toggles: dict[tuple[str, str], bool | None] = {}

    def level(self, paragraph: Element) -> int | None:
        """The level of a heading, from 1; None where the paragraph is none."""
        direct = paragraph.find(f"{name('w:pPr')}/{name('w:outlineLvl')}")
        if direct is not None:
            return _outline(direct)
        style_id = self.style(paragraph)
        for style in self._chain(style_id):
            told = style.find(f"{name('w:pPr')}/{name('w:outlineLvl')}")
            if told is not None:
                return _outline(told)
            level = _named_level(_name(style)) or _named_level(style.get(name("w:styleId"), ""))
            if level:
                return level
        return None if style_id in self._styles else _named_level(style_id)

    def is_title(self, paragraph: Element) -> bool:
        """Whether the paragraph is the document's title by its style."""
        return any(each in _TITLES for each in self._names(paragraph))

    def is_contents(self, paragraph: Element) -> bool:
        """Whether the paragraph is a line of a table of contents by its style."""
        named = (each.rstrip("0123456789") for each in self._names(paragraph))
        return any(each in ("toc ", "contents ", "sisukord ") for each in named)

    def is_bullet(self, paragraph: Element) -> bool:
        """Whether the style is Word's own of lists without numbers."""
        return any(each.startswith("list bullet") for each in self._names(paragraph))

    def list_place(self, paragraph: Element) -> ListPlace | None:
        """Where the paragraph stands in a list; None where it is outside any."""
        direct = paragraph.find(f"{name('w:pPr')}/{name('w:numPr')}")
        style_id = self.style(paragraph)
        number = level = None
        for place in [direct, *(_numbering(style) for style in self._chain(style_id))]:
            if place is not None:
                number = number or value(place.find(name("w:numId")))
                level = level or value(place.find(name("w:ilvl")))
        if not number or number == "0":
            return None
        is_told = level is not None and level.isascii() and level.isdigit()
        return ListPlace(number, int(level) if level and is_told else None, style_id)

    def style(self, paragraph: Element) -> str:
        """The id of the paragraph's style."""
        told = value(paragraph.find(f"{name('w:pPr')}/{name('w:pStyle')}"))
        return told or self._default

    def toggle(self, run: Element, paragraph: Element | None, what: str) -> bool:
        """Whether a run is, say, w:b or w:vanish: by itself, its style or its paragraph's."""
        direct = run.find(f"{name('w:rPr')}/{name(what)}")
        if direct is not None:
            return is_on(direct)
        own = value(run.find(f"{name('w:rPr')}/{name('w:rStyle')}"))
        told = self._toggle(own, what) if own else None
        if told is None and paragraph is not None:
            told = self._toggle(self.style(paragraph), what)
        return bool(told)

    def raising(self, run: Element) -> str:
        """ "superscript" or "subscript" where the run is one; "" elsewhere."""
        places = [run, *self._chain(value(run.find(f"{name('w:rPr')}/{name('w:rStyle')}")) or "")]
        for place in places:
            told = value(place.find(f"{name('w:rPr')}/{name('w:vertAlign')}"))
            moved = value(place.find(f"{name('w:rPr')}/{name('w:position')}"))
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

    def _toggle(self, style_id: str, what: str) -> bool | None:
        key = style_id, what
        if key not in self._toggles:
            paths = (s.find(f"{name('w:rPr')}/{name(what)}") for s in self._chain(style_id))
            found = next((each for each in paths if each is not None), None)
            self._toggles[key] = None if found is None else is_on(found)
        return self._toggles[key]

    def _names(self, paragraph: Element) -> list[str]:
        style_id = self.style(paragraph)
        return [_name(style) for style in self._chain(style_id)] or [style_id.lower()]

    def _chain(self, style_id: str) -> list[Element]:
        """The style and those it is based on, each once."""
        if style_id not in self._chains:
            found: dict[str, Element] = {}
            at = style_id
            while at in self._styles and at not in found:
                found[at] = self._styles[at]
                at = value(found[at].find(name("w:basedOn"))) or ""
            self._chains[style_id] = list(found.values())
        return self._chains[style_id]


def _name(style: Element) -> str:
    return (value(style.find(name("w:name"))) or "").lower()


def _numbering(style: Element) -> Element | None:
    return style.find(f"{name('w:pPr')}/{name('w:numPr')}")


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
