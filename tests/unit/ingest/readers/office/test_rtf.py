"""RTF: headings, tables and notes as they are printed; what is left out is told."""

from __future__ import annotations

import pytest

from ingest.readers.office import rtf
from ingest.readers.raw import LINE, Limits, RawDocument

FONTS = r"{\fonttbl{\f0\fcharset186 Arial;}}"
TABLE = (
    r"\trowd\cellx1\cellx2\pard\intbl Teenus\cell 2023\cell\row"
    r"\trowd\cellx1\cellx2\pard\intbl P\'e4ev\par keskus\cell 45\cell\row\pard "
)


def read(body: str) -> RawDocument:
    source = rf"{{\rtf1\ansi\ansicpg1257\deff0{FONTS}{body}}}"
    return rtf.read("a.rtf", source.encode("latin-1"), Limits())


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\f0 \u381?\'fcrii ja \'f0okolaad\par", "Žürii ja šokolaad"),
        (r"Esimene\par\par Teine\line kolmas", "Esimene\n\nTeine\n\nkolmas"),
        (r"A | B \{tekst\}", "A | B {tekst}"),
        (r"V\'e4rav" + "\xe4", "Väravä"),
        (rf"Enne\par{TABLE}Lopp", f"Enne\n\nTeenus | 2023{LINE}Teenus: Päev keskus; 2023: 45\n\nLopp"),
        (r"\bullet  yks\par\bullet  kaks\par", f"• yks{LINE}• kaks"),
        (r"osales 1216{\super\chftn}{\footnote\pard\chftn  Allikas.} inimest", "osales 1216[1] inimest\n\n[1] Allikas."),
        (r"Ees{\shp{\*\shpinst{\shptxt Kastis}}} taga", "Ees taga\n\nKastis"),
        (r"pilt {\pict\wmetafile8 0123456789abcdef} taga", "pilt  taga"),
        (r"{\pntext\f0 1.\tab}yks\par{\listtext a)\tab}kaks\par{\pntext\'b7\tab}kolm\par", f"1. yks{LINE}a) kaks{LINE}• kolm"),
        (r"yks\column kaks", "yks\n\nkaks"),
        (r"{\info{\title Pealdis}}Tekst", "Tekst"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_is_printed(body: str, text: str) -> None:
    assert read(body).pages[0].text == text


@pytest.mark.parametrize(
    "body",
    [
        r"\pard\outlinelevel1 Peat\'fckk\par\pard Tekst.",
        r"{\stylesheet{\s0 Normal;}{\s5\sbasedon0 heading 2;}}\pard\s5 Peat\'fckk\par\pard\s0 Tekst.",
    ],
)
def test_headings_are_told_by_level_or_style(body: str) -> None:
    raw = read(body)
    assert [(heading.level, heading.text) for heading in raw.headings] == [(2, "Peatükk")]
    assert raw.pages[0].text == "Peatükk\n\nTekst."


def row(form: str, *cells: str) -> str:
    return rf"\trowd{form}\pard\intbl " + "".join(rf"{each}\cell " for each in cells) + r"\row"


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (  # a county that reaches down over two rows
            (row(r"\clvmgf\cellx9\cellx999", "Harju", "Keila"), row(r"\clvmrg\cellx9\cellx999", "", "Rae")),
            ["Harju | Keila", "Harju | Rae"],
        ),
        (  # a head of two rows by Word: merged cells say so
            (
                row(r"\trhdr\clvmgf\cellx100\clmgf\cellx200\clmrg\cellx300", "Koht", "Arv", ""),
                row(r"\trhdr\clvmrg\cellx100\cellx200\cellx300", "", "M", "N"),
                row(r"\cellx100\cellx200\cellx300", "Rae", "1", "2"),
            ),
            ["Koht | Arv | Arv", "Koht | M | N", "Koht: Rae; Arv › M: 1; Arv › N: 2"],
        ),
        (  # the same by width, with edges that hardly differ
            (
                row(r"\trhdr\cellx1000\cellx3000", "Koht", "Arv"),
                row(r"\trhdr\cellx1000\cellx2000\cellx3000", "", "M", "N"),
                row(r"\cellx1005\cellx1990\cellx3000", "Rae", "1", "2"),
            ),
            ["Koht | Arv | Arv", "| M | N", "Koht: Rae; Arv › M: 1; Arv › N: 2"],
        ),
    ],
)  # fmt: skip
def test_cells_are_filled_as_they_are_merged(rows: tuple[str, ...], lines: list[str]) -> None:
    assert read("".join(rows) + r"\pard").pages[0].text.split(LINE) == lines


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (r"{\info{\title Aruanne}}Tekst", "Aruanne"),
        (r"{\info{\title Document1}}Tekst", None),
        (
            r"{\info{\title Muu}}{\stylesheet{\s9\sbasedon0 Title;}}\pard\s9 Aruanne\par\pard Tekst",
            "Aruanne",
        ),
    ],
)
def test_a_title_is_the_first_heading_or_what_somebody_gave(body: str, title: str | None) -> None:
    assert read(body).title == title


def test_what_is_left_out_is_told() -> None:
    account = (
        read(r"{\headerl Minu asutus}{\*\annotation Kas nii?}\v peidus\v0  Tekst").pages[0].account
    )
    assert [(each.reason, each.sample) for each in account.left_out] == [
        ("running head or page number", "Minu asutus"),
        ("remark", "Kas nii?"),
    ]
    assert account.doubts == ("holds hidden text",)


@pytest.mark.parametrize(
    ("body", "text", "hidden"),
    [
        (r"{\loch\v\loch  Mustand.} Jah", "Jah", ["Mustand."]),
        (r"{\v0 Mustand.} Jah", "Mustand. Jah", []),
        (r"osales 1216{\loch\super\loch 17} ja CO{\sub 2}", "osales 1216¹⁷ ja CO₂", []),
        (r"2{\super nd} day", "2nd day", []),
        (r"1216\super 1\nosupersub  inimest", "1216¹ inimest", []),
        (
            r"on {\rtlch\fcs1 \af0 \deleted\revauthdel1 300}{\revised 400} eurot",
            "on 400 eurot",
            ["300"],
        ),
        ("{\\rtlch\\fcs1 \\af0 \r\n\\v Mustand.} Jah", "Jah", ["Mustand."]),
        (r"{\f0 \v Mustand\v0  Jah}", "Mustand Jah", []),
        (r"{\super0 17} ja {\vertalc 5}", "17 ja 5", []),
    ],
)
def test_runs_that_are_hidden_or_raised(body: str, text: str, hidden: list[str]) -> None:
    page = read(body).pages[0]
    assert page.text == text
    assert [each.sample for each in page.account.left_out] == hidden


@pytest.mark.parametrize(
    "content", [b"{\\rtf1", b"{\\rtf1}}}}", b"{\\rtf1\\ansicpg99999 a}", b"{\\rtf1 {\\footnote"]
)
def test_broken_files_are_no_faults(content: bytes) -> None:
    assert rtf.read("a.rtf", content, Limits()).pages
