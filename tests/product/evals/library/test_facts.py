"""What no fact gives is found; the shipped library holds nothing of the kind."""

from pathlib import Path

import pytest
from making import SHARED, card

from evals.library.facts import check, read_facts, read_library

HEADER = "id\tname\tresults\tsource\n"


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    folder = tmp_path / "facts"
    folder.mkdir()
    rows = "toidupank\tToidupank\t4.2m kg in 2022, 80% from shops\terr.ee 2024-03-19 no 77\n"
    (folder / "practices.tsv").write_text(HEADER + rows)
    (folder / "instruments.tsv").write_text(HEADER)
    return folder


def untraced(tables: Path, body: str, **fields: object) -> list[str]:
    library = tables.parent / "library"
    library.mkdir(exist_ok=True)
    named = {"facts": "[toidupank]"} | fields
    (library / "a.md").write_text(card("a", body, **named), encoding="utf-8")
    found = check(read_library(library), read_facts(tables))
    return [each.written for each in found.untraced]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Aastal 2022 jagati 4,2 miljonit kg, 80% poodidest.", []),
        ("Jagati 4 200 000 kg.", []),
        ("Jagati 4,3 miljonit kg.", ["4,3 miljonit"]),
        ("Poodidest tuli 80 tonni.", ["80"]),  # a share is no amount
        ("Ligi viiskümmend inimest.", ["viiskümmend"]),
        ("Kaks muret ja kolm abinõu.", []),
        ("Kokku 2 muret.", ["2"]),
        ("Teade on 19. märtsist 2024.", []),
        ("Inimesi oli 77, tonne 19.", ["77", "19"]),  # numbers of the source, not told by it
        ("1. Esimene asi\n2. Teine asi", []),
    ],
)
def test_a_figure_is_traced_or_told(facts: Path, body: str, wanted: list[str]) -> None:
    assert untraced(facts, body) == wanted


def test_a_row_that_the_document_does_not_name_gives_nothing(facts: Path) -> None:
    assert untraced(facts, "Aastal 2022.", facts="[]") == ["2022"]
    assert untraced(facts, "Aastal 2022.", facts="[]", year=2022) == []


def test_a_row_that_there_is_not_is_told(facts: Path) -> None:
    library = facts.parent / "library"
    library.mkdir()
    (library / "a.md").write_text(card("a", "Tekst.", facts="[toidupank, tundmatu]"))
    assert check(read_library(library), read_facts(facts)).unknown_rows == [("a", "tundmatu")]


@pytest.mark.skipif(not (SHARED / "facts").exists(), reason="needs ../shared/facts")
def test_every_figure_of_the_shipped_library_is_traced() -> None:
    checked = check(read_library(), read_facts(SHARED / "facts"))
    assert (checked.untraced, checked.unknown_rows) == ([], [])
    assert checked.documents >= 270
    assert checked.figures > 4000
