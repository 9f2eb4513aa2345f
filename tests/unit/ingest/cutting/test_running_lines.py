"""Heads, feet and page numbers go; whatever says something of its own stays."""

from __future__ import annotations

import pytest

from ingest.cutting.cleaning import clean
from ingest.cutting.page_numbers import page_numbers
from ingest.cutting.running_lines import running_lines
from ingest.readers.raw import RawDocument, RawPage, SectionHeading

BODY = (
    "Kogukond aitab noori.", "Raha tuli riigilt.", "Koolid said tuge.", "Vallad liitusid hiljem.",
    "Hindajad küsisid peresid.", "Lapsed õppisid koos.", "Eakad said abi.", "Rühmad jätkavad.",
)  # fmt: skip


def pages_of(heads: list[str], feet: list[str] | None = None) -> list[list[str]]:
    """Pages whose heads and feet stand around two lines of text that no other page has."""
    feet = feet or [""] * len(heads)
    return [
        [line for line in (head, BODY[at], f"{BODY[-at - 1]} Ja {'abcdefgh'[at]}.", foot) if line]
        for at, (head, foot) in enumerate(zip(heads, feet, strict=True))
    ]


def gone(pages: list[list[str]]) -> list[str]:
    remains = running_lines(pages).remains
    return [pages[i][at] for i, page in enumerate(remains) for at, rest in page.items() if not rest]


@pytest.mark.parametrize(
    "heads",
    [
        ["2016. aasta tulemused", "2017. aasta tulemused", "2018. aasta tulemused"],
        ["Tulemused 2016", "Tulemused 2017", "Tulemused 2018"],
        ["2016", "2017", "2018"],
        ["Osalejaid oli 1037.", "Osalejaid oli 1213.", "Osalejaid oli 1399."],
        ["Osalejaid oli 11.", "Osalejaid oli 12.", "Osalejaid oli 13."],
        ["Osalejaid: 11", "Osalejaid: 12", "Osalejaid: 13"],
        ["11 osalejat", "12 osalejat", "13 osalejat"],
        ["§ 4. Toetuse andmine", "§ 5. Toetuse maksmine", "§ 6. Toetuse tagastamine"],
        ["§ 4", "§ 5", "§ 6"],
        ["Lisa 1", "Lisa 2", "Lisa 3"],
        ["Appendix 1", "Appendix 2", "Appendix 3"],
        ["1. Eesmärk", "2. Eesmärk", "3. Eesmärk"],
        ["12.03.2020", "13.03.2020", "14.03.2020"],
        ["2020-03-12", "2020-03-13", "2020-03-14"],
        ["12. märts", "13. märts", "14. märts"],
        ["1/2020", "2/2020", "3/2020"],
        ["45", "12", "99"],
        ["100", "100", "100"],
        ["Kokku osales 1213 inimest.", "Kokku osales 1214 inimest.", "Kokku osales 1215 inimest."],
        ["I", "II", "III"],
    ],
)
def test_what_has_content_of_its_own_stays(heads: list[str]) -> None:
    assert gone(pages_of(heads)) == []
    assert gone(pages_of([""] * 3, heads)) == []


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        (["Lk 17", "Lk 18", "Lk 19"], ["17", "18", "19"]),
        (["lk 17/40", "lk 18/40", "lk 19/40"], ["17", "18", "19"]),
        (["Page 3 of 10", "Page 4 of 10", "Page 5 of 10"], ["3", "4", "5"]),
        (["Leht 1 / 3", "Leht 2 / 3", "Leht 3 / 3"], ["1", "2", "3"]),
        (["– 17 –", "– 18 –", "– 19 –"], ["17", "18", "19"]),
        (["[7]", "[8]", "[9]"], ["7", "8", "9"]),
        (["1 / 3", "2 / 3", "3 / 3"], ["1", "2", "3"]),
        (["i", "ii", "iii"], ["i", "ii", "iii"]),
        (["ii", "iii", "iv"], ["ii", "iii", "iv"]),
        (["7", "8", "9"], ["7", "8", "9"]),
        (["", "2", "3"], [None, "2", "3"]),
        (["Page 1 of 2", "Page 2 of 2"], ["1", "2"]),
        (["1", "2"], ["1", "2"]),
    ],
)
def test_page_numbers_go_and_are_labels(lines: list[str], labels: list[str | None]) -> None:
    for pages in (pages_of(lines), pages_of([""] * len(lines), lines)):
        assert running_lines(pages).labels == labels
        assert gone(pages) == [line for line in lines if line]


