"""The text of a Word paragraph: its runs, fields, symbols, equations and the marks of notes.

Differs from `ingest.readers.office.word.body`, which knows what a paragraph is among others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from string import hexdigits

from ingest.readers.office.word.drawings import Drawings
from ingest.readers.office.word.equations import linear
from ingest.readers.office.word.notes import ENDNOTE, FOOTNOTE, WordNotes
from ingest.readers.office.word.omissions import Omissions
from ingest.readers.office.word.package import Element, child, is_on, name, value
from ingest.readers.office.word.styles import Styles
from ingest.readers.office.word.symbols import PRIVATE, lowered, raised, symbol
from ingest.readers.raw import LINE, note_mark, source_number

_SKIPPED = frozenset(
    name(f"w:{each}")
    for each in ("pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delInstrText", "rt")
)
_SIGNS = {
    name("w:tab"): "\t", name("w:ptab"): "\t", name("w:br"): LINE, name("w:cr"): LINE,
    name("w:noBreakHyphen"): "-", name("w:softHyphen"): "",
}  # fmt: skip
_NOTES = {name("w:footnoteReference"): FOOTNOTE, name("w:endnoteReference"): ENDNOTE}
_DRAWINGS = frozenset((name("w:drawing"), name("w:pict"), name("w:object")))
_EQUATIONS = frozenset((name("m:oMath"), name("m:oMathPara")))
_LONGEST_CODE = 6  # hexadecimal figures, by definition of Unicode
_TICKED, _EMPTY = "☒", "☐"


class Runs:
    """Reads one paragraph after another; boxes in them wait for `take_boxes`."""

    def __init__(
        self, styles: Styles, notes: WordNotes, drawings: Drawings, omissions: Omissions
    ) -> None:
        self._styles = styles
        self._notes = notes
        self._drawings = drawings
        self._omissions = omissions
        self._boxes: list[Element | str] = []
        self._fields: list[bool] = []  # of each open field whether its instruction still goes on
        self._last = ""  # the last character of the paragraph so far
        self.doubts: dict[str, None] = {}
        self._readers: dict[str, Callable[[Element], Iterator[str]]] = {
            name("w:t"): self._text,
            name("w:r"): self._run,
            name("w:sym"): self._symbol,
            name("w:fldChar"): self._field,
            name("w:hyperlink"): self._link,
            name("w:ruby"): self._ruby,
        }

    def text(self, paragraph: Element) -> str:
        """The paragraph's text, LINE at line breaks."""
        self._last = ""
        text = "".join(self._inside(paragraph)).replace("\n", " ")
        self._fields = [False] * len(self._fields)  # no instruction goes on over paragraphs
        return text

    def take_boxes(self) -> list[Element | str]:
        """The text boxes and lines of drawings since the last call."""
        boxes, self._boxes = self._boxes, []
        return boxes

    def _inside(self, element: Element) -> Iterator[str]:
        for inner in element:
            for piece in self._pieces(inner):
                self._last = piece[-1:] or self._last
                yield piece

    def _pieces(self, element: Element) -> Iterator[str]:
        tag = element.tag
        if tag in self._readers:
            return self._readers[tag](element)
        if tag in _SIGNS:
            return iter([_SIGNS[tag]])
        if tag in _NOTES:
            return self._note(element)
        if tag in _EQUATIONS:
            return iter([f" {linear(element).strip()} "])
        if tag in _DRAWINGS:
            return self._drawing(element)
        return iter(()) if tag in _SKIPPED else self._inside(element)

    def _text(self, element: Element) -> Iterator[str]:
        text = element.text or ""
        if any(self._fields):
            self._omissions.add("field instruction", text)
        elif any(ord(each) in PRIVATE for each in text):
            look = child(element.getparent(), "w:rPr", "w:rFonts")
            font = look.get(name("w:ascii"), "") if look is not None else ""
            yield "".join((self._sign(font, ord(e)) or e) if ord(e) in PRIVATE else e for e in text)
        else:
            yield text

    def _run(self, run: Element) -> Iterator[str]:
        before = self._last
        text = "".join(self._inside(run))
        position = self._styles.raising(run)
        if position == "superscript" and text.strip() and not text.startswith("["):
            yield _above(text, before)
        elif position == "subscript" and before.isdigit():
            yield lowered(text) or text
        else:
            yield text

    def _note(self, element: Element) -> Iterator[str]:
        own = ""
        if is_on(element) and element.get(name("w:customMarkFollows")) in ("1", "true", "on"):
            own = "".join(each.text or "" for each in element.itersiblings(name("w:t"))).strip()
            for each in element.itersiblings(name("w:t")):
                each.text = ""
        yield self._notes.mark(_NOTES[element.tag], element.get(name("w:id"), ""), own)

    def _symbol(self, element: Element) -> Iterator[str]:
        code = element.get(name("w:char"), "")
        is_code = 0 < len(code) <= _LONGEST_CODE and all(each in hexdigits for each in code)
        yield self._sign(element.get(name("w:font"), ""), int(code, 16) if is_code else 0)

    def _sign(self, font: str, code: int) -> str:
        sign = symbol(font, code)
        if sign is None:
            said = f"{code:04X} of the font {font or '?'}"
            self.doubts[f"the sign {said} is not known and may be missing"] = None
        return sign or ""

    def _field(self, element: Element) -> Iterator[str]:
        kind = element.get(name("w:fldCharType"))
        if kind == "begin":
            self._fields.append(True)
            yield from _form_value(element)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _link(self, element: Element) -> Iterator[str]:
        source = source_number(element.get(name("w:anchor")))
        return iter([note_mark(source)]) if source else self._inside(element)

    def _ruby(self, element: Element) -> Iterator[str]:
        for part in element.iterchildren(name("w:rubyBase"), name("w:rt")):
            text = "".join(self._inside(part))
            yield f"({text})" if part.tag == name("w:rt") and text.strip() else text

    def _drawing(self, element: Element) -> Iterator[str]:
        boxes, lines = self._drawings.read(element)
        self._boxes += [*lines, *boxes]
        return iter(())


def _above(text: str, before: str) -> str:
    """Raised text, so that it is not read together with what stands before it."""
    is_ending = text.isalpha() and not before.isdigit()
    return text if is_ending else raised(text) or text


def _form_value(element: Element) -> Iterator[str]:
    """What a form field shows that has no text of its own."""
    data = child(element, "w:ffData")
    box = child(data, "w:checkBox") if data is not None else None
    choices = child(data, "w:ddList") if data is not None else None
    if box is not None:
        checked = child(box, "w:checked")
        ticked = checked if checked is not None else child(box, "w:default")
        yield _TICKED if is_on(ticked) else _EMPTY
    elif choices is not None:
        entries = choices.findall(name("w:listEntry"))
        chosen = value(child(choices, "w:result")) or "0"
        if chosen.isdigit() and int(chosen) < len(entries):
            yield value(entries[int(chosen)]) or ""
