"""Old Office files through LibreOffice, in a process of its own."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

import pytest
from office_files import mail, saved, slides, word, workbook

from corpus import libreoffice
from corpus.errors import DocumentError
from corpus.ids import digest
from ingest.confinement.confined import ConfinedReader
from ingest.confinement.conversion import Conversions

_NEEDS_OFFICE = pytest.mark.skipif(
    libreoffice.program() is None, reason=f"LibreOffice is not installed: {libreoffice.INSTALL}"
)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same three documents as Office 97 wrote them."""
    folder = tmp_path_factory.mktemp("old")
    (folder / "a.docx").write_bytes(word("Kokku osales 1213 inimest."))
    (folder / "a.xlsx").write_bytes(saved(workbook(Teenused=[["Teenus", 2023], ["Pesu", 45]])))
    (folder / "a.pptx").write_bytes(saved(slides(("Kogukonnapäev", "Esimene"))))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for source, target in (("docx", "doc"), ("xlsx", "xls"), ("pptx", "ppt")):
        words = ["--headless", "--convert-to", target, "--outdir", folder, folder / f"a.{source}"]
        subprocess.run([libreoffice.program(), profile, *words], check=True, capture_output=True)
    return folder


@_NEEDS_OFFICE
@pytest.mark.parametrize(
    ("name", "media_type", "text"),
    [
        ("a.doc", "application/msword", "Kokku osales 1213 inimest."),
        ("a.xls", "application/vnd.ms-excel", "Teenus: Pesu; 2023: 45"),
        ("a.ppt", "application/vnd.ms-powerpoint", "Kogukonnapäev\n\nEsimene"),
    ],
)
def test_old_files_are_read(
    old: Path, reader: ConfinedReader, name: str, media_type: str, text: str
) -> None:
    raw = reader.read(old / name)
    assert text in raw.pages[0].text
    assert (raw.media_type, raw.warnings) == (media_type, ())


@_NEEDS_OFFICE
def test_old_files_in_a_mail_are_read(old: Path, reader: ConfinedReader, tmp_path: Path) -> None:
    place = tmp_path / "a.eml"
    place.write_bytes(mail(vana__doc=(old / "a.doc").read_bytes()).as_bytes())
    pages = reader.read(place).pages
    assert pages[1].label == "vana.doc"
    assert "1213" in pages[1].text


@_NEEDS_OFFICE
def test_a_broken_old_file_is_told_and_the_next_is_read(
    old: Path, reader: ConfinedReader, tmp_path: Path
) -> None:
    broken = bytearray((old / "a.doc").read_bytes())
    broken[512:1024] = bytes(512)
    place = tmp_path / "a.doc"
    place.write_bytes(broken)
    with pytest.raises(DocumentError, match=r"LibreOffice could not read it|is damaged|holds no"):
        if not reader.read(place).pages[0].text.strip():
            raise DocumentError("a.doc", "holds no text")
    assert "1213" in reader.read(old / "a.doc").pages[0].text


def test_without_libreoffice_one_sentence_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    if libreoffice.program() is not None:
        pytest.skip("LibreOffice is installed as an application")
    content = base64.b64encode(b"old").decode()
    with Conversions() as conversions:
        conversions.add("a.doc", {"content": content, "ending": "doc", "wanted": "docx"})
        made = conversions.made[digest(b"old")]
    assert made["reason"].startswith("old Office files need LibreOffice: apt-get install ")


def test_a_reader_that_asks_without_end_is_stopped() -> None:
    wanted = {"content": base64.b64encode(b"old").decode(), "ending": "doc", "wanted": "docx"}
    with Conversions() as conversions:
        conversions.made[digest(b"old")] = {"reason": "told"}
        with pytest.raises(DocumentError, match="more than 50 old Office files"):
            conversions.add("a.doc", wanted)
