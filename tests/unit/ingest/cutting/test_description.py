"""What a file without a description is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.cutting.cleaning import clean
from ingest.cutting.description import describe
from ingest.files import FoundFile
from ingest.readers.raw import RawDocument, RawPage, SectionHeading

SOURCE = FoundFile(
    Path("kohtumised/ajapank.txt"), "/kohtumised/ajapank.txt", "1" * 64, "2" * 64, None
)


@pytest.mark.parametrize(
    ("title", "headings", "expected"),
    [
        ("Ajapank vallas", ["Eesmärk"], "Ajapank vallas"),
        ("PowerPointi esitlus", ["Eesmärk"], "Eesmärk"),
        ("Dokument1", ["Slaid 1", "Ajapank"], "Ajapank"),
        (None, ["Eesmärk", "Raha"], "Eesmärk"),
        ("Microsoft Word - aruanne.docx", [], "ajapank"),
        (None, [], "ajapank"),
    ],
)
def test_a_title_is_never_one_that_a_program_left(
    title: str | None, headings: list[str], expected: str
) -> None:
    text = "\n\n".join([*headings, "Ajapank on koht, kus inimesed aitavad üksteist."])
    found = tuple(SectionHeading(0, text.index(each), 1, each) for each in headings)
    raw = RawDocument("text/plain", (RawPage(None, None, text),), found, title=title)
    assert describe(SOURCE, raw, clean(raw), None).title == expected
