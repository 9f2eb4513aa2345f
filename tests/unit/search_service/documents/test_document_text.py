"""A document is shown with its tables as tables, whatever is marked in them."""

import pytest
from making import make

from search_service.documents.document_text import blocks

TABLE = "| 2022 | 2024\nToit | 4,2 kg | 4,4 kg\nVabatahtlikke | – |"


def rows(text: str, quote: tuple[int, int] | None = None) -> list[list[str]]:
    """The cells of the first paragraph; what is marked stands in brackets."""
    document, pages, passages = make("toidupank", [text])
    (block,) = blocks(document, pages, passages, passages[0].id, quote)
    return [
        ["".join(f"[{s.text}]" if s.marked else s.text for s in cell) for cell in row]
        for row in block.paragraphs[0].rows
    ]


def test_empty_cells_keep_their_place() -> None:
    assert rows(TABLE) == [
        ["", "2022", "2024"],
        ["Toit", "4,2 kg", "4,4 kg"],
        ["Vabatahtlikke", "–", ""],
    ]


@pytest.mark.parametrize("cell", ["2022", "2024", "Toit", "4,4 kg", "–", "4,2 kg | 4,4"])
def test_a_quote_is_marked_where_it_stands(cell: str) -> None:
    start = TABLE.index(cell)
    found = [c for row in rows(TABLE, (start, start + len(cell))) for c in row if "[" in c]
    wanted = [f"[{part}]" for part in cell.split(" | ")]
    assert [c[: c.index("]") + 1] for c in found] == wanted


def test_text_with_a_bar_in_one_line_is_no_table() -> None:
    assert rows("üks | kaks") == []
    assert rows("üks | kaks\nkolm") == []


def test_named_cells_stand_under_their_heads() -> None:
    named = "Teenus: Päev; 2023: 45\nTeenus: Kodu; 2024: 7"
    table = [["Teenus", "2023", "2024"], ["Päev", "45", ""], ["Kodu", "", "7"]]
    assert rows(named) == table
    assert rows(f"Teenus | 2023 | 2024\n{named}") == table
