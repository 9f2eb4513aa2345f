"""Markdown as it is read and cleaned."""

from __future__ import annotations

import pytest

from corpus.errors import InvalidMetadata
from ingest.cutting.cleaning import clean
from ingest.readers import markdown
from ingest.readers.raw import Limits

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
