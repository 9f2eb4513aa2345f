"""Tables of web pages: each cell under its heading, spans filled, nothing lost or told twice."""

from __future__ import annotations

import pytest

from ingest.cutting.cleaning import clean
from ingest.readers.raw import Limits
from ingest.readers.web import html


def lines_of(table: str) -> list[str]:
    page = clean(html.read("a.html", table.encode(), Limits())).pages[0]
    return page.text.split("\n")


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("<tr><td><p>Õppijad</p></td><td><p>618</p></td></tr>", ["Õppijad | 618"]),
        (
            "<tr><th></th><th>2022</th><th>2023</th></tr>"
            "<tr><td>Õppijad</td><td>610</td><td>618</td></tr>",
            ["| 2022 | 2023", "Õppijad; 2022: 610; 2023: 618"],
        ),
        (
            "<tr><th rowspan=2>Teenus<th colspan=2>Arv<tr><th>2022<th>2023"
            "<tr><td>Abi<td>4<td>5<tr><td>Tugi<td><td>7",
            [
                "Teenus | Arv | Arv",
                "Teenus | 2022 | 2023",
                "Teenus: Abi; Arv › 2022: 4; Arv › 2023: 5",
                "Teenus: Tugi; Arv › 2023: 7",
            ],
        ),
        (
            "<tr><th>Maakond<th>Vald<th>Arv<tr><td rowspan=2>Võru<td>Antsla<td>3<tr><td>Rõuge<td>4",
            [
                "Maakond | Vald | Arv",
                "Maakond: Võru; Vald: Antsla; Arv: 3",
                "Maakond: Võru; Vald: Rõuge; Arv: 4",
            ],
        ),
        (
            "<tr><th>Nimi<td>Abi<td>Tugi<tr><th>Aasta<td>2020<td>2021",
            ["Nimi | Abi | Tugi", "Aasta | 2020 | 2021"],
        ),
        (
            "<thead><tr><td>Teenus<td>Arv</thead><tbody><tr><td>Abi<td>palju</tbody>",
            ["Teenus | Arv", "Teenus: Abi; Arv: palju"],
        ),
        (
            "<tr><th>Teenus<th>Arv<tr><td colspan=2>Ida-Viru<tr><td>Abi<td>4<tr><td colspan=99>Võru"
            "<tr><td>Abi<td>5",
            ["Teenus | Arv", "Ida-Viru", "Teenus: Abi; Arv: 4", "Võru", "Teenus: Abi; Arv: 5"],
        ),
        (
            "<caption>Tabel 1</caption><tr><th>A<th>B<tr><td>1<br>2<td><p>3</p><p>4</p>",
            ["Tabel 1", "", "A | B", "A: 1 2; B: 3 4"],
        ),
        ("<tr><td colspan=1000 rowspan=65534>Üks<td>kaks", ["Üks | kaks"]),
        ("<tr><td rowspan=0>Üks<td>kaks<tr><td>kolm", ["Üks | kaks", "Üks | kolm"]),
        ("<tr><td colspan=-3>Üks<td rowspan=x>kaks", ["Üks | kaks"]),
    ],
)
def test_a_row_is_a_line_with_its_headings(table: str, expected: list[str]) -> None:
    assert [line for line in lines_of(f"<table>{table}</table>") if line] == list(
        filter(None, expected)
    )


def test_a_nested_table_is_read_once_after_the_one_around_it() -> None:
    inner = "<table><tr><th>X<th>Y<tr><td>1<td>2</table>"
    lines = lines_of(f"<table><tr><th>A<th>B<tr><td>üks<td>kaks{inner}</table>")
    assert lines == ["A | B", "A: üks; B: kaks", "", "X | Y", "X: 1; Y: 2"]


def test_a_table_that_places_blocks_is_no_table() -> None:
    lines = lines_of("<table><tr><td><h1>Pealkiri</h1><p>Lõik.</p><td><p>Teine.</p></table>")
    assert lines == ["Pealkiri", "", "Lõik.", "", "Teine."]


def test_spans_do_not_multiply_a_long_text() -> None:
    rows = "".join("<tr><td>1<td>2" for _ in range(3000))
    text = "\n".join(lines_of(f"<table><tr><td rowspan=65534>{'pikk ' * 1000}{rows}</table>"))
    assert text.count("pikk") == 1000
    assert text.count("1 | 2") == 3000


@pytest.mark.parametrize(
    "table",
    [
        "<tr>" + "<td colspan=1000 rowspan=9>a" * 3000,
        "<tr>" + "<td>a" * 3000 + "<tr><td>b" * 3000,
        "<tr><td rowspan=65534>" * 2000,
        "<table><tr><td>" * 2000,
    ],
)
def test_hostile_tables_end(table: str) -> None:
    assert lines_of(f"<table>{table}</table>") is not None


def test_roles_make_a_table_without_its_elements() -> None:
    grid = (
        "<div role=table><div role=rowgroup><div role=row><span role=columnheader>Koht</span>"
        "<span role=columnheader>2023</span></div></div><div role=row><span role=cell>Rae</span>"
        "<span role=cell>45</span></div></div>"
    )
    assert lines_of(grid) == ["Koht | 2023", "Koht: Rae; 2023: 45"]
