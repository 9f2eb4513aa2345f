"""What is left out of a page: gathered by reason; encoded data told from words."""

from __future__ import annotations

import base64

import pytest

from corpus.accounts import LeftOut
from corpus.errors import DocumentError
from ingest.readers import plain
from ingest.readers.leavings import DATA, Leavings
from ingest.readers.raw import Limits
from ingest.readers.web import html, markdown

BLOB = base64.b64encode(bytes(range(256)) * 3).decode()
MAIL = "\n".join(BLOB[at : at + 76] for at in range(0, len(BLOB), 76))


def test_pieces_of_one_reason_are_one() -> None:
    leavings = Leavings()
    leavings.add("navigation", "Avaleht  Kontakt")
    leavings.add("navigation", "Otsi")
    leavings.add("form", "  ")
    assert leavings.account().left_out == (LeftOut("navigation", 19, "Avaleht Kontakt"),)


@pytest.mark.parametrize("data", [BLOB, MAIL, f"data:image/png;base64,{BLOB}"])
def test_encoded_data_is_named_and_left_out(data: str) -> None:
    leavings = Leavings()
    text = f"Enne on lõik.\n{data}\nPärast on teine."
    assert leavings.without_data(text).split() == ["Enne", "on", "lõik.", "Pärast", "on", "teine."]
    assert leavings.characters(DATA) >= len(BLOB)


@pytest.mark.parametrize(
    "text",
    [
        "sotsiaalinnovatsioonikompetentsikeskus" * 9,
        "https://naide.ee/" + "a1B2-" * 60,
        "1234567890 " * 40,
        "ACGT" * 100,
        "Lühike1A",
    ],
)
def test_long_words_are_no_data(text: str) -> None:
    assert Leavings().without_data(text) == text


@pytest.mark.parametrize("reader", [plain, html, markdown])
def test_a_file_of_encoded_data_is_refused(reader: object) -> None:
    with pytest.raises(DocumentError, match="base64"):
        reader.read("a.txt", f"Tere.\n\n{MAIL}\n".encode(), Limits())  # type: ignore[attr-defined]
