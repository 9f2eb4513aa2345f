"""PDF pages drawn by hand: what is read of them, in which order, and what is named as left out."""

from __future__ import annotations

from io import BytesIO

import pytest
import typst
from drawing import column, pdf, said, turned
from pypdf import PdfWriter

from ingest.cutting.cleaning import clean
from ingest.readers.pdf import document as reader
from ingest.readers.raw import Limits, RawDocument

LEFT = (
    "Vasak veerg räägib sellest,",
    "kuidas kogukond hoolib oma",
    "eakatest ja mida selleks on",
    "vaja teha igas vallas kohe,",
    "et keegi ei jääks üksi.",
)
RIGHT = (
    "Parem veerg räägib hoopis",
    "sellest, kuidas noored leid-",
    "vad tööd ja mida selleks on",
    "vaja teha igas linnas, et",
    "keegi ei jääks kõrvale.",
)
COLUMNS = f"{' '.join(LEFT)}\n\n{' '.join(RIGHT).replace('leid- vad', 'leidvad')}"


def read(*drawn: str, **entries: str) -> RawDocument:
    return reader.read("leht.pdf", pdf(*drawn, **entries), Limits())


def read_pages(*drawn: str) -> list[str]:
    """The cleaned text of a file with a page for each."""
    writer = PdfWriter()
    for content in drawn:
        writer.append(BytesIO(pdf(content)))
    file = BytesIO()
    writer.write(file)
    return [page.text for page in clean(reader.read("l.pdf", file.getvalue(), Limits())).pages]


def text_of(*drawn: str) -> str:
    return clean(read(*drawn)).pages[0].text


def row(y: float, *cells: str) -> str:
    """Cells side by side; an empty one is not drawn."""
    return "".join(said(50 + 150 * at, y, cell) for at, cell in enumerate(cells) if cell)


@pytest.mark.parametrize("right", [300, 190])
def test_columns_drawn_line_by_line_are_read_one_after_the_other(right: float) -> None:
    drawn = (
        said(50, 700 - 12 * at, left) + said(right, 700 - 12 * at, other)
        for at, (left, other) in enumerate(zip(LEFT * 2, RIGHT * 2, strict=True))
    )
    text = text_of(*drawn)
    assert text.rindex(LEFT[-1]) < text.index(RIGHT[0])
    assert "leidvad tööd" in text


def test_columns_drawn_one_by_one_stay_so() -> None:
    assert text_of(column(50, 700, *LEFT), column(300, 700, *RIGHT)) == COLUMNS


def test_a_table_keeps_its_cells_under_their_headings() -> None:
    text = text_of(
        said(50, 730, "Tabel 1. Teenused ja nende kasutajad aastate kaupa on siin."),
        row(700, "Teenus", "2022", "2023"),
        row(686, "Päevakeskus", "40", "45"),
        row(672, "Koduhooldus", "", "12"),
        row(658, "Tugiisik", "7", ""),
        said(50, 620, "Allikas: väljamõeldud andmed."),
    )
    assert "\n\nTeenus | 2022 | 2023\n" in text
    assert "Teenus: Päevakeskus; 2022: 40; 2023: 45\n" in text
    assert "Teenus: Koduhooldus; 2023: 12\n" in text
    assert "Teenus: Tugiisik; 2022: 7\n\nAllikas" in text


HEAD = ("Teenus", "2022", "2023")
FIRST = ("Päevakeskus", "40", "45"), ("Koduhooldus", "9", "12"), ("Tugiisik", "7", "")
REST = ("Sotsiaaltransport", "310", "295"), ("Varjupaik", "", "8"), ("Nõustamine", "61", "70")


@pytest.mark.parametrize(
    ("foot", "top", "goes_on"),
    [
        ("", "", True),
        ("Ministeerium 17", "Aruanne 2023", True),
        ("", "Tabel 1 (järg)", True),
        ("", "Tabel 2. Muud teenused", False),
        ("Allikas: väljamõeldud andmed.", "", False),
    ],
)
def test_a_table_that_goes_on_overleaf_keeps_its_headings(
    foot: str, top: str, goes_on: bool
) -> None:
    first = "".join(row(700 - 14 * at, *cells) for at, cells in enumerate((HEAD, *FIRST)))
    rest = "".join(row(700 - 14 * at, *cells) for at, cells in enumerate(REST))
    found = read_pages(first + said(50, 40, foot), said(50, 800, top) + rest)
    assert "Teenus: Koduhooldus; 2022: 9; 2023: 12" in found[0]
    assert ("Teenus: Varjupaik; 2023: 8" in found[1]) == goes_on
    assert ("Sotsiaaltransport | 310 | 295" in found[1]) != goes_on


