"""Tables kept as text: which mark parts the cells, and whether the first row is a head."""

from __future__ import annotations

import pytest

from corpus.errors import DocumentError
from ingest.readers import csv_table
from ingest.readers.raw import LINE, Limits

ROWS = f"Teenus | 2023{LINE}Teenus: Päevakeskus; 2023: 45,5{LINE}Teenus: Pesu; 2023: 7"


@pytest.mark.parametrize(
    "text",
    [
        'Teenus,2023\nPäevakeskus,"45,5"\nPesu,7\n',
        "Teenus;2023\nPäevakeskus;45,5\nPesu;7\n",
        "Teenus\t2023\r\nPäevakeskus\t45,5\r\nPesu\t7",
        "Teenus|2023\nPäevakeskus|45,5\nPesu|7",
        "sep=;\nTeenus;2023\nPäevakeskus;45,5\nPesu;7",
        'Teenus;2023\nPäevakeskus;"45,5"\n"Pesu\n";7',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_cells_stand_under_their_headings(text: str, encoding: str) -> None:
    raw = csv_table.read("a.csv", text.encode(encoding), Limits())
    assert raw.pages[0].text == ROWS
    assert raw.pages[0].number is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1;2\n3;4", f"1 | 2{LINE}3 | 4"),
        ("a;a\n3;4", f"a | a{LINE}3 | 4"),
        ("Nimi;Märkus\nPesu;hea", f"Nimi | Märkus{LINE}Nimi: Pesu; Märkus: hea"),
        ("üks rida, ilma tabelita", "üks rida | ilma tabelita"),
        ("sõna", "sõna"),
        ("", ""),
    ],
)
def test_a_head_is_told_by_its_words(text: str, read: str) -> None:
    assert csv_table.read("a.csv", text.encode(), Limits()).pages[0].text == read


def test_a_guessed_encoding_is_told() -> None:
    raw = csv_table.read("a.csv", "Žürii;Õppijad\n1;2".encode("cp1257"), Limits())
    assert raw.pages[0].text.startswith("Žürii | Õppijad")
    assert raw.warnings


def test_a_cell_without_end_is_refused() -> None:
    with pytest.raises(DocumentError, match="is no table of text"):
        csv_table.read("a.csv", b'a;"' + b"x" * 1_100_000, Limits())


def test_titles_above_and_notes_below_are_no_rows() -> None:
    text = "Aruanne 2023;;\n\nTeenus;2022;2023\nPesu;1;2\n\nKoduabi;3;4\nAllikas: amet.;;\n"
    assert csv_table.read("a.csv", text.encode(), Limits()).pages[0].text == (
        f"Aruanne 2023\n\nTeenus | 2022 | 2023{LINE}Teenus: Pesu; 2022: 1; 2023: 2{LINE}"
        "Teenus: Koduabi; 2022: 3; 2023: 4\n\nAllikas: amet."
    )
