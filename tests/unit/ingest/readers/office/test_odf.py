"""OpenDocument: texts, sheets and slides, made of the elements that programs write."""

from __future__ import annotations

import io

import odfdo
import pytest
from office_files import packed, saved

from corpus.errors import DocumentError
from ingest.readers.office import odf
from ingest.readers.raw import LINE, Limits, RawDocument

SPACES = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office", "text": "text", "table": "table", "draw": "drawing",
        "style": "style", "presentation": "presentation", "svg": "svg-compatible",
    }.items()
)  # fmt: skip


def read(kind: str, body: str, styles: str = "") -> RawDocument:
    """A file of that kind whose body holds that XML."""
    files = {"text": "text", "spreadsheet": "spreadsheet", "presentation": "presentation"}
    made = odfdo.Document(files[kind])
    part = (
        f"<office:document-content{SPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
        "</office:body></office:document-content>"
    )
    made.container.set_part("content.xml", part.encode())
    made._Document__xmlparts.pop("content.xml", None)
    made.meta.title = ""
    return odf.read("a.odt", saved(made), Limits())


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell{more}><text:p>{text}</text:p></table:table-cell>"


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


COVERED = "<table:covered-table-cell/>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<text:p>Kokku<text:s text:c='2'/>1213<text:tab/>inimest.</text:p>", "Kokku  1213 inimest."),
        ("<text:p>Esimene<text:line-break/>teine</text:p>", f"Esimene{LINE}teine"),
        ("<text:list><text:list-item><text:p>üks</text:p></text:list-item><text:list-item><text:p>kaks</text:p></text:list-item></text:list>", f"• üks{LINE}• kaks"),
        ("<text:section><text:p>Jaos <text:span>sees</text:span></text:p></text:section>", "Jaos sees"),
        ("<text:p>osales 1216<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Allikas.</text:p></text:note-body></text:note> inimest</text:p>", "osales 1216[1] inimest\n\n[1] Allikas."),
        ("<text:p>Ees<draw:frame><draw:text-box><text:p>Kastis</text:p></draw:text-box></draw:frame></text:p>", "Ees\n\nKastis"),
        ("<table:table>" + row(cell("Teenus"), cell("2023")) + row(cell("Pesu"), cell("")) + row(cell("Söök"), cell("3")) + "</table:table>", f"Teenus | 2023{LINE}Teenus: Pesu{LINE}Teenus: Söök; 2023: 3"),
    ],
)  # fmt: skip
def test_a_text_is_one_page(body: str, text: str) -> None:
    raw = read("text", body)
    assert [(page.number, page.text) for page in raw.pages] == [(None, text)]


def test_headings_keep_their_level() -> None:
    raw = read("text", "<text:h text:outline-level='2'>Peatükk</text:h><text:p>a</text:p>")
    assert [(each.level, each.text) for each in raw.headings] == [(2, "Peatükk")]
    assert raw.title == "Peatükk"


def test_merged_cells_are_filled() -> None:
    down = cell("Pesu", " table:number-rows-spanned='2'")
    wide = cell("Aastad", " table:number-columns-spanned='2'")
    head = row(cell("Teenus"), wide, COVERED) + row(cell("Nimi"), cell("2022"), cell("2023"))
    rows = row(down, cell("1"), cell("2")) + row(COVERED, cell("3"), cell("4"))
    heads = f"<table:table-header-rows>{head}</table:table-header-rows>"
    lines = read("text", f"<table:table>{heads}{rows}</table:table>").pages[0].text.split(LINE)
    assert lines[2:] == [
        "Teenus › Nimi: Pesu; Aastad › 2022: 1; Aastad › 2023: 2",
        "Teenus › Nimi: Pesu; Aastad › 2022: 3; Aastad › 2023: 4",
    ]


def test_what_is_left_out_is_told() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>vana lause</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>Uus<office:annotation><text:p>Kas nii?</text:p></office:annotation> lause"
        "<draw:frame><draw:object/></draw:frame></text:p><draw:frame><draw:object/></draw:frame>"
    )
    (page,) = read("text", body).pages
    assert page.text == "Uus lause"
    assert [(each.reason, each.sample) for each in page.account.left_out] == [
        ("deleted by a tracked change", "vana lause"),
        ("remark", "Kas nii?"),
    ]
    assert "objects whose text was not read" in page.account.doubts[0]


