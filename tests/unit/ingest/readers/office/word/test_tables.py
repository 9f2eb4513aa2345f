"""Tables of Word files: merged cells under their headings, nested ones once, layout as prose."""

from __future__ import annotations

import pytest
from word_files import cell, p, root, run, table, word_file

from ingest.cutting.cleaning import clean
from ingest.readers.office import docx as reader
from ingest.readers.raw import Limits

HEAD = "<w:trPr><w:tblHeader/></w:trPr>"
BOLD = "<w:b/>"
TWO, THREE = "<w:gridSpan w:val='2'/>", "<w:gridSpan w:val='3'/>"
BEGINS, GOES_ON = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"


def text(body: str, **parts: bytes) -> str:
    read = clean(reader.read("a.docx", word_file(body, **parts), Limits()))
    return read.pages[0].text


def cells(*texts: str, letters: str = "") -> str:
    return "".join(cell(each, letters=letters) for each in texts)


def test_merged_cells_fill_their_grid() -> None:
    told = table(
        HEAD + cell("Teenus", BEGINS) + cell("Aasta", TWO),
        HEAD + cell("", GOES_ON) + cells("2022", "2023"),
        cell("Päevakeskus", BEGINS) + cells("45", "50"),
        cell("", GOES_ON) + cells("46", ""),
        "<w:trPr><w:gridBefore w:val='1'/></w:trPr>" + cells("7", "8"),
    )
    assert text(told).split("\n") == [
        "Teenus | Aasta | Aasta",
        "Teenus | 2022 | 2023",
        "Teenus: Päevakeskus; Aasta › 2022: 45; Aasta › 2023: 50",
        "Teenus: Päevakeskus; Aasta › 2022: 46",
        "Aasta › 2022: 7; Aasta › 2023: 8",
    ]


def test_a_row_of_one_cell_parts_the_table_and_the_head_holds_on() -> None:
    told = table(
        cell("Tabel 1", THREE),
        HEAD + cells("Teenus", "2022", "2023"),
        cell("Tallinn", THREE),
        cells("Kodu", "1", "2"),
        cell("Tartu", THREE),
        cells("Kodu", "3", "4"),
    )
    assert text(told.replace("<w:tr><w:tc>", f"<w:tr>{HEAD}<w:tc>", 1)).split("\n") == [
        "Tabel 1",
        "Teenus | 2022 | 2023",
        "Tallinn",
        "Teenus: Kodu; 2022: 1; 2023: 2",
        "Tartu",
        "Teenus: Kodu; 2022: 3; 2023: 4",
    ]


@pytest.mark.parametrize("letters", [BOLD, "<w:rStyle w:val='Paks'/>"])
def test_a_first_row_in_bold_is_a_head(letters: str) -> None:
    styles = "<w:style w:type='character' w:styleId='Paks'><w:rPr><w:b/></w:rPr></w:style>"
    told = table(cells("Teenus", "Kirjeldus", letters=letters), cells("Kodu", "abi kodus"))
    read = text(told, styles=root("w:styles", styles))
    assert read == "Teenus | Kirjeldus\nTeenus: Kodu; Kirjeldus: abi kodus"


def test_a_table_of_bold_letters_has_no_head() -> None:
    told = table(cells("a", "b", letters=BOLD), cells("c", "d", letters=BOLD))
    assert text(told) == "a | b\nc | d"


def test_the_style_of_the_table_may_show_the_head() -> None:
    style = (
        "<w:style w:type='table' w:styleId='T'><w:tblStylePr w:type='firstRow'><w:rPr><w:b/>"
        "</w:rPr></w:tblStylePr></w:style>"
    )
    look = "<w:tblPr><w:tblStyle w:val='T'/><w:tblLook w:val='04A0'/></w:tblPr>"
    told = table(cells("Teenus", "Koht"), cells("Kodu", "Tartu"))
    told = told.replace("<w:tbl>", f"<w:tbl>{look}")
    read = text(told, styles=root("w:styles", style))
    assert read == "Teenus | Koht\nTeenus: Kodu; Koht: Tartu"


def test_a_box_of_one_cell_is_prose() -> None:
    box = f"<w:tbl><w:tr><w:tc>{p(run('Esimene.'))}{p(run('Teine.'))}</w:tc></w:tr></w:tbl>"
    assert text(p(run("Ees.")) + box + p(run("Järel."))) == "Ees.\n\nEsimene.\n\nTeine.\n\nJärel."


def test_columns_of_prose_are_read_one_after_another() -> None:
    column = p(run("Lause. " * 200)) + p(run("Lõpp."))
    told = f"<w:tbl><w:tr><w:tc>{column}</w:tc>{cell('Kõrval.')}</w:tr></w:tbl>"
    read = text(told).split("\n\n")
    assert read[1:] == ["Lõpp.", "Kõrval."]


def test_a_table_in_a_table_is_read_once() -> None:
    inner = table(cells("Aasta", "Arv"), cells("2020", "15"))
    outer = f"<w:tbl><w:tr>{cell('Väljas')}<w:tc>{inner}{p('')}</w:tc></w:tr></w:tbl>"
    assert text(outer) == "Väljas\n\nAasta | Arv\nAasta: 2020; Arv: 15"
    headed = f"<w:tbl><w:tr>{HEAD}{cells('a', 'b')}</w:tr>{outer.removeprefix('<w:tbl>')}"
    assert text(headed) == "a | b\na: Väljas; b: Aasta, Arv 2020, 15"


def test_paragraphs_of_a_cell_are_words_apart() -> None:
    told = (
        f"<w:tbl><w:tr><w:tc>{p(run('koduhooldus'))}{p(run('päevakeskus'))}</w:tc>"
        f"{cell('2')}</w:tr></w:tbl>"
    )
    assert text(told) == "koduhooldus päevakeskus | 2"


def test_a_hidden_row_is_left_out() -> None:
    told = table(cells("a", "1"), "<w:trPr><w:hidden/></w:trPr>" + cells("b", "2"), cells("c", "3"))
    assert text(told) == "a | 1\nc | 3"


def test_cells_beyond_any_table_are_not_lost() -> None:
    wide = "<w:gridSpan w:val='999'/>"
    told = table(cell("a", wide) + cells("b", "c"), cells("d", "e"))
    read = text(told)
    assert {each for each in "abcde" if each in read} == set("abcde")
    assert read.count("b") == 1


def test_a_row_of_one_cell_may_begin_to_the_right() -> None:
    told = table(cells("a", "b"), "<w:trPr><w:gridBefore w:val='1'/></w:trPr>" + cells("c"))
    assert text(told) == "a | b\n| c"


def test_cells_merged_the_old_way_are_filled() -> None:
    head = cell("Aasta", "<w:hMerge w:val='restart'/>") + cell("", "<w:hMerge/>")
    assert text(table(HEAD + head, cells("1", "2"))) == "Aasta | Aasta\nAasta: 1; Aasta: 2"


@pytest.mark.parametrize(
    ("first", "second", "line"),
    [("", "", "Nimi: Aasta; Rae: 2020"), (BOLD, "", "Aasta | 2020"), (BOLD, BOLD, "Nimi: Aasta; Rae: 2020")],
)  # fmt: skip
def test_a_first_column_in_bold_is_no_head_of_columns(first: str, second: str, line: str) -> None:
    rows = [("Nimi", "Rae"), ("Aasta", "2020")]
    told = table(*(cells(a, letters=first) + cells(b, letters=second) for a, b in rows))
    assert text(told).split("\n")[-1] == line
