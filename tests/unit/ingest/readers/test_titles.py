"""Which titles of files somebody gave, and which a program left."""

from __future__ import annotations

import pytest

from ingest.readers.titles import is_named


@pytest.mark.parametrize(
    "title",
    [
        "PowerPointi esitlus",
        "PowerPoint Presentation",
        "Dokument1",
        "Document (2)",
        "Scanned Document",
        "Microsoft Word - seletuskiri_lõplik",
        "Slaid 1",
        "untitled",
        "aruanne_2020.docx",
        "C:\\Aruanded\\lõplik",
        "file:///tmp/leht",
        "  ",
        "12",
        "“Pealkiri”",
    ],
)
def test_what_programs_leave_is_no_title(title: str) -> None:
    assert not is_named(title)


@pytest.mark.parametrize(
    "title",
    [
        "Sotsiaalse innovatsiooni mõju",
        "Aruanne 2020",
        "Dokumendihalduse kord",
        "Social innovation 2.0",
        "Põhimäärus v.2024",
        "Scanned archives of Estonia",
        "SIKK",
    ],
)
def test_what_people_wrote_is_a_title(title: str) -> None:
    assert is_named(title)