def test_hidden_runs_are_left_out_and_told_and_raised_ones_keep_apart() -> None:
    def style(name: str, said: str) -> str:
        return f"<style:style style:name='{name}'><style:text-properties {said}/></style:style>"

    raw = read(
        "text",
        "<text:p>Osales 1216<text:span text:style-name='up'>1</text:span> ja CO"
        "<text:span text:style-name='down'>2</text:span><text:span text:style-name='no'> mustand"
        "</text:span><text:span text:style-name='up'>nd</text:span></text:p>",
        style("up", "style:text-position='super 58%'")
        + style("down", "style:text-position='-33% 58%'")
        + style("no", "text:display='none'"),
    )
    assert raw.pages[0].text == "Osales 1216¹ ja CO₂nd"
    assert [each.sample for each in raw.pages[0].account.left_out] == ["mustand"]


def test_a_sheet_is_a_page_and_endless_repeats_cost_nothing() -> None:
    rest = "<table:table-cell table:number-columns-repeated='16384'/>"
    empty = f"<table:table-row table:number-rows-repeated='1048576'>{rest}</table:table-row>"
    twice = "<table:table-row table:number-rows-repeated='2'>" + cell("Pesu") + cell("4") + rest
    hidden = (
        "<style:style style:name='p'><style:table-properties table:display='false'/></style:style>"
    )
    sheets = (
        f"<table:table table:name='Teenused'>{row(cell('Teenus'), cell('2023'))}{twice}</table:table-row>"
        f"{empty}</table:table><table:table table:name='Sheet2' table:style-name='p'>{row(cell('a'))}"
        "</table:table>"
    )
    first, second = read("spreadsheet", sheets, hidden).pages
    assert (first.number, first.label) == (1, "Teenused")
    assert (
        first.text
        == f"Teenused\n\nTeenus | 2023{LINE}Teenus: Pesu; 2023: 4{LINE}Teenus: Pesu; 2023: 4"
    )
    assert (second.label, second.text) == ("Sheet2", "a")
    assert second.account.doubts == ("the sheet is hidden in the file",)


def test_a_sheet_that_repeats_without_end_is_refused() -> None:
    many = f"<table:table-row table:number-rows-repeated='900000'>{cell('a')}</table:table-row>"
    with pytest.raises(DocumentError, match="more than 400,000 cells"):
        read("spreadsheet", f"<table:table table:name='a'>{many}</table:table>")


def test_a_slide_is_a_page_under_its_title() -> None:
    def frame(text: str, y: int, kind: str = "outline") -> str:
        return (
            f"<draw:frame svg:y='{y}cm' presentation:class='{kind}'><draw:text-box><text:p>{text}"
            "</text:p></draw:text-box></draw:frame>"
        )

    notes = f"<presentation:notes>{frame('Räägi aeglaselt', 1)}</presentation:notes>"
    slide = f"<draw:page>{frame('all', 9)}{frame('üleval', 2)}{frame('Pealkiri', 1, 'title')}{notes}</draw:page>"
    raw = read("presentation", slide + "<draw:page><draw:frame/></draw:page>")
    assert raw.pages[0].text == "Pealkiri\n\nüleval\n\nall\n\nRäägi aeglaselt"
    assert raw.pages[0].account.how == ("text", "annotation")
    assert [(page.number, page.text) for page in raw.pages[1:]] == [(2, "")]


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"content.xml": b"<a"}, "is damaged or no OpenDocument file"),
        ({}, "is damaged"),
        ({"content.xml": b"<!DOCTYPE a><a/>"}, "defines XML entities"),
        ({"META-INF/manifest.xml": b"<a><encryption-data/></a>"}, "is locked with a password"),
    ],
)
def test_what_cannot_be_read_is_refused(members: dict[str, bytes], reason: str) -> None:
    mimetype = {"mimetype": b"application/vnd.oasis.opendocument.text"}
    with pytest.raises(DocumentError, match=reason):
        odf.read("a.odt", packed(mimetype | members), Limits())


def test_a_file_that_odfdo_writes() -> None:
    made = odfdo.Document("text")
    made.body.clear()
    made.body.append(odfdo.Header(1, "Päevakeskus"))
    made.body.append(odfdo.Paragraph("Kokku osales 1213 inimest."))
    written = io.BytesIO()
    made.save(written)
    assert odf.read("a.odt", written.getvalue(), Limits()).pages[0].text == (
        "Päevakeskus\n\nKokku osales 1213 inimest."
    )
