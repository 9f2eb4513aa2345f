"""Each cell stands behind its column's heading, and nothing is called a heading that is none."""

import pytest

from ingest.readers.table_rows import rows

LONG = "kohalikes päevakeskustes nõustatud inimesed, kelle seas oli kõige rohkem üksikuid eakaid"


@pytest.mark.parametrize(
    ("grid", "heads", "lines"),
    [
        ([["Teenus", "2023"], ["Päev", "45"]], None, ["Teenus | 2023", "Teenus: Päev; 2023: 45"]),
        ([["", "2022", "2023"], ["Lapsi", "", "3"]], None, [" | 2022 | 2023", "Lapsi; 2023: 3"]),
        ([["Õppijad", "618"], ["Õpetajad", "52"]], None, ["Õppijad | 618", "Õpetajad | 52"]),
        ([["Tartu", "Võru"], ["linn", "maa"]], None, ["Tartu | Võru", "linn | maa"]),
        ([["Tartu", "Võru"], ["linn", "maa"]], 1, ["Tartu | Võru", "Tartu: linn; Võru: maa"]),
        (
            [["Koht", "Arv", "Arv"], ["Koht", "M", "N"], ["Võru", "1", "2"]],
            2,
            ["Koht | Arv | Arv", "Koht | M | N", "Koht: Võru; Arv › M: 1; Arv › N: 2"],
        ),
        (
            [["Koht", "Arv", "Arv"], ["Koht", "M", "N"], ["Võru", "1", "2"]],
            None,
            ["Koht | Arv | Arv", "Koht | M | N", "Koht: Võru; Arv › M: 1; Arv › N: 2"],
        ),
        (
            [["Arv", "Arv", "Arv"], ["linn", "vald", "küla"], ["Võru", "Rõuge", "Sõmerpalu"]],
            None,
            ["Arv | Arv | Arv", "linn | vald | küla", "Võru | Rõuge | Sõmerpalu"],
        ),
        (
            [["Koht", f"{LONG} naisi"], ["Võru", "1"]],
            1,
            [f"Koht | {LONG} naisi", f"Koht: Võru; {LONG[:38].strip()} … {LONG[-32:]} naisi: 1"],
        ),
        ([["üks"], ["kaks"]], 1, ["üks", "kaks"]),
        ([["", ""], ["a", "b", "c"]], 0, ["a | b | c"]),
        ([], None, []),
    ],
)
def test_lines_of_a_table(grid: list[list[str]], heads: int | None, lines: list[str]) -> None:
    assert rows(grid, heads) == lines
