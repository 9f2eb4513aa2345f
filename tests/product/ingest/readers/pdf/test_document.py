"""PDF: every file of the stress set comes out as its index says, and layout becomes paragraphs."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import pytest
from making import SHARED

from corpus.errors import DocumentError
from ingest.confinement.confined import ConfinedReader
from ingest.cutting.cleaning import Cleaned, clean
from ingest.readers.pdf.layout import OutlineEntry, arrange
from ingest.readers.pdf.line import Line

INDEX = SHARED / "pdf_stress" / "INDEX.tsv"
HEADER = "file\tcategory"
# Text that was seen in the files marked opens-without-password.
UNLOCKED = {
    "encrypted_V4-aes.pdf": "Potato 0",
    "encrypted_signed.pdf": "This is a digitally signed PDF",
    "encrypted_issue-00352-hash-twos-complement.pdf": "Published on CSG Knowledge Center",
}
CURVES = ("odd_vector.pdf",)  # empty for readers that do not look at the page


def cases() -> list[tuple[str, str]]:
    if not INDEX.exists():
        return []
    lines = INDEX.read_text(encoding="utf-8").split("\n")
    first = next(at for at, line in enumerate(lines) if line.startswith(HEADER))
    rows = [line.split("\t") for line in lines[first + 1 :] if line]
    return [(row[0], row[6]) for row in rows]


def text_of(cleaned: Cleaned) -> str:
    text = " ".join(page.text for page in cleaned.pages)
    return " ".join(unicodedata.normalize("NFC", text).split())


@pytest.mark.usefixtures("stress")
@pytest.mark.parametrize(("name", "expected"), cases())
def test_stress_set(name: str, expected: str, stress: Path, reader: ConfinedReader) -> None:
    kind, _, phrase = expected.partition(":")
    path = stress / name
    if kind in ("broken", "needs-password"):
        reason = "password" if kind == "needs-password" else "damaged|is named .pdf but holds"
        with pytest.raises(DocumentError, match=reason):
            reader.read(path)
        return
    reading = reader.read(path)
    text = text_of(clean(reading))
    if kind == "text":
        assert " ".join(unicodedata.normalize("NFC", phrase).split()) in text
    elif kind == "opens-without-password":
        assert UNLOCKED[name] in text
    elif kind == "empty" and name not in CURVES:
        assert not text and not reading.unread
    elif shutil.which("tesseract"):
        assert text
    else:
        assert reading.unread == tuple(page.number for page in reading.pages)


def test_scans_without_tesseract_name_page_and_remedy(
    stress: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with ConfinedReader() as reader:
        reading = reader.read(stress / "scanned_multi-page-images.pdf")
    assert reading.unread == (1, 2, 3)
    assert "apt-get install tesseract-ocr tesseract-ocr-est" in reading.warnings[0]
    assert "pages 1-3: a picture" in reading.warnings[1]


def test_pages_beyond_the_cap_are_told(stress: Path) -> None:
    with ConfinedReader(pages=3) as reader:
        reading = reader.read(stress / "estonian_RK_meta_mudel_ver_5.0.pdf")
    assert len(reading.pages) == 3
    assert reading.warnings == ("has 32 pages; only the first 3 are read",)


def test_columns_are_read_one_after_the_other(stress: Path, reader: ConfinedReader) -> None:
    text = text_of(clean(reader.read(stress / "multicolumn_multicolumn.pdf")))
    assert "fermentum faucibus, egestas vel, odio. Sed commodo posuere pede." in text


def test_rows_of_tables_stay_rows(stress: Path, reader: ConfinedReader) -> None:
    page = clean(reader.read(stress / "odd_senate-expenditures.pdf")).pages[0]
    assert "BAIN, J MATTHEW | | DISTRICT DIRECTOR | | 37,499.96\n" in page.text


def lines(*rows: tuple[str, float, float, float]) -> list[Line]:
    """Lines of ten-point type from (text, left, right, bottom)."""
    return [Line(text, left, bottom, right, 10) for text, left, right, bottom in rows]


def test_a_short_line_that_stops_ends_the_paragraph() -> None:
    page = lines(
        ("Pikk rida, mis on täis ja läheb edasi", 50, 300, 700),
        ("ja saab otsa.", 50, 120, 688),
        ("Uus lõik, mis on samuti täis ja läheb", 50, 300, 676),
        ("edasi.", 50, 80, 664),
    )
    text, headings = arrange(0, page, 10, None)
    assert text.count("\n\n") == 1
    assert "otsa.\n\nUus" in text
    assert not headings


def test_an_outline_names_the_headings_also_over_two_lines() -> None:
    page = lines(
        ("3.1 Sotsiaalse innovatsiooni", 50, 200, 700),
        ("ökosüsteem", 50, 120, 688),
        ("Tekst algab siit ja läheb edasi.", 50, 300, 670),
    )
    text, headings = arrange(
        4, page, 10, [OutlineEntry(4, 2, "Sotsiaalse innovatsiooni ökosüsteem")]
    )
    assert text == ("3.1 Sotsiaalse innovatsiooni\nökosüsteem\n\nTekst algab siit ja läheb edasi.")
    assert [(h.page_index, h.offset, h.level) for h in headings] == [(4, 0, 2)]
    assert headings[0].text == "3.1 Sotsiaalse innovatsiooni ökosüsteem"
