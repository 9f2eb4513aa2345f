"""Walks a Word document's blocks in order and fills a flow: headings, lists, tables, text boxes."""

from __future__ import annotations

from corpus.markup import BULLET
from ingest.readers.office.word import tables
from ingest.readers.office.word.equations import linear
from ingest.readers.office.word.notes import WordNotes
from ingest.readers.office.word.numbering import Numbering
from ingest.readers.office.word.package import Element, child, is_on, name
from ingest.readers.office.word.runs import Runs
from ingest.readers.office.word.styles import Styles
from ingest.readers.raw import LINE, Flow

_LONGEST_HEADING = 300  # characters, by hand: a longer one is a paragraph that looks like one
_LEADER = " ..... "  # what Word prints between an entry of the contents and its page
_OTHER_FILE = (
    "a part of the document is another file inside it, which was not read; open the document in "
    "Word, save it again and ingest that"
)
_CELLS = ", "  # between the cells of a table inside a cell


class WordBody:
    """Also walks content controls, tracked insertions and custom XML, whose content is text."""

    def __init__(self, styles: Styles, numbering: Numbering, runs: Runs, notes: WordNotes) -> None:
        self._styles = styles
        self._numbering = numbering
        self._runs = runs
        self._notes = notes
        self._begun = ""  # what the next paragraph goes on with: its end was deleted, an initial
        self._inside_cell = 0
        self.title: str | None = None  # what is one by its style
        self.first_heading: str | None = None  # without its number
        self.doubts: list[str] = []

    def add(self, parent: Element, flow: Flow) -> None:
        """Adds all blocks inside an element."""
        for element in parent:
            if element.tag == name("w:p"):
                self._paragraph(element, flow)
            elif element.tag == name("w:tbl"):
                self._table(element, flow)
            elif element.tag == name("m:oMathPara"):
                flow.paragraph(linear(element))
            elif element.tag in (name("w:altChunk"), name("w:subDoc")):
                self.doubts.append(_OTHER_FILE)
            elif element.tag != name("w:sdtPr"):
                self.add(element, flow)

    def line(self, element: Element) -> str:
        """All blocks inside an element as one line."""
        flow = Flow()
        begun, self._begun = self._begun, ""
        self.add(element, flow)
        self._end(flow)
        self._begun = begun
        return " ".join(flow.pages()[0].text.split())

    def _end(self, flow: Flow) -> None:
        text, self._begun = self._begun, ""
        flow.paragraph(text)

    def _paragraph(self, element: Element, flow: Flow) -> None:
        text = self._begun + self._runs.text(element)
        boxes = self._runs.take_boxes()
        self._begun = ""
        if child(element, "w:pPr", "w:rPr", "w:del") is not None or _is_initial(element):
            self._begun = text
        elif text.strip():
            self._block(element, text, flow)
        elif not is_on(child(element, "w:pPr", "w:rPr", "w:vanish")):
            self._label(element)  # an empty item has a number too
        for box in boxes:
            self._box(box, flow)
        if child(element, "w:pPr", "w:sectPr") is not None:
            self._notes.end_section()

    def _block(self, element: Element, text: str, flow: Flow) -> None:
        level = None if self._inside_cell else self._styles.level(element)
        label = self._label(element)
        is_title = not self._inside_cell and self._styles.is_title(element)
        if (level or is_title) and len(text) <= _LONGEST_HEADING:
            heading = " ".join(text.split())
            self.title = self.title or (heading if is_title else None)
            self.first_heading = self.first_heading or heading
            flow.heading(level or 1, label.replace(BULLET, "") + heading)
        elif self._styles.is_contents(element):
            entry, tab, page = text.rstrip().rpartition("\t")
            flow.line(f"{label}{entry}{_LEADER}{page}" if tab and page else label + text)
        elif label or self._styles.is_bullet(element):
            flow.line((label or BULLET) + text.strip())
        else:
            flow.paragraph(text)

    def _label(self, element: Element) -> str:
        place = self._styles.list_place(element)
        return self._numbering.label(place) if place else ""

    def _box(self, box: Element | str, flow: Flow) -> None:
        if isinstance(box, str):
            flow.paragraph(box)
            return
        self.add(box, flow)
        self._end(flow)

    def _table(self, table: Element, flow: Flow) -> None:
        if self._inside_cell:
            for line in tables.table_rows(table):
                flow.line(_CELLS.join(filter(None, map(self._cell, tables.cells(line)))))
        elif tables.is_layout(table, self._styles):
            for line in tables.table_rows(table):
                for cell in tables.cells(line):
                    flow.end_block()
                    self.add(cell, flow)
                    self._end(flow)
        else:
            flow.end_block()
            for told in tables.lines(table, self._cell, tables.heads(table, self._styles)):
                flow.line(told.replace(LINE, " "))
        flow.end_block()

    def _cell(self, cell: Element) -> str:
        self._inside_cell += 1
        text = self.line(cell)
        self._inside_cell -= 1
        return text


def _is_initial(paragraph: Element) -> bool:
    """Whether it is the large first letter of the next paragraph."""
    frame = child(paragraph, "w:pPr", "w:framePr")
    return frame is not None and frame.get(name("w:dropCap"), "none") != "none"
