"""Workbooks: a page a sheet, rows with headings, and nothing hidden or missing in silence."""

from __future__ import annotations

import pytest
from office_files import packed, saved, workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from corpus.errors import DocumentError
from ingest.readers.office import xlsx
from ingest.readers.raw import LINE, Limits, RawDocument

TABLE: list[list[object]] = [["Teenus", 2023], ["Päevakeskus", 45], ["Pesu", None]]


def read(book: object, pages: int = 3000) -> RawDocument:
    return xlsx.read("a.xlsx", saved(book), Limits(pages=pages))


def test_a_sheet_is_a_page_with_its_name() -> None:
    raw = read(workbook(Teenused=TABLE, Leht2=[["a", "b"]]))
    assert [(page.number, page.label) for page in raw.pages] == [(1, "Teenused"), (2, "Leht2")]
    assert raw.pages[0].text == (
        f"Teenused\n\nTeenus | 2023{LINE}Teenus: Päevakeskus; 2023: 45{LINE}Teenus: Pesu"
    )
    assert raw.pages[1].text == "a | b"
    assert [heading.text for heading in raw.headings] == ["Teenused"]


def test_titles_above_and_empty_rows_part_tables() -> None:
    book = workbook(Leht1=[["Teenused linnas", None], *TABLE, [], ["Allikas: küsitlus"]])
    book["Leht1"].merge_cells("A1:B1")
    text = read(book).pages[0].text
    assert text.startswith("Teenused linnas\n\nTeenus | 2023\u2028")
    assert text.endswith("\n\nAllikas: küsitlus")


def test_merged_cells_are_filled() -> None:
    book = workbook(Leht1=[["Teenus", "Koht", 2023], ["Pesu", "Tartu", 1], [None, "Võru", 2]])
    book["Leht1"].merge_cells("A2:A3")
    assert read(book).pages[0].text.endswith("Teenus: Pesu; Koht: Võru; 2023: 2")


@pytest.mark.parametrize("told", ["freeze", "filter", "table"])
def test_the_file_says_what_its_head_is(told: str) -> None:
    from openpyxl.worksheet.table import Table

    book = workbook(Leht1=[["Nimi", "Märkus"], ["Pesu", "hea"]])
    sheet = book["Leht1"]
    if told == "freeze":
        sheet.freeze_panes = "A2"
    elif told == "filter":
        sheet.auto_filter.ref = "A1:B2"
    else:
        sheet.add_table(Table(displayName="T", ref="A1:B2"))
    assert read(book).pages[0].text == f"Nimi | Märkus{LINE}Nimi: Pesu; Märkus: hea"


def test_what_is_hidden_is_read_and_told() -> None:
    book = workbook(Leht1=TABLE, Peidus=[["saladus"]])
    book["Leht1"].row_dimensions[2].hidden = True
    book["Leht1"].column_dimensions["B"].hidden = True
    book["Peidus"].sheet_state = "veryHidden"
    first, second = read(book).pages
    assert first.account.doubts == (
        "rows hidden in the sheet are read: 2",
        "columns hidden in the sheet are read: B",
    )
    assert "saladus" in second.text
    assert second.account.doubts == ("the sheet is hidden in the workbook",)


def test_a_formula_without_a_value_is_told() -> None:
    (page,) = read(workbook(Leht1=[["Kokku", "=SUM(1,2)"]])).pages
    assert page.text == "Kokku"
    assert "not saved are left out: B1; open the workbook" in page.account.doubts[0]


def test_comments_are_read_as_annotations() -> None:
    book = workbook(Leht1=TABLE)
    book["Leht1"]["B2"].comment = Comment("Esialgne arv", "Mari Näidis")
    (page,) = read(book).pages
    assert page.text.endswith("\n\nEsialgne arv")
    assert page.account.how == ("text", "annotation")


def test_a_cell_far_away_costs_nothing() -> None:
    book = workbook(Leht1=[["a"]])
    book["Leht1"]["XFD1048576"] = "kaugel"
    assert read(book).pages[0].text == "a\n\nkaugel"


@pytest.mark.parametrize(("told", "title"), [("Teenuste arv", "Teenuste arv"), ("Book1", None)])
def test_a_title_counts_if_somebody_gave_it(told: str, title: str | None) -> None:
    book = workbook(Leht1=TABLE)
    book.properties.title = told
    assert read(book).title == title


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04", "is damaged or no Excel workbook"),
        (packed({"xl/workbook.xml": b"<a"}), "is damaged"),
        (packed({"xl/workbook.xml": b"<!DOCTYPE a>"}), "defines XML entities"),
        (packed({"xl/worksheets/a.xml": b" " * 40_000_001}), "holds more cells"),
        (packed({"xl/a.xml": b" " * 60_000_001}), "unpacks to more"),
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        xlsx.read("a.xlsx", content, Limits())


def test_tables_beside_one_another_are_read_by_themselves() -> None:
    book = workbook(Leht1=[["Koht", 2023, None, "Aasta", "Summa"], ["Võru", 4, None, "2022", 10]])
    book["Leht1"].append(["Põlva", 5])
    assert read(book).pages[0].text == (
        f"Koht | 2023{LINE}Koht: Võru; 2023: 4{LINE}Koht: Põlva; 2023: 5\n\n"
        f"Aasta | Summa{LINE}Aasta: 2022; Summa: 10"
    )


def test_a_head_of_merged_cells_is_of_two_rows() -> None:
    rows: list[list[object]] = [["Koht", "2022", None], [None, "Mehi", "Naisi"], ["Võru", 1, 2]]
    book = workbook(Leht1=[*rows, ["Linnad", None, None], ["Tartu", 3, 4]])
    for place in ("A1:A2", "B1:C1", "A4:C4"):
        book["Leht1"].merge_cells(place)
    assert read(book).pages[0].text.split(LINE)[2:] == [
        "Koht: Võru; 2022 › Mehi: 1; 2022 › Naisi: 2",
        "Linnad",
        "Koht: Tartu; 2022 › Mehi: 3; 2022 › Naisi: 4",
    ]


@pytest.mark.parametrize(
    ("bold", "line"),
    [(("A1", "B1"), "Nimi: Pesu; Märkus: hea"), (("A1", "A2"), "Pesu | hea"), ((), "Pesu | hea")],
)
def test_bold_letters_tell_a_head_of_rows_or_of_columns(bold: tuple[str, ...], line: str) -> None:
    book = workbook(Leht1=[["Nimi", "Märkus"], ["Pesu", "hea"]])
    for place in bold:
        book["Leht1"][place].font = Font(bold=True)
    assert read(book).pages[0].text.split(LINE)[-1] == line