def test_a_table_of_other_columns_gets_no_headings_from_the_page_before() -> None:
    first = "".join(row(700 - 14 * at, *cells) for at, cells in enumerate((HEAD, *FIRST)))
    rest = "".join(row(700 - 14 * at, *cells[:2]) for at, cells in enumerate(REST[::2]))
    assert "Sotsiaaltransport | 310" in read_pages(first, rest)[1]


def test_heads_that_stand_near_each_other_are_heads_of_a_column_each() -> None:
    starts = (50, 120, 180, 225)
    rows = (
        ("Teenus", "Kasutajaid", "Kulusid", "Märkus"),
        ("Päevakeskus", "45", "8816", "jätkub"),
        ("Koduhooldus", "12", "901", ""),
        ("Tugiisik", "7", "64", "jätkub"),
    )
    drawn = (
        said(left, 700 - 14 * at, cell)
        for at, cells in enumerate(rows)
        for left, cell in zip(starts, cells, strict=True)
        if cell
    )
    text = text_of(*drawn)
    assert text.startswith("Teenus | Kasutajaid | Kulusid | Märkus\n")
    assert "Teenus: Koduhooldus; Kasutajaid: 12; Kulusid: 901\n" in text


WRAPPED = (
    (("Teenus",), ("Kirjeldus",), ("Arv",)),
    (("Päeva-", "keskus"), ("Avatud igal tööpäeval", "kella kaheksast"), ("45",)),
    (("Koduhooldus",), ("Tugi kodus",), ("12",)),
)


@pytest.mark.parametrize("cell_by_cell", [True, False])
def test_the_lines_of_a_cell_are_joined(cell_by_cell: bool) -> None:
    drawn, y = "", 700.0
    for line in WRAPPED:
        for at, cell in enumerate(line):
            drawn += column(50 + 150 * at, y, *cell) if cell_by_cell else ""
        for step in range(0 if cell_by_cell else 2):
            drawn += row(y - 12 * step, *(cell[step] if step < len(cell) else "" for cell in line))
        y -= 12 * max(map(len, line)) + 6
    assert text_of(drawn) == (
        "Teenus | Kirjeldus | Arv\n"
        "Teenus: Päevakeskus; Kirjeldus: Avatud igal tööpäeval kella kaheksast; Arv: 45\n"
        "Teenus: Koduhooldus; Kirjeldus: Tugi kodus; Arv: 12"
    )


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        (row(700, "1. Sissejuhatus", "", "", "3") + row(688, "2. Taust", "", "", "5"), " | 3\n"),
        (said(50, 700, "1.") + said(80, 700, "Esimene nõue"), "1. Esimene nõue"),
        (row(700, "Mari Maasikas", "", "Juhan Juurikas"), "Mari Maasikas | Juhan Juurikas"),
    ],
)
def test_not_every_gap_is_a_table(drawn: str, text: str) -> None:
    assert text in text_of(drawn)
    assert ":" not in text_of(drawn)


def test_a_column_of_digits_is_not_one_number() -> None:
    assert text_of(column(300, 700, "3", "5", "9")).split() == ["3", "5", "9"]


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        (
            said(50, 700, "osales 1216") + said(104.5, 704, "1", 6) + said(110, 700, "inimest"),
            "osales 1216¹ inimest",
        ),
        (
            said(50, 700, "lõppes.") + said(84, 704, "2", 6) + said(90, 700, "Uus lause"),
            "lõppes.² Uus lause",
        ),
        (
            said(50, 700, "§ 54") + said(69.5, 704, "2", 6) + said(76, 700, "järgi"),
            "§ 54² järgi",
        ),
        (said(50, 700, "CO") + said(65, 698, "2", 6) + said(70, 700, "heide"), "CO2 heide"),
        (said(50, 700, "12") + said(61.2, 700, "16", 8), "1216"),
        (said(50, 704, "3", 6) + said(53.4, 700, "Liini"), "³ Liini"),
        (said(50, 703, "12", 6) + said(56.7, 700, "Liini"), "¹² Liini"),
        (said(50, 700, "3D ja 12kuuline"), "3D ja 12kuuline"),
    ],
)
def test_raised_numbers_are_kept_apart(drawn: str, text: str) -> None:
    assert text_of(drawn) == text