@pytest.mark.parametrize(
    ("lines", "first", "labels"),
    [
        (["Ministeerium 17", "Ministeerium 18", "Ministeerium 19"], "Ministeerium", "17 18 19"),
        (["17 Ministeerium", "18 Ministeerium", "19 Ministeerium"], "Ministeerium", "17 18 19"),
        (["17 | Aruanne", "18 | Aruanne", "19 | Aruanne"], "Aruanne", "17 18 19"),
        (["Aruanne 2020 | 7", "Aruanne 2020 | 8", "Aruanne 2020 | 9"], "Aruanne 2020", "7 8 9"),
        (["Aruanne lk 7", "Aruanne lk 8", "Aruanne lk 9"], "Aruanne", "7 8 9"),
        (
            ["2 Amet", "Aruanne 3", "4 Amet", "Aruanne 5", "6 Amet", "Aruanne 7"],
            "Amet",
            "2 3 4 5 6 7",
        ),
    ],
)
def test_a_counted_head_keeps_its_wording_once(lines: list[str], first: str, labels: str) -> None:
    pages = pages_of(lines)
    found = running_lines(pages)
    assert found.labels == labels.split()
    assert found.remains[0] == {0: first}
    assert all(page in ({0: ""}, {0: "Aruanne"}) for page in found.remains[1:])


def test_a_repeated_title_stays_where_it_stands_first() -> None:
    pages = pages_of(["Aruanne 2020"] * 4)
    assert running_lines(pages).remains == [{0: "Aruanne 2020"}, {0: ""}, {0: ""}, {0: ""}]


def test_a_foot_that_the_text_says_too_goes_everywhere() -> None:
    pages = pages_of([""] * 4, [f"Kompetentsikeskus | {n}" for n in (2, 3, 4, 5)])
    pages[0].insert(0, "Sotsiaalse innovatsiooni kompetentsikeskus")
    assert [set(page.values()) for page in running_lines(pages).remains] == [{""}] * 4


def test_roman_pages_before_a_counted_foot_are_its_own() -> None:
    feet = ["Amet | ii", "Amet | iii", *(f"Amet | {n}" for n in range(1, 7))]
    assert running_lines(pages_of([""] * 8, feet)).labels == ["ii", "iii", *"123456"]


def test_what_counts_beside_the_page_numbers_is_the_text_s_own() -> None:
    pages = pages_of([f"Toetus {n}" for n in range(1, 5)], [f"lk {n}" for n in range(1, 5)])
    assert gone(pages) == ["lk 1", "lk 2", "lk 3", "lk 4"]


def test_a_line_that_recurs_inside_the_text_stays() -> None:
    pages = [[f"Projekt {'ABCD'[at]}", "Riik: Eesti", BODY[at], BODY[-at - 1]] for at in range(4)]
    assert gone(pages) == []


def test_the_head_of_a_table_stays_over_its_rows() -> None:
    pages = [
        ["Teenus | 2023", f"Teenus: {name}; 2023: {at}", *BODY[at : at + 2]]
        for at, name in enumerate(("Päevakeskus", "Koduhooldus", "Nõustamine", "Tugiisik"))
    ]
    assert gone(pages) == []


@pytest.mark.parametrize(("begins", "stays"), [(1, True), (17, False)])
def test_headings_that_count_from_one_are_no_running_heads(begins: int, stays: bool) -> None:
    names = [f"Ettekanne {begins + at}" for at in range(4)]
    raw = tuple(
        RawPage(at + 1, None, f"{name}\n\n{BODY[at]}\n\n{BODY[-at - 1]} Ja {'abcd'[at]}.")
        for at, name in enumerate(names)
    )
    headings = tuple(SectionHeading(at, 0, 1, name) for at, name in enumerate(names))
    pages = clean(RawDocument("application/pdf", raw, headings)).pages
    assert [name in page.text for name, page in zip(names, pages, strict=True)] == [stays] * 4


@pytest.mark.parametrize(
    ("given", "printed", "label"),
    [("1", "7", "7"), (None, "7", "7"), ("A-1", "7", "A-1"), ("1", None, "1"), (None, None, None)],
)
def test_a_label_that_only_counts_gives_way_to_the_printed_one(
    given: str | None, printed: str | None, label: str | None
) -> None:
    raw = tuple(
        RawPage(n, given and given.replace("1", str(n)), f"{BODY[n]}\n{n + 6 if printed else ''}")
        for n in range(1, 5)
    )
    first = clean(RawDocument("application/pdf", raw)).pages[0]
    assert first.label == label


def test_what_went_is_in_the_account() -> None:
    raw = tuple(RawPage(n, None, f"Aruanne | {n}\n{BODY[n]}\nJa {BODY[-n]}") for n in range(1, 5))
    accounts = [page.account for page in clean(RawDocument("application/pdf", raw)).pages]
    samples = [[(gone.characters, gone.sample) for gone in each.left_out] for each in accounts]
    assert samples == [[(4, "Aruanne | 1")], *([(11, f"Aruanne | {n}")] for n in (2, 3, 4))]
    assert {gone.reason for each in accounts for gone in each.left_out} == {
        "running head or page number"
    }


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Aruanne 2020 | Lk 7/40", [("7", "aruanne 2020 | lk # / 40", "Aruanne 2020")]),
        ("xiv", [("xiv", "#", "")]),
        ("iiii", []),
        ("Mix 12345", []),
        ("7 8", [("7", "# 8", "8"), ("8", "7 #", "7")]),
        ("9 / 3", []),
    ],
)
def test_what_may_be_a_page_number(line: str, found: list[tuple[str, str, str]]) -> None:
    numbers = list(page_numbers(line))
    assert [(each.printed, each.frame, each.rest) for each in numbers] == found
