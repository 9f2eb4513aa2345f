"""Footnotes and endnotes, numbered as they are printed: in the order in which the text refers.

The text holds "[2]" where the figure stands above the line; the notes stand at the end, each
behind its number.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.readers.numerals import written
from ingest.readers.office.word.omissions import Omissions, take_out, told_text
from ingest.readers.office.word.package import Element, WordPackage, child, name, value
from ingest.readers.office.word.styles import Styles

FOOTNOTE, ENDNOTE = "footnote", "endnote"
_FORMS = {FOOTNOTE: "decimal", ENDNOTE: "lowerRoman"}  # Word's own where the file says nothing
_RESTARTS = "eachPage"


class _Kind:
    """The notes of one kind: their texts, and the numbers that were given to them."""

    def __init__(self, kind: str, package: WordPackage) -> None:
        root = package.part(f"{kind}s")
        found = root.iterchildren(name(f"w:{kind}")) if root is not None else ()
        usual = (each for each in found if each.get(name("w:type")) in (None, "normal"))
        self.texts = {each.get(name("w:id")): each for each in usual}
        self.marks: dict[str, str] = {}
        self.form, self.start, self.restart = _FORMS[kind], 1, ""
        self._read(package.part("settings"), kind)
        sections = list(package.document.iter(name("w:sectPr")))
        self._read(sections[-1] if sections else None, kind)
        self.next = self.start

    def _read(self, owner: Element | None, kind: str) -> None:
        told = child(owner, f"w:{kind}Pr")
        if told is None:
            return
        start = value(child(told, "w:numStart")) or ""
        self.form = value(child(told, "w:numFmt")) or self.form
        self.start = int(start) if start.isdigit() and len(start) < len("10000") else self.start
        self.restart = value(child(told, "w:numRestart")) or self.restart


class WordNotes:
    """All notes of one document."""

    def __init__(self, package: WordPackage, styles: Styles, omissions: Omissions) -> None:
        self._kinds = {kind: _Kind(kind, package) for kind in _FORMS}
        self._omissions = omissions
        self.doubts: list[str] = []
        for kind in self._kinds.values():
            for text in kind.texts.values():
                take_out(text, styles, omissions)

    def mark(self, kind: str, note: str, own: str = "") -> str:
        """What the text shows for a reference to a note; `own` is a mark that is no number."""
        told = self._kinds[kind]
        if note not in told.marks:
            told.marks[note] = own or written(told.next, told.form)
            told.next += 0 if own else 1
        return f"[{told.marks[note]}]"

    def end_section(self) -> None:
        """The document's next section begins; some count their notes anew."""
        for kind in self._kinds.values():
            if kind.restart == "eachSect":
                kind.next = kind.start

    def told(self) -> Iterator[tuple[str, Element]]:
        """The notes that the text refers to, each with its mark; names the others."""
        for kind, notes in self._kinds.items():
            if notes.restart == _RESTARTS and len(notes.marks) > 1:
                self.doubts.append(
                    f"the {kind}s are numbered anew on each printed page; here they go on"
                )
            for note, mark in notes.marks.items():
                if note in notes.texts:
                    yield mark, notes.texts[note]
                else:
                    self.doubts.append(f"the text of {kind} {mark} is not in the file")
            for note in notes.texts.keys() - notes.marks.keys():
                text = told_text(notes.texts[note])
                if text.strip():
                    self._omissions.add(f"{kind} that the text does not refer to", text)