def test_figures_that_the_font_raises_are_kept_apart() -> None:
    page = typst.compile(b"Osales 1216#super[1] inimest, 2021. aastal \xc2\xa7 54#super[12] lg 1.")
    (read_page,) = clean(reader.read("a.pdf", page, Limits())).pages
    assert read_page.text == "Osales 1216¹ inimest, 2021. aastal § 54¹² lg 1."


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        (said(50, 700, "s") + said(55, 700, "o") + said(56, 702, "˜") + said(60.6, 700, "na"), "sõna"),
        (said(50, 700, "s") + said(56, 702, "˜") + said(55, 700, "o") + said(60.6, 700, "na"), "sõna"),
        (said(50, 700, "ko") + said(60.6, 700, "s") + said(61.5, 702, "ˆ"), "koŝ"),
        (said(50, 700, "umbes ~5 tundi ja ~ 7"), "umbes ~5 tundi ja ~ 7"),
    ],
)  # fmt: skip
def test_accents_drawn_by_themselves_join_their_letters(drawn: str, text: str) -> None:
    assert text_of(drawn) == text


def test_turned_text_is_read_after_the_lines_beside_it() -> None:
    text = text_of(
        said(50, 700, "Esimene rida läheb"),
        turned(30, 600, "Märkus servas"),
        said(50, 688, "edasi teisele reale."),
    )
    assert text == "Esimene rida läheb edasi teisele reale.\n\nMärkus servas"


@pytest.mark.parametrize(
    ("drawn", "reason"),
    [
        (said(50, 600, "Peidetud sõnad", before="3 Tr"), "hidden text"),
        (said(50, 600, "Peidetud sõnad", before="1 1 1 rg"), "hidden text"),
        (said(50, 600, "Peidetud sõnad", size=0.5), "hidden text"),
        (said(700, 600, "Peidetud sõnad"), "off the page"),
        (said(50, -40, "Peidetud sõnad"), "off the page"),
    ],
)
def test_what_nobody_sees_is_named_and_not_read(drawn: str, reason: str) -> None:
    page = read(said(50, 700, "Nähtav lause."), drawn).pages[0]
    assert page.text == "Nähtav lause."
    assert [(each.reason, each.sample) for each in page.account.left_out] == [
        (reason, "Peidetud sõnad")
    ]


def test_white_on_a_coloured_ground_is_read() -> None:
    ground = "q 0 0 0.5 rg 40 590 200 30 re f Q\n"
    page = read(ground, said(50, 600, "Tabeli pea", before="1 1 1 rg")).pages[0]
    assert page.text == "Tabeli pea"
    assert not page.account.left_out


@pytest.mark.parametrize(
    ("heads", "title"),
    [
        ([(780, "Noorte"), (756, "uuring")], "Noorte uuring"),
        ([(780, "Taust"), (600, "Tulemused"), (400, "Kokkuvõte")], "Taust"),
        ([(780, "Rahastamispõhimõt-"), (756, "ted")], "Rahastamispõhimõtted"),
        ([(780, "Rahulolu-"), (756, "uuring")], "Rahulolu-uuring"),
        ([(780, "Slaid 1")], None),
        ([(800 - 22 * at, f"Suur rida {at}") for at in range(6)], None),
    ],
)
def test_a_title_is_one_heading(heads: list[tuple[float, str]], title: str | None) -> None:
    drawn = []
    for y, head in heads:
        drawn.append(said(50, y, head, 20))
        drawn.append(column(50, y - 36, *LEFT) if len(heads) == 3 else "")
    assert read(*drawn, column(50, 200, *LEFT * 3)).title == title


def test_an_outline_finds_a_heading_that_is_parted() -> None:
    page = typst.compile(
        b'#set page(width: 6cm); #set text(lang: "et", hyphenate: true);'
        b"#show heading: set text(hyphenate: true)\n= Sotsiaalhoolekandeteenused\nTekst."
    )
    (heading,) = clean(reader.read("a.pdf", page, Limits())).headings
    assert heading.text == "Sotsiaalhoolekandeteenused"


def test_a_head_of_two_rows_names_each_column() -> None:
    drawn = (
        *(said(x, 700, name) for x, name in ((50, "Koht"), (150, "2022"), (350, "2023"))),
        *(said(50 + 100 * at, 684, name) for at, name in enumerate(["", "M", "N", "M", "N"])),
        *(said(50 + 100 * at, 668, name) for at, name in enumerate(["Rae", "1", "2", "3", "4"])),
    )
    assert text_of(*drawn).split("\n")[-1] == (
        "Koht: Rae; 2022 › M: 1; 2022 › N: 2; 2023 › M: 3; 2023 › N: 4"
    )
