"""Headings by whatever a style says, lists with their numbers, titles."""

from __future__ import annotations

import pytest
from word_files import p, root, run, word_file

from ingest.cutting.cleaning import clean
from ingest.readers.office import docx as reader
from ingest.readers.raw import Limits, RawDocument


def read(body: str, title: str = "", **parts: bytes) -> RawDocument:
    return reader.read("a.docx", word_file(body, title=title, **parts), Limits())


def text(body: str, **parts: bytes) -> str:
    return clean(read(body, **parts)).pages[0].text


def styled(style: str) -> str:
    return f"<w:pStyle w:val='{style}'/>"


def style(style_id: str, named: str, inner: str = "") -> str:
    return (
        f"<w:style w:type='paragraph' w:styleId='{style_id}'><w:name w:val='{named}'/>{inner}"
        "</w:style>"
    )


STYLES = root(
    "w:styles",
    style("Pealkiri1", "heading 1")
    + style("Ouml", "Überschrift 2")
    + style("Jagu", "Jagu", "<w:basedOn w:val='Pealkiri1'/>")
    + style("Tase", "Tase", "<w:pPr><w:outlineLvl w:val='2'/></w:pPr>")
    + style("Sisu", "TOC Heading", "<w:basedOn w:val='Pealkiri1'/>"
            "<w:pPr><w:outlineLvl w:val='9'/></w:pPr>")
    + style("Ring1", "Ring1", "<w:basedOn w:val='Ring2'/>")
    + style("Ring2", "Ring2", "<w:basedOn w:val='Ring1'/>")
    + style("T", "Title") + style("TOC1", "toc 1"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("look", "level"),
    [
        (styled("Pealkiri1"), 1),
        (styled("Ouml"), 2),
        (styled("Jagu"), 1),
        (styled("Tase"), 3),
        (styled("T"), 1),
        (styled("Heading4"), 4),  # which the file does not define
        ("<w:outlineLvl w:val='1'/>", 2),
        (styled("Pealkiri1") + "<w:outlineLvl w:val='9'/>", None),
        (styled("Sisu"), None),
        (styled("Ring1"), None),
        ("<w:outlineLvl w:val='²'/>", None),
    ],
)
def test_headings(look: str, level: int | None) -> None:
    found = read(p(run("Tulemused"), look), styles=STYLES).headings
    assert [each.level for each in found] == ([level] if level else [])


def test_a_paragraph_is_no_heading_for_its_style() -> None:
    assert read(p(run("Pikk lause. " * 40), styled("Pealkiri1")), styles=STYLES).headings == ()


@pytest.mark.parametrize(
    ("body", "told", "title"),
    [
        (p(run("Mõju")) + p(run("Uuring"), styled("T")), "Vana", "Uuring"),
        (p(run("Sissejuhatus"), styled("Jagu")), "Vana aruanne", "Sissejuhatus"),
        (p(run("Tekst.")) + p(run("Taust"), styled("Jagu")), "Mõju uuring", "Mõju uuring"),
        (p(run("Tekst.")) + p(run("Taust"), styled("Jagu")), "Dokument1", "Taust"),
        (p(run("Tekst.")), "Dokument1", None),
        (p(run("Tekst.")), "", None),
    ],
)
def test_the_title(body: str, told: str, title: str | None) -> None:
    assert read(body, told, styles=STYLES).title == title


def test_lines_of_contents_lead_to_their_page() -> None:
    entry = p(run("1 Taust") + "<w:r><w:tab/></w:r>" + run("17"), styled("TOC1"))
    assert text(entry * 2, styles=STYLES) == "1 Taust … 17\n1 Taust … 17"


def level(at: int, form: str, shown: str, more: str = "") -> str:
    return (
        f"<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{form}'/>"
        f"<w:lvlText w:val='{shown}'/>{more}</w:lvl>"
    )


LISTS = root(
    "w:numbering",
    "<w:abstractNum w:abstractNumId='0'>"
    + level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)") + level(2, "decimal", "%1.%3.")
    + "</w:abstractNum><w:abstractNum w:abstractNumId='1'>" + level(0, "bullet", "")
    + "</w:abstractNum><w:abstractNum w:abstractNumId='2'>"
    + level(0, "upperRoman", "%1", styled("Jagu"))
    + "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    "<w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>"
    "<w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'>"
    "<w:startOverride w:val='5'/></w:lvlOverride></w:num>"
    "<w:num w:numId='4'><w:abstractNumId w:val='2'/></w:num>",
)  # fmt: skip


def item(words: str, number: int, at: int = 0) -> str:
    place = f"<w:numPr><w:ilvl w:val='{at}'/><w:numId w:val='{number}'/></w:numPr>"
    return p(run(words), place)


def test_items_show_their_numbers() -> None:
    body = item("a", 1) + item("b", 1, 1) + item("c", 1, 1) + item("d", 1, 2) + item("e", 1)
    body += item("f", 1, 1) + item("g", 2) + item("h", 3) + item("i", 3) + item("j", 0)
    assert text(body, numbering=LISTS) == (
        "1. a\na) b\nb) c\n1.1. d\n2. e\na) f\n• g\n5. h\n6. i\n\nj"
    )


def test_an_empty_item_has_a_number_too() -> None:
    hidden = item("", 1).replace("</w:numPr>", "</w:numPr><w:rPr><w:vanish/></w:rPr>")
    body = item("a", 1) + item("", 1) + hidden + item("b", 1)
    assert text(body, numbering=LISTS) == "1. a\n3. b"


def test_numbered_headings_show_their_numbers() -> None:
    numbered = "<w:numPr><w:numId w:val='4'/></w:numPr>"
    body = p(run("Taust"), styled("Jagu") + numbered) + p(run("Mõju"), styled("Jagu") + numbered)
    found = read(body, styles=STYLES, numbering=LISTS)
    assert [each.text for each in found.headings] == ["I Taust", "II Mõju"]
    assert found.title == "Taust"


def test_a_deleted_end_joins_two_paragraphs() -> None:
    assert text(p(run("Üks "), "<w:rPr><w:del/></w:rPr>") + p(run("lause."))) == "Üks lause."


def test_a_large_first_letter_is_part_of_its_word() -> None:
    frame = "<w:framePr w:dropCap='drop' w:lines='3'/>"
    assert text(p(run("T"), frame) + p(run("äna on 45 inimest."))) == "Täna on 45 inimest."
