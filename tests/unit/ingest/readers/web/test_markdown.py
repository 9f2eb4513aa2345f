"""Markdown as it is read and cleaned."""

from __future__ import annotations

import pytest

from corpus.errors import InvalidMetadata
from ingest.cutting.cleaning import clean
from ingest.readers.raw import Limits
from ingest.readers.web import markdown

TEXT = """---
id: toidupank
year: 2010
---
# Toidupank

**Kogub** toitu, mis *muidu* [ära visataks](https://toidupank.ee),
ja jagab seda edasi.

## Arvud

- esimene `üks`
- teine
  jätkub

1. samm
2. samm

| Aasta | Peresid |
| --- | --: |
| 2020 | 1 500 |

<!-- märkus -->

Viimane lõik.
"""


def read(text: str) -> tuple[str, list[tuple[int, str]]]:
    cleaned = clean(markdown.read("a.md", text.encode(), Limits()))
    return cleaned.pages[0].text, [(each.level, each.text) for each in cleaned.headings]


def test_marks_go_and_structure_stays() -> None:
    text, headings = read(TEXT)
    assert text == (
        "Toidupank\n\nKogub toitu, mis muidu ära visataks, ja jagab seda edasi.\n\nArvud\n\n"
        "• esimene üks\n• teine jätkub\n\n1. samm\n2. samm\n\n"
        "Aasta | Peresid\nAasta: 2020; Peresid: 1 500\n\nViimane lõik."
    )
    assert headings == [(1, "Toidupank"), (2, "Arvud")]


def test_headings_stand_where_they_say() -> None:
    cleaned = clean(markdown.read("a.md", TEXT.encode(), Limits()))
    for heading in cleaned.headings:
        assert cleaned.pages[0].text[heading.offset :].startswith(heading.text)


def test_front_matter_is_the_description() -> None:
    reading = markdown.read("a.md", TEXT.encode(), Limits())
    assert reading.description == {"id": "toidupank", "year": 2010}
    assert reading.title == "Toidupank"


def test_without_front_matter_there_is_no_description() -> None:
    reading = markdown.read("a.md", b"# Title\n\n---\n\nText", Limits())
    assert reading.description is None
    assert reading.pages[0].text == "Title\n\nText"


def test_broken_front_matter_names_its_line() -> None:
    with pytest.raises(InvalidMetadata, match="not valid YAML"):
        markdown.read("a.md", b"---\nid: [a\n---\ntext", Limits())


def test_windows_line_ends_and_mark() -> None:
    text = "\ufeff" + TEXT.replace("\n", "\r\n")
    assert read(text) == read(TEXT)


def test_footnotes_mean_the_descriptions_sources() -> None:
    raw = markdown.read(
        "a.md", b"---\nid: a\n---\n# Leht\n\nOli 100 inimest.[^1][^12] Siis lahkuti.\n\n"
        b"| Aasta | Arv |\n| --- | --- |\n| 2018[^2] | 10 |\n", Limits(),
    )  # fmt: skip
    page = clean(raw).pages[0]
    assert (
        page.text == "Leht\n\nOli 100 inimest. Siis lahkuti.\n\nAasta | Arv\nAasta: 2018; Arv: 10"
    )
    assert [(page.text[: note.at].split()[-1], note.number) for note in page.notes] == [
        ("inimest.", 1), ("inimest.", 12), ("2018", 2),
    ]  # fmt: skip


def test_footnotes_that_a_text_defines_itself_are_its_own() -> None:
    raw = markdown.read("a.md", b"Oli 100 inimest.[^1]\n\n[^1]: Nii arvab autor.\n", Limits())
    assert clean(raw).pages[0].notes == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("osales 1216<sup>1</sup> inimest", "osales 1216¹ inimest"),
        ("Oli 100 m<sup>2</sup>.", "Oli 100 m²."),
        ("Üks<br>kaks", "Üks\nkaks"),
        ("| A | B |\n|---|---|\n| koduhooldus<br>päevakeskus | 1 |",
         "A | B\nA: koduhooldus päevakeskus; B: 1"),
        ("| A | B |\n|---|---|\n| x \\| y | 1 |", "A | B\nA: x | y; B: 1"),
        ("| | |\n|---|---|\n| Nimi | Abi |\n| Aasta | 2020 |", "Nimi | Abi\nAasta | 2020"),
        ("<table><tr><td><p>Õppijad</p></td><td>618</td></tr></table>", "Õppijad | 618"),
        ("<details><summary>Kuidas?</summary>\n\nNii **siin**.\n\n</details>", "Kuidas?\n\nNii siin."),
        ("Oli ~~10~~ 12 <b>inimest</b>.", "Oli 10 12 inimest."),
        ("Täida <nimi> ja a < b.", "Täida <nimi> ja a < b."),
        ("[link](https://naide.ee 'vihje') ![pilt](a.png)", "link pilt"),
        ("Termin\n: seletus", "Termin : seletus"),
        ("```\n[^1]: kood\n```", "[^1]: kood"),
        ("<!-- märkus -->Tekst", "Tekst"),
        ("Loodi.\n\n2012. aastal alustas keskus.\n\n1. üks\n1. kaks", "Loodi.\n\n2012. aastal alustas keskus.\n\n1. üks\n2. kaks"),
        ("1. üks\n2. kaks\n\n12. märtsil suleti keskus.", "1. üks\n2. kaks\n12. märtsil suleti keskus."),
        ("3. kolm\n   - sees\n7. seitse", "3. kolm\n• sees\n7. seitse"),
        ("Näide `[^1]` siin", "Näide [^1] siin"),
    ],
)  # fmt: skip
def test_html_inside_is_read_as_in_a_page(text: str, expected: str) -> None:
    assert read(text)[0] == expected


def test_own_notes_stand_at_the_end_in_order_of_mention() -> None:
    text = (
        "Oli 1216[^b] ja 5[^a].\n\n[^a]: Esimene *märkus*,\n    mis jätkub.\n\n"
        "[^b]: Vt ka lisa[^c].\n[^c]: Lisa.\n[^d]: Mainimata.\n\nViimane lõik, [^x].\n"
    )
    assert read(text)[0] == (
        "Oli 1216[1] ja 5[2].\n\nViimane lõik, [^x].\n\n"
        "[1] Vt ka lisa[3].\n[2] Esimene märkus, mis jätkub.\n[3] Lisa.\n[4] Mainimata."
    )


def test_scripts_go_and_are_named() -> None:
    page = markdown.read("a.md", b"Tekst\n\n<script>alert(1)</script>\n", Limits()).pages[0]
    assert [each.reason for each in page.account.left_out] == ["script"]
