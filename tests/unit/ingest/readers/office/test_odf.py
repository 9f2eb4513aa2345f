"""OpenDocument: texts, sheets and slides, made of the elements that programs write."""

from __future__ import annotations

import io
from collections.abc import Mapping
from types import MappingProxyType

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


def read(
    kind: str, body: str, styles: str = "", parts: Mapping[str, str] = MappingProxyType({})
) -> RawDocument:
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
    for name, content in parts.items():
        made.container.set_part(name, content.encode())
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


def test_headings_keep_their_level_and_number() -> None:
    raw = read("text", "<text:h text:outline-level='2'>Peatükk</text:h><text:p>a</text:p>")
    assert [(each.level, each.text) for each in raw.headings] == [(2, "1.1. Peatükk")]
    assert raw.title == "Peatükk"


def items(*texts: str, more: str = "", inner: str = "") -> str:
    told = "".join(f"<text:list-item><text:p>{each}</text:p></text:list-item>" for each in texts)
    return f"<text:list text:style-name='L'{more}>{told}{inner}</text:list>"


NUMBERED = (
    "<text:list-style style:name='L'>"
    "<text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'/>"
    "<text:list-level-style-number text:level='2' style:num-format='a' style:num-suffix=')'/>"
    "</text:list-style>"
)


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (items("üks", "kaks", inner=f"<text:list-item>{items('sees')}</text:list-item>"), ["1. üks", "2. kaks", "a) sees"]),
        (items("üks") + items("kaks", more=" text:continue-numbering='true'"), ["1. üks", "2. kaks"]),
        (items("üks") + items("uus"), ["1. üks", "1. uus"]),
        (items("üks", more=" xml:id='a'") + items("kaks", more=" text:continue-list='a'"), ["1. üks", "2. kaks"]),
        (items(inner="<text:list-item text:start-value='7'><text:p>seitse</text:p><text:p>jätk</text:p></text:list-item>"), ["7. seitse", "jätk"]),
        (items(inner="<text:list-header><text:p>pea</text:p></text:list-header>"), ["pea"]),
    ],
)  # fmt: skip
def test_items_have_the_numbers_that_are_printed(body: str, lines: list[str]) -> None:
    text = read("text", body, NUMBERED).pages[0].text
    assert text.replace("\n\n", LINE).split(LINE) == lines


def test_a_heading_in_a_list_has_its_number_and_the_title_has_none() -> None:
    inner = "<text:h text:outline-level='2'>Taust</text:h>"
    nested = items(inner=f"<text:list-item>{inner}</text:list-item>")
    raw = read("text", items(inner=f"<text:list-item>{nested}</text:list-item>"), NUMBERED)
    assert [(each.level, each.text) for each in raw.headings] == [(2, "a) Taust")]
    assert raw.title == "Taust"


def test_a_paragraph_by_the_style_of_titles_is_the_title() -> None:
    style = (
        "<style:style style:name='P1' style:family='paragraph' style:parent-style-name='Title'/>"
    )
    raw = read("text", "<text:p text:style-name='P1'>Aruanne</text:p><text:p>a</text:p>", style)
    assert (raw.title, [each.level for each in raw.headings]) == ("Aruanne", [1])


def test_hidden_paragraphs_and_sections_and_pictures_are_told() -> None:
    hidden = (
        "<style:style style:name='T0'><style:text-properties text:display='none'/></style:style>"
        "<style:style style:name='P1' style:family='paragraph' style:parent-style-name='T0'/>"
    )
    raw = read(
        "text",
        "<text:p text:style-name='P1'>Mustand</text:p>"
        "<text:section text:display='none'><text:p>Jagu</text:p></text:section>"
        "<text:p>Jah<draw:frame><draw:image/><svg:desc>Graafik</svg:desc></draw:frame></text:p>",
        hidden,
    )
    left = raw.pages[0].account.left_out
    assert raw.pages[0].text == "Jah"
    assert [each.sample for each in left] == ["Mustand", "Jagu", "Graafik"]


def test_shapes_stand_behind_their_paragraph() -> None:
    shape = "<draw:custom-shape><text:p>Kujund</text:p></draw:custom-shape>"
    assert read("text", f"<text:p>Ees {shape}taga</text:p>").pages[0].text == "Ees taga\n\nKujund"


MATH = (
    "<math xmlns='http://www.w3.org/1998/Math/MathML'><semantics><mrow><mfrac><mi>a</mi><mi>b</mi>"
    "</mfrac><mo>=</mo><msup><mi>x</mi><mn>2</mn></msup></mrow><annotation>{a} over b</annotation>"
    "</semantics></math>"
)
CHART = (
    f"<office:document-content{SPACES} xmlns:chart='urn:oasis:names:tc:opendocument:xmlns:chart:1.0'>"
    "<chart:title><text:p>Osalejad</text:p></chart:title><table:table>"
    + row(cell(""), cell("2023"))
    + row(cell("Võru"), cell("4"))
    + "</table:table></office:document-content>"
)


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (MATH, "Ees a/b = x² taga"),
        (CHART, f"Ees taga\n\nOsalejad\n\n| 2023{LINE}Võru; 2023: 4"),
        ("<math", "Ees taga"),
    ],
)
def test_equations_and_charts_are_read(part: str, text: str) -> None:
    frame = "<draw:frame><draw:object xlink:href='./Object 1'/></draw:frame>"
    body = f"<text:p xmlns:xlink='http://www.w3.org/1999/xlink'>Ees {frame}taga</text:p>"
    page = read("text", body, parts={"Object 1/content.xml": part}).pages[0]
    assert page.text.replace("  ", " ") == text
    assert bool(page.account.doubts) == (part == "<math")


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
        "1. Päevakeskus\n\nKokku osales 1213 inimest."
    )


def test_tables_on_slides_are_read_and_groups_by_place() -> None:
    def shape(x: int, text: str) -> str:
        return f"<draw:custom-shape svg:y='1cm' svg:x='{x}cm'><text:p>{text}</text:p></draw:custom-shape>"

    table = (
        f"<table:table>{row(cell('Koht'), cell('2023'))}{row(cell('Rae'), cell('4'))}</table:table>"
    )
    slide = (
        f"<draw:page><draw:frame svg:y='5cm'>{table}<draw:image/></draw:frame>"
        f"<draw:g>{shape(9, 'parem')}{shape(1, 'vasak')}</draw:g></draw:page>"
    )
    (page,) = read("presentation", slide).pages
    assert page.text == f"vasak\n\nparem\n\nKoht | 2023{LINE}Koht: Rae; 2023: 4"
    assert not page.account.left_out
