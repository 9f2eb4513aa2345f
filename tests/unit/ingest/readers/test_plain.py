"""Plain text: encodings, wrapped lines, short lines."""

from __future__ import annotations

import pytest

from corpus.errors import DocumentError
from ingest.cutting.cleaning import clean
from ingest.readers import plain
from ingest.readers.encoding import decode
from ingest.readers.raw import Limits

WORDS = "Žürii õhtu šokk käsi"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_needs_no_note(encoding: str) -> None:
    assert decode(WORDS.encode(encoding)) == (WORDS, None)


def test_baltic_text_is_noted() -> None:
    text, note = decode(WORDS.encode("cp1257"))
    assert text == WORDS
    assert note is not None and "windows-1257" in note


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    text, note = decode(("õ" * 100).encode() + b"\xff")
    assert text.startswith("õõõ")
    assert note == "1 broken characters in the UTF-8 text"


def test_wrapped_lines_are_joined_and_short_ones_are_not() -> None:
    text = (
        "Aruanne\n\nSee on esimene lõik, mille read on murtud nii, et nad\n"
        "täidavad terve rea ja lähevad järgmisel real edasi ning\nsaavad otsa.\n"
        "Nimi: Mari\nLinn: Tartu\n"
    )
    page = clean(plain.read("a.txt", text.encode(), Limits())).pages[0]
    assert page.number is None
    assert page.text == (
        "Aruanne\n\nSee on esimene lõik, mille read on murtud nii, et nad täidavad terve rea ja "
        "lähevad järgmisel real edasi ning saavad otsa.\nNimi: Mari\nLinn: Tartu"
    )


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(DocumentError, match="is not text"):
        plain.read("a.txt", b"\x7fELF\0\0\0", Limits())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Teenus        2022    2023\nPäevakeskus     40      45\nLõpp.",
            "Teenus | 2022 | 2023\nTeenus: Päevakeskus; 2022: 40; 2023: 45\nLõpp.",
        ),
        ("Nimi\tAadress\nRae\tPikk 1", "Nimi | Aadress\nRae | Pikk 1"),
        ("Rida      üks\nteine   rida      kaks", "Rida üks\nteine rida kaks"),
        ("\tTaane ja jutt\nmis jätkub siin", "Taane ja jutt mis jätkub siin"),
        ("Siin on pikk rida, mille järgi teisi mõõta,\nja mit-\nmele reale murtud.",
         "Siin on pikk rida, mille järgi teisi mõõta, ja mitmele reale murtud."),
    ],
)  # fmt: skip
def test_rows_stand_apart_and_parted_words_together(text: str, expected: str) -> None:
    assert clean(plain.read("a.txt", text.encode(), Limits())).pages[0].text == expected
