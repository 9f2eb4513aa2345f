"""A section's headings come out as they were joined."""

import pytest

from corpus import markup


@pytest.mark.parametrize("names", [[], ["Eesmärk"], ["Eesmärk", "Sihtrühm"]])
def test_headings_come_out_as_they_went_in(names: list[str]) -> None:
    assert markup.headings(markup.HEADINGS.join(names)) == names


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("Teenus | 2023", [("", "Teenus"), ("", "2023")]),
        ("Õppijad | | 618", [("", "Õppijad"), ("", ""), ("", "618")]),
        ("Teenus: Päevakeskus; 2023: 45", [("Teenus", "Päevakeskus"), ("2023", "45")]),
        ("Koht: Võru; Antsla; Arv: 2", [("Koht", "Võru; Antsla"), ("Arv", "2")]),
    ],
)
def test_a_row_is_told_by_its_cells(line: str, cells: list[tuple[str, str]]) -> None:
    found = markup.cells(line)
    assert [(cell.heading, line[cell.start : cell.end]) for cell in found] == cells
    assert markup.is_row(line)


@pytest.mark.parametrize("line", ["Lause; teine lause.", "Eesmärk: aidata.", "", "Kell 12:30."])
def test_prose_is_no_row(line: str) -> None:
    assert not markup.is_row(line)


def test_a_row_leaves_empty_cells_out() -> None:
    assert markup.row(["Teenus:", "2022", ""], ["Kodu", "", "hea"]) == "Teenus: Kodu; hea"
