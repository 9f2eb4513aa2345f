"""A brief as a Word file, by python-docx: styles, a repeated table head, the document's language.

A wide table lies across the page. The same brief gives the same bytes but for the zip's dates.
"""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from search_service.briefs.bibliography import entry, is_address
from search_service.briefs.brief import Brief, BriefParagraph, Heading, Said, Table
from search_service.phrases.phrases import phrase, region

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph as WordParagraph
    from docx.text.run import Run

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CELL_POINTS = 8
_NAME_COLUMN = 1.6  # times as wide as the others, as in `brief.typ`; by hand
_SMALL, _NOTE, _CELL = "SIKK small", "SIKK note", "SIKK cell"  # styles of our own
_STYLES = {"byline": _SMALL, "note": _NOTE}
_LINK = (0x1F, 0x4E, 0x8C)  # red, green, blue: links and headings, as in `brief.typ`


def write(brief: Brief) -> bytes:
    """The brief's bytes."""
    import docx

    word = docx.Document()
    _set_up(word, brief)
    word.add_heading(_xml(brief.title), 0)
    for label, value in brief.facts:
        _labelled(word.add_paragraph(), label, value)
    for block in brief.blocks:
        match block:
            case Heading(text, level):
                word.add_heading(_xml(text), level)
            case BriefParagraph():
                _add_paragraph(word, brief, block)
            case Table():
                _add_table(word, brief, block)
    _add_sources(word, brief)
    _add_method(word, brief)
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
    _add_styles(word)
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if brief.across:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(2))


def _add_styles(word: Word) -> None:
    """Small letters for who said it and for small print; an edge for the reader's own notes."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    small = word.styles.add_style(_SMALL, WD_STYLE_TYPE.PARAGRAPH)
    small.base_style = word.styles["Normal"]
    small.font.size, small.font.color.rgb = Pt(9), RGBColor(0x44, 0x44, 0x44)
    small.paragraph_format.space_after = Pt(6)
    cell = word.styles.add_style(_CELL, WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = word.styles["Normal"]
    cell.font.size = Pt(_CELL_POINTS)
    cell.paragraph_format.space_before, cell.paragraph_format.space_after = Pt(3), Pt(3)
    note = word.styles.add_style(_NOTE, WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = word.styles["Normal"]
    note.font.color.rgb = RGBColor(*_LINK)
    note.paragraph_format.left_indent = Pt(18)
    for name in ("Heading 1", "Heading 2", "Title"):
        word.styles[name].font.color.rgb = RGBColor(*_LINK)
    word.styles["Quote"].paragraph_format.left_indent = Pt(18)
    word.styles["Quote"].font.color.rgb = RGBColor(0, 0, 0)
    word.styles["Quote"].font.italic = False


def _add_paragraph(word: Word, brief: Brief, block: BriefParagraph) -> None:
    from docx.shared import Pt

    paragraph = word.add_paragraph(style=_STYLES.get(block.look) or _style(block))
    if block.label:
        paragraph.add_run(f"{_xml(block.label)}: ").bold = True
    if block.quoted:
        paragraph.paragraph_format.space_after = Pt(3)
        paragraph.paragraph_format.keep_with_next = True  # whose words they are stands below
    _say(paragraph, brief, block.said)


def _style(block: BriefParagraph) -> str | None:
    return "Quote" if block.quoted else None


def _add_sources(word: Word, brief: Brief) -> None:
    from docx.shared import Pt

    if brief.sources:
        word.add_heading(phrase("brief_sources", brief.lang), 1)
    for source in brief.sources:
        shown = entry(source, brief.lang)
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(f"[{source.number}] ").bold = True
        paragraph.add_run(_xml(shown.text))
        for words, url in shown.lines:
            under = word.add_paragraph(style=_SMALL)
            under.paragraph_format.left_indent = Pt(18)
            under.paragraph_format.space_after = Pt(2)
            under.add_run(f"{_xml(words)} ")
            _link(under, _xml(url), url)


def _add_method(word: Word, brief: Brief) -> None:
    word.add_heading(phrase("brief_method", brief.lang), 1)
    for line in brief.method:
        word.add_paragraph(_xml(line), style="List Bullet")
    word.add_paragraph(_xml(brief.small_print), style=_SMALL)


def _link(paragraph: WordParagraph, text: str, url: str) -> None:
    """Words that lead to the address, if it is one; else the words alone."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    run = paragraph.add_run(text)
    if not is_address(url):
        return
    run.font.underline, run.font.color.rgb = True, RGBColor(*_LINK)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, True))
    link.append(run._r)
    paragraph._p.append(link)


def _labelled(paragraph: WordParagraph, label: str, value: str) -> None:
    from docx.shared import Pt

    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.add_run(f"{_xml(label)}: ").bold = True
    paragraph.add_run(_xml(value))


def _say(paragraph: WordParagraph, brief: Brief, said: tuple[Said, ...]) -> None:
    for place, each in enumerate(said):
        run = paragraph.add_run((" " if place else "") + _xml(brief.marked(each)))
        _in_language(run, each.lang)
        if each.source is not None:
            paragraph.add_run(" ")
            _link(paragraph, each.reference(), each.link)


def _in_language(run: Run, lang: str) -> None:
    """Tells a reading voice and a speller in which language the words are."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if lang:
        mark = OxmlElement("w:lang")
        mark.set(qn("w:val"), lang)
        run._r.get_or_add_rPr().append(mark)


def _add_table(word: Word, brief: Brief, table: Table) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Length

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
    section = word.sections[0]
    margins = (section.left_margin or 0) + (section.right_margin or 0)
    width = ((section.page_width or 0) - margins) / (len(table.head) - 1 + _NAME_COLUMN)
    for at, column in enumerate(made.columns):
        column.width = Length(int(width * (1 if at else _NAME_COLUMN)))
    for row in made.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, column in zip(row.cells, made.columns, strict=True):
            cell.paragraphs[0].style, cell.width = _CELL, column.width
    word.add_paragraph(style=_CELL)  # else the next words stand against its edge


def _xml(text: str) -> str:
    """The text without characters that XML has no place for."""
    return _NOT_XML.sub("", text)
