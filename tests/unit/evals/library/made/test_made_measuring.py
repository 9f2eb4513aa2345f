"""What is lost, invented, broken and moved of a known text, in figures worked out by hand."""

from __future__ import annotations

import random

import pytest

from evals.library.made.measuring import Brought, FileReading, measured, together
from evals.library.made.mutants import mutant
from evals.library.made.source import MadeFile, SourceBlock, SourceText, heading, paragraph, table

TABLE = table((("Teenus", "Kasutajaid"), ("Päevakeskus", "45"), ("Koduteenus", "")))
MERGED = table(
    (("Piirkond", "Teenus"), ("Põhi", "Söök"), ("Põhi", "Pesu"), ("Lõuna", "Söök")), True
)


def reading(blocks: list[SourceBlock], *pages: str, **more: object) -> FileReading:
    asides = tuple(str(each) for each in more.pop("asides", ()))  # type: ignore[attr-defined]
    made = MadeFile("txt", "", SourceText("et", tuple(blocks), asides), b"")
    return measured(made, Brought(pages, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "came", "lost", "invented", "broken", "moved"),
    [
        ("Kokku osales 1213 inimest.", "Kokku osales 1213 inimest.", 0, 0, 0, 0),
        ("Kokku osales 1213 inimest.", "Kokku osales inimest", 4, 0, 1, 0),
        ("Kokku osales 1213 inimest.", "", 22, 0, 4, 0),
        ("Kokku osales inimest.", "Kokku osales inimest XYZ.", 0, 3, 0, 0),
        ("sotsiaalne mõju", "sotsiaal- ne mõju", 0, 0, 1, 0),
        ("sotsiaalne mõju", "sotsiaalnemõju", 0, 0, 2, 0),
        ("rahulolu-uuring", "rahuloluuuring", 1, 0, 1, 0),
        ("rahulolu-uuring", "rahulolu‐uuring", 0, 0, 0, 0),
        ("üks kaks kolm neli", "kolm neli üks kaks", 0, 0, 0, 2),
        ("osales 1216", "osales 1218", 1, 1, 1, 0),
        ("abcdef", "uvwxyz", 6, 6, 1, 0),
        ("§ 54, 12% ja 7 €", "§ 54 | 12% ja; 7 €", 0, 0, 0, 0),
    ],
)
def test_what_became_of_the_words(
    said: str, came: str, lost: int, invented: int, broken: int, moved: int
) -> None:
    got = reading([paragraph(said)], came)
    assert (got.lost, got.invented, got.broken, got.moved) == (lost, invented, broken, moved)


def test_asides_may_come_or_not() -> None:
    blocks = [paragraph("Osales 12 inimest.")]
    for came in ("Aruanne 2024\nOsales 12 inimest.\n7", "Osales 12 inimest."):
        got = reading(blocks, came, asides=("Aruanne 2024", "7"))
        assert (got.lost, got.invented) == (0, 0)


@pytest.mark.parametrize(
    ("block", "came", "right", "every"),
    [
        (TABLE, "Teenus | Kasutajaid\nTeenus: Päevakeskus; Kasutajaid: 45\nTeenus: Koduteenus", 3, 3),
        (TABLE, "| Teenus | Kasutajaid |\n| --- | --- |\n| Päevakeskus | 45 |\n| Koduteenus |  |", 3, 3),
        (TABLE, "|  |  |\n| --- | --- |\n| Teenus | Kasutajaid |\n| Päevakeskus | 45 |\n| Koduteenus |  |", 3, 3),
        (TABLE, "Teenus | Kasutajaid\nTeenus: Päevakeskus\nKasutajaid: 45\nKoduteenus", 1, 3),
        (TABLE, "Teenus Kasutajaid Päevakeskus 45 Koduteenus", 0, 3),
        (TABLE, "Teenus: Päevakeskus; Kulu: 45\nTeenus: Koduteenus", 2, 3),
        (MERGED, "Piirkond | Teenus\nPiirkond: Põhi; Teenus: Söök\nPiirkond: Põhi; Teenus: Pesu\nPiirkond: Lõuna; Teenus: Söök", 6, 6),
    ],
)  # fmt: skip
def test_cells_under_their_own_head(block: SourceBlock, came: str, right: int, every: int) -> None:
    got = reading([block], came)
    assert (got.cells_right, got.cells) == (right, every)


def test_a_merged_cell_stands_once_in_the_file_and_may_come_again() -> None:
    once = "Piirkond Teenus Põhi Söök Pesu Lõuna Söök"
    assert reading([MERGED], once).lost == 0
    assert reading([MERGED], f"{once} Põhi").invented == 0
    assert reading([MERGED], once.replace("Põhi", "")).lost == 4


def test_headings_are_found_by_their_words() -> None:
    got = reading([heading("1. Tulemused"), heading("Lisa")], "", headings=("1 Tulemused", "Muu"))
    assert (got.headings_right, got.headings) == (1, 2)


@pytest.mark.parametrize(
    ("told", "silent"), [({}, 1), ({"was_told": True}, 0), ({"refusal": "is damaged"}, 0)]
)
def test_a_loss_that_nobody_tells_of_is_silent(told: dict[str, object], silent: int) -> None:
    assert reading([paragraph("Kokku osales 1213 inimest.")], "Kokku", **told).silent == silent


def test_sums_keep_clean_and_faulty_files_apart() -> None:
    clean = reading([paragraph("Kokku")], "")
    faulty = FileReading("txt", False, files=1, characters=9, lost=1)
    assert [(row.kind, row.is_clean, row.files, row.lost) for row in together([clean, faulty])] == [
        ("txt", True, 1, 5),
        ("all", True, 1, 5),
        ("txt", False, 1, 1),
        ("all", False, 1, 1),
    ]


def test_mutants_differ_and_are_the_same_for_the_same_seed() -> None:
    content = b"<html><p>Osales 1213 inimest.</p></html>" * 5
    spoilt = [mutant(random.Random(seed), content, [b"muu"]) for seed in range(40)]
    again = [mutant(random.Random(seed), content, [b"muu"]) for seed in range(40)]
    assert spoilt == again
    assert len({*spoilt} - {content}) > 30
