"""Archives of Word files: what is no Word document is named, what is only odd is read."""

from __future__ import annotations

import io
import zipfile

import pytest
from word_files import p, root, run, word_file

from corpus.errors import DocumentError
from ingest.readers import formats
from ingest.readers.office import docx as reader
from ingest.readers.raw import Limits


@pytest.mark.parametrize("name", ["a.docx", "a.DOCX", "a.docm", "a.dotx", "a.dotm"])
def test_templates_and_files_with_macros_are_read(name: str) -> None:
    read = formats.read(name, word_file(p(run("Tekst."))), Limits())
    assert read.pages[0].text == "Tekst."


@pytest.mark.parametrize(
    ("main", "reason"),
    [
        ("<workbook/>", "holds an Excel workbook; name it .xlsx"),
        ("<presentation/>", "holds slides; name it .pptx"),
        ("<a/>", "damaged or no Word document"),
        ("<w:document/>", "damaged or no Word document"),
        (f"<a>{'<b>' * 300}{'</b>' * 300}</a>", "damaged or no Word document"),
    ],
)
def test_other_documents(main: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        reader.read("a.docx", repacked({"word/document.xml": main.encode()}), Limits())


def repacked(parts: dict[str, bytes], renamed: dict[str, str] | None = None) -> bytes:
    plain, written = io.BytesIO(word_file(p(run("Tekst.")))), io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            content = parts.get(name, old.read(name))
            new.writestr((renamed or {}).get(name, name), content)
    return written.getvalue()


@pytest.mark.parametrize("name", ["word/Document.xml", "word\\document.xml"])
def test_odd_names_inside_are_read(name: str) -> None:
    content = repacked({}, {"word/document.xml": name})
    assert reader.read("a.docx", content, Limits()).pages[0].text == "Tekst."


def test_a_part_that_is_damaged_is_told_and_the_others_read() -> None:
    content = word_file(p(run("Tekst.")), styles=b"<w:styles", numbering=root("w:numbering", ""))
    (page,) = reader.read("a.docx", content, Limits()).pages
    assert page.text == "Tekst."
    assert page.account.doubts == ("the file's part word/styles.xml is damaged and was not read",)


def test_a_file_without_text_says_so() -> None:
    (page,) = reader.read("a.docx", word_file(p("")), Limits()).pages
    assert page.account.doubts == ("the document holds no text of its own",)


def test_a_file_inside_the_file_is_told() -> None:
    content = word_file(p(run("Tekst.")) + "<w:altChunk r:id='aFChunk'/>")
    (page,) = reader.read("a.docx", content, Limits()).pages
    (doubt,) = page.account.doubts
    assert doubt.startswith("a part of the document is another file inside it")
