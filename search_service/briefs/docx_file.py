"""A brief as a Word file, by python-docx: styles, a repeated table head, the document's language.

A comparison lies across the page. The same brief gives the same bytes but for the zip's dates.
"""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from search_service.briefs.bibliography import entry
from search_service.briefs.brief import Brief, BriefParagraph, Heading, Said, Table
from search_service.phrases.phrases import phrase, region

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph as WordParagraph

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CELL_POINTS = 8


def write(brief: Brief) -> bytes:
    """The brief's bytes."""
    import docx
    from docx.shared import Pt

    word = docx.Document()
    _set_up(word, brief)
    word.add_heading(_xml(brief.title), 0)
    for label, value in brief.facts:
        _labelled(word.add_paragraph(), label, value)
    word.add_paragraph(_xml(brief.note))
    for block in brief.blocks:
        match block:
            case Heading(text, level):
                word.add_heading(_xml(text), level)
            case BriefParagraph(said, label):
                style = "Quote" if any(each.quoted for each in said) else None
                paragraph = word.add_paragraph(style=style)
                if label:
                    paragraph.add_run(f"{_xml(label)}: ").bold = True
                    paragraph.paragraph_format.space_after = Pt(3)
                _say(paragraph, brief, said)
            case Table():
                _add_table(word, brief, block)
    if brief.sources:
        word.add_heading(phrase("brief_sources", brief.lang), 1)
    for source in brief.sources:
        word.add_paragraph(f"[{source.number}] {_xml(entry(source, brief.lang))}")
    packed = io.BytesIO()
    word.save(packed)
    return packed.getvalue()


def _set_up(word: Word, brief: Brief) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Cm

    core = word.core_properties
    language = region(brief.lang).replace("_", "-")
    core.title, core.language = _xml(brief.title), language
    core.author, core.comments, core.subject = "SIKK Search", "", _xml(brief.query)[:250]
    core.created = core.modified = datetime.combine(brief.made, time(), UTC)
    next(word.styles.element.iter(qn("w:lang"))).set(qn("w:val"), language)
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if brief.kind == "comparison":
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(2))


def _labelled(paragraph: WordParagraph, label: str, value: str) -> None:
    from docx.shared import Pt

    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.add_run(f"{_xml(label)}: ").bold = True
    paragraph.add_run(_xml(value))


def _say(paragraph: WordParagraph, brief: Brief, said: tuple[Said, ...]) -> None:
    for place, each in enumerate(said):
        paragraph.add_run((" " if place else "") + _xml(brief.marked(each)))
        if each.source is not None:
            paragraph.add_run(f" {each.reference()}").bold = True


def _add_table(word: Word, brief: Brief, table: Table) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    made = word.add_table(1 + len(table.rows), len(table.head), style="Table Grid")
    head = made.rows[0]
    repeated = OxmlElement("w:tblHeader")
    head._tr.get_or_add_trPr().append(repeated)
    for cell, text in zip(head.cells, table.head, strict=True):
        cell.paragraphs[0].add_run(_xml(text)).bold = True
    for row, (name, cells) in zip(made.rows[1:], table.rows, strict=True):
        first, *others = row.cells
        first.paragraphs[0].add_run(_xml(name)).bold = True
        for cell, said in zip(others, cells, strict=True):
            _say(cell.paragraphs[0], brief, said)
    for row in made.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell in row.cells:
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(_CELL_POINTS)


def _xml(text: str) -> str:
    """The text without characters that XML has no place for."""
    return _NOT_XML.sub("", text)
