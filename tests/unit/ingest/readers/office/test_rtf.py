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
