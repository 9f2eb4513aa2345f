"""What a folder holds: documents, their descriptions, and what is skipped, with the reason."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from office_files import packed, word

from corpus.errors import DocumentError
from ingest import files


def survey(folder: Path) -> dict[str, tuple[str, bool]]:
    found = files.survey([folder])
    return {
        os.path.relpath(each.path, folder): (each.reason, each.is_document)
        for each in found.skipped
    }


def put(path: Path, content: bytes = b"Tekst.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "reason", "is_document"),
    [
        ("a.xyz", b"Tekst.", "files ending in '.xyz' are not read", False),
        ("a.jar", packed({"a": b""}), "files ending in '.jar' are not read", False),
        ("protokoll", b"Tekst.", "files without an ending are not read", True),
        ("a.pages", b"Tekst.", "files ending in '.pages' are not read", True),
        ("a.djvu", b"AT&TFORM", "is a DjVu scan, which is not read", True),
        ("a.gz", b"\x1f\x8b", "is a gzip archive, which is not read", False),
        ("tühi.xyz", b"", "is empty", False),
        (".peidus.pdf", b"%PDF-", "hidden; rename it to have it read", True),
        (".peidus", b"", "hidden; rename it to have it read", False),
        ("~$aruanne.docx", b"", "the mark of a document that is open in an office program", False),
        (".~lock.a.odt#", b"", "the mark of a document that is open in an office program", False),
        ("a.pdf.bak", b"%PDF-", "a copy that a program left behind", True),
        ("a.docx.crdownload", b"PK", "a copy that a program left behind", True),
        ("a.txt~", b"Tekst.", "a copy that a program left behind", True),
        ("x.tmp", b"", "a copy that a program left behind", False),
        ("Thumbs.db", b"\0", "a file of the system", False),
        ("._a.pdf", b"\0", "a file of the system", False),
        ("a.yaml", b"id: a", "describes no document beside it", False),
        ("a.yml", b"id: a", "describes no document beside it", False),
    ],
)
def test_every_skipped_file_is_named(
    tmp_path: Path, name: str, content: bytes, reason: str, is_document: bool
) -> None:
    put(tmp_path / name, content)
    found = survey(tmp_path)
    assert found.keys() == {name}
    assert found[name][0].startswith(reason)
    assert found[name][1] is is_document


@pytest.mark.parametrize("name", ["aruanne", "aruanne.old", "aruanne.docx_"])
def test_a_document_is_found_whatever_it_is_named(tmp_path: Path, name: str) -> None:
    path = put(tmp_path / name, word("Tekst."))
    assert files.find([tmp_path]) == [path]
    assert survey(tmp_path) == {}


def test_links_and_folders_that_are_passed_by(tmp_path: Path) -> None:
    put(tmp_path / "sub" / "a.md")
    (tmp_path / "sub" / "ring").symlink_to(tmp_path)
    (tmp_path / "b.md").symlink_to(tmp_path / "kadunud.md")
    put(tmp_path / ".git" / "c.md")
    os.mkfifo(tmp_path / "d.md")
    found = survey(tmp_path)
    assert [path.name for path in files.find([tmp_path])] == ["a.md"]
    assert found["sub/ring"][0].startswith("a link to a folder")
    assert found["b.md"] == ("a link that leads nowhere", False)
    assert found[".git"] == ("a hidden folder", False)
    assert found["d.md"] == ("is no ordinary file", False)


@pytest.mark.parametrize("suffix", [".yaml", ".yml", ".YML"])
@pytest.mark.parametrize(("file", "beside"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFC", "NFC")])
def test_a_description_is_found_beside_its_file(
    tmp_path: Path, suffix: str, file: str, beside: str
) -> None:
    path = put(tmp_path / unicodedata.normalize(file, "Köök.txt"))
    told = put(tmp_path / unicodedata.normalize(beside, f"Köök{suffix}"), b"id: a")
    assert files.fingerprint(path).description == told
    assert survey(tmp_path) == {}


def test_a_second_description_is_named(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt")
    put(tmp_path / "a.yaml", b"id: a")
    put(tmp_path / "a.yml", b"id: b")
    assert files.fingerprint(path).description == tmp_path / "a.yaml"
    expected = "a second description: a.yaml counts; keep one of the two"
    assert survey(tmp_path) == {"a.yml": (expected, False)}
    assert [each.path for each in files.survey([path]).skipped] == [str(tmp_path / "a.yml")]


def test_markdown_carries_its_own_description(tmp_path: Path) -> None:
    path = put(tmp_path / "a.md")
    put(tmp_path / "a.yaml", b"id: a")
    assert files.fingerprint(path).description is None
    assert survey(tmp_path) == {"a.yaml": ("describes no document beside it", False)}


def test_a_file_that_no_reader_takes_is_refused_when_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"files ending in '\.xyz' are not read; known are"):
        files.fingerprint(put(tmp_path / "a.xyz"))
