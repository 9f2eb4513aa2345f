"""The way of a document into the store: what is added, replaced, left, refused and removed."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from making import REPOSITORY, until

from corpus.errors import BadInput, NotFound
from corpus.ids import tombstone
from corpus.store.store import CorpusStore
from ingest.confinement.confined import ConfinedReader
from ingest.report import Outcome

if TYPE_CHECKING:
    from conftest import Desk

Card = Callable[..., str]
KEYS = {
    "documents", "passages", "seconds", "failures", "warnings", "accounts", "skipped", "personal",
}  # fmt: skip


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def reasons(desk: Desk, *paths: Path) -> list[str]:
    return [failure.reason for failure in desk.ingest(*paths).failures]


# What is added, replaced, left.


def test_a_library_is_added_once(desk: Desk, library: Path, card: Card) -> None:
    put(library / "a.md", card("aed"))
    put(library / "sub" / "b.md", card("pank"))
    put(library / "notes.tsv", "ei\tloe")
    put(library / ".hidden" / "c.md", card("peidus"))
    first = desk.ingest(library)
    assert first.outcomes == {"added": 2}
    assert [document.id for document in desk.store.documents()] == ["aed", "pank"]
    assert first.passages == desk.store.counts()["passages"] == 2
    assert desk.outcomes(library) == {"unchanged": 2}


def test_the_report_has_the_contract_s_keys(desk: Desk, library: Path, card: Card) -> None:
    put(library / "a.md", card("aed"))
    put(library / "b.txt", "")
    report = json.loads(json.dumps(desk.ingest(library).as_json()))
    assert set(report) == KEYS
    told = {"pages": 1, "how": {"text": 1}, "left_out": [], "doubts": []}
    assert report["accounts"] == [{"path": str(library / "a.md"), "id": "aed", **told}]
    assert report["documents"] == {
        "added": 1, "updated": 0, "unchanged": 0, "removed": 0, "failed": 1,
    }  # fmt: skip
    failure = {"path": str(library / "b.txt"), "reason": "holds no text", "page": None}
    assert report["failures"] == [failure]


def test_personal_data_waits_for_a_curator(desk: Desk, library: Path, card: Card) -> None:
    put(library / "a.md", card("aed", "Helista Mari Maasikale: 5123 4567. Või info@example.ee."))
    report = desk.ingest(library).as_json()
    assert report["personal"] == {"held_passages": 1, "held": {"phone": 1}}
    assert desk.store.passages_of("aed") == []
    kept = next(iter(desk.kept()))
    assert "5123 4567" in kept.read_text(encoding="utf-8")


def test_a_title_with_personal_data_is_covered(desk: Desk, library: Path, card: Card) -> None:
    put(library / "a.md", card("aed", title="Mari Maasikas 5123 4567"))
    (warning,) = desk.ingest(library).warnings
    assert "its title holds personal data" in warning
    assert desk.store.document("aed").metadata.title == "Mari Maasikas █████████"


def test_what_changed_is_replaced_whole(desk: Desk, library: Path, card: Card) -> None:
    path = put(library / "a.md", card("aed", "Vana tekst."))
    desk.ingest(library)
    put(path, card("aed", "Uus tekst.", title="Uus"))
    assert desk.outcomes(library) == {"updated": 1}
    assert desk.store.document("aed").metadata.title == "Uus"
    assert "Uus tekst." in desk.store.pages("aed")[0].text
    assert len(desk.kept()) == 1


def test_a_description_beside_the_file_is_part_of_it(desk: Desk, library: Path) -> None:
    put(library / "r.txt", "Aruande tekst on siin.")
    told = put(library / "r.yaml", "id: r\ntitle: Raport\nlang: et\ntype: policy\ncountry: EE\n")
    assert desk.outcomes(library) == {"added": 1}
    metadata = desk.store.document("r").metadata
    assert (metadata.title, metadata.type, metadata.country) == ("Raport", "policy", "EE")
    told.write_text(told.read_text(encoding="utf-8").replace("Raport", "Uuring"), encoding="utf-8")
    assert desk.outcomes(library) == {"updated": 1}
    assert desk.store.document("r").metadata.title == "Uuring"


def test_without_a_description_the_text_tells(desk: Desk, library: Path) -> None:
    path = put(library / "Õppereis.html", "<h1>Study tour</h1><p>We visited many places.</p>")
    desk.ingest(library)
    document = desk.store.documents()[0]
    assert document.id == f"oppereis-{document.source_hash[:8]}"
    metadata = document.metadata
    assert (metadata.title, metadata.lang, metadata.type) == ("Study tour", "en", "report")
    put(path, "<h1>Study tour</h1><p>We visited more places than that.</p>")
    assert desk.outcomes(library) == {"updated": 1}
    assert [each.id for each in desk.store.documents()] == [document.id]


def test_a_moved_file_keeps_its_id(desk: Desk, library: Path) -> None:
    path = put(library / "a.txt", "Jutustus aiast.")
    desk.ingest(library)
    before = desk.store.documents()[0]
    path.rename(library / "b.txt")
    assert desk.outcomes(library, prune=True) == {"updated": 1}
    after = desk.store.documents()[0]
    assert (after.id, after.source_path) == (before.id, str(library / "b.txt"))


def test_a_new_id_in_the_same_file_takes_the_old_one_s_place(
    desk: Desk, library: Path, card: Card
) -> None:
    path = put(library / "a.md", card("vana"))
    desk.ingest(library)
    put(path, card("uus"))
    assert desk.outcomes(library) == {"updated": 1}
    assert [document.id for document in desk.store.documents()] == ["uus"]
    assert [(c.document_id, c.kind) for c in desk.store.changes_since(0)] == [
        (tombstone("vana"), "remove"),
        ("uus", "put"),
    ]


# Twins and namesakes.


def test_the_same_content_under_another_name_is_told(desk: Desk, library: Path) -> None:
    put(library / "a.txt", "Jutustus aiast.")
    put(library / "b.txt", "Jutustus aiast.")
    report = desk.ingest(library)
    assert report.outcomes == {"added": 1, "unchanged": 1}
    assert "b.txt: has the same content as" in report.warnings[0]
    assert desk.store.counts()["documents"] == 1


def test_two_files_of_one_id_are_told_apart(desk: Desk, library: Path, card: Card) -> None:
    put(library / "a.md", card("aed", "Esimene."))
    put(library / "b.md", card("aed", "Teine."))
    for _ in range(2):
        assert "has the id 'aed', which" in reasons(desk, library)[0]
    assert "Esimene." in desk.store.pages("aed")[0].text


# Failures.


def test_a_failing_update_leaves_the_old_version(desk: Desk, library: Path, card: Card) -> None:
    path = put(library / "a.md", card("aed", "Vana tekst."))
    put(library / "b.md", card("pank"))
    desk.ingest(library)
    put(path, card("aed", "Uus tekst.", country="Eesti"))
    put(library / "b.md", card("pank", "Muutus ka see."))
    report = desk.ingest(library)
    assert report.outcomes == {"failed": 1, "updated": 1}
    assert "'country': 'Eesti' is not one of" in report.failures[0].reason
    assert "Vana tekst." in desk.store.pages("aed")[0].text
    assert desk.ingest(library).outcomes == {"failed": 1, "unchanged": 1}


def test_a_wrong_path_is_told_before_anything_is_done(
    desk: Desk, library: Path, card: Card
) -> None:
    put(library / "a.md", card("aed"))
    with pytest.raises(BadInput, match=r"no-such: there is no such file or folder"):
        desk.ingest(library, library / "no-such")
    assert desk.store.counts()["documents"] == 0


def test_a_file_of_unknown_kind_fails_when_named(desk: Desk, library: Path) -> None:
    path = put(library / "a.typ", "= Title")
    assert "known are .pdf" in reasons(desk, path)[0]


def test_a_name_that_is_not_utf_8_is_told(desk: Desk, library: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(library) + b"/\xff.txt"))
    path.write_text("Tekst.", encoding="utf-8")
    (failure,) = desk.ingest(library).failures
    assert failure.path == f"{library}/\ufffd.txt"
    assert failure.reason == "has a name that is not in UTF-8; rename it"


def test_a_scan_is_read_again_once_tesseract_is_there(
    desk: Desk, stress: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scan = stress / "scanned_tagged-but-no-text.pdf"
    monkeypatch.setenv("PATH", str(tmp_path))
    with ConfinedReader() as reader:
        desk.reader = reader
        (failure,) = desk.ingest(scan).failures
    assert failure.page == 1
    assert "holds no text; scanned pages need Tesseract: apt-get install" in failure.reason
    monkeypatch.undo()
    if shutil.which("tesseract") is None:
        pytest.skip("the second half needs Tesseract")
    with ConfinedReader() as reader:
        desk.reader = reader
        assert desk.outcomes(scan) == {"added": 1}


# The terms on which a file was read.


def paged(path: Path, pages: int) -> Path:
    """A PDF of so many pages, each of which says its number."""
    document = pdfium.PdfDocument.new()
    font = pdfium_c.FPDFText_LoadStandardFont(document, b"Helvetica")
    for number in range(1, pages + 1):
        page = document.new_page(300, 300)
        text = pdfium_c.FPDFPageObj_CreateTextObj(document, font, 12)
        said = f"Page {number} tells of gardens and neighbours.".encode("utf-16-le") + b"\0\0"
        words = (pdfium_c.FPDF_WCHAR * (len(said) // 2)).from_buffer_copy(said)
        pdfium_c.FPDFText_SetText(text, words)
        pdfium_c.FPDFPageObj_Transform(text, 1, 0, 0, 1, 20, 200)
        pdfium_c.FPDFPage_InsertObject(page, text)
        pdfium_c.FPDFPage_GenerateContent(page)
    document.save(path)
    document.close()
    return path


def test_more_pages_are_read_once_more_are_allowed(desk: Desk, library: Path) -> None:
    path = paged(library / "a.pdf", 3)
    outcomes = []
    for limit in (2, 2, 5, 2):
        with ConfinedReader(pages=limit) as reader:
            desk.reader = reader
            outcomes.append(desk.outcomes(path))
    assert outcomes == [{"added": 1}, {"unchanged": 1}, {"updated": 1}, {"unchanged": 1}]
    assert desk.store.documents()[0].pages == 3


def test_another_reader_that_reads_the_same_changes_nothing(
    desk: Desk, library: Path, card: Card
) -> None:
    put(library / "a.md", card("aed"))
    desk.ingest(library)
    read_as, position = desk.store.document("aed").read_as, desk.store.position()
    desk.store.files.note_reading("aed", "by a former reader", desk.store.pages("aed"))
    assert desk.outcomes(library) == {"unchanged": 1}
    assert desk.store.document("aed").read_as == read_as
    assert desk.store.position() == position


def test_what_comes_out_otherwise_is_another_version(desk: Desk, library: Path, card: Card) -> None:
    path = put(library / "a.md", card("aed"))
    desk.ingest(library)
    before = desk.store.document("aed")
    put(path, card("aed", "Hoopis muu."))
    desk.ingest(library)
    assert desk.store.document("aed").content_hash != before.content_hash


def test_an_original_that_was_lost_is_kept_again(desk: Desk, library: Path, card: Card) -> None:
    put(library / "a.md", card("aed"))
    desk.ingest(library)
    desk.kept()[0].unlink()
    assert desk.outcomes(library) == {"unchanged": 1}
    assert len(desk.kept()) == 1


# Files that failed.


def test_a_file_that_cannot_be_read_is_not_tried_every_time(desk: Desk, library: Path) -> None:
    path = put(library / "a.pdf", "%PDF-1.4 ei ole")
    assert "is damaged or no PDF" in reasons(desk, library)[0]
    assert "failed before and has not changed" in reasons(desk, library)[0]
    (failed,) = desk.ingestor().failed()
    assert (failed.path, failed.times) == (str(path), 1)
    (again,) = desk.ingestor().retry().failures
    assert "failed before" not in again.reason
    assert desk.ingestor().failed()[0].times == 2


def test_another_limit_is_another_chance(desk: Desk, library: Path) -> None:
    put(library / "a.pdf", "%PDF-1.4 ei ole")
    desk.ingest(library)
    with ConfinedReader(seconds=61) as reader:
        desk.reader = reader
        assert "failed before" not in reasons(desk, library)[0]


def test_what_is_mended_or_gone_is_struck_off(desk: Desk, library: Path, card: Card) -> None:
    mended = put(library / "a.txt", " ")
    gone = put(library / "b.txt", " ")
    desk.ingest(library)
    assert len(desk.ingestor().failed()) == 2
    put(mended, "Nüüd on tekst.")
    gone.unlink()
    assert desk.outcomes(library) == {"added": 1}
    assert desk.ingestor().failed() == []


# Reading ahead.


def test_files_are_told_in_their_own_turn(desk: Desk, library: Path, card: Card) -> None:
    put(library / "a.md", card("aed"))
    put(library / "b.txt", "")
    put(library / "c.md", card("aed"))
    put(library / "d.md", card("pank"))
    put(library / "e.md", card("pank"))
    report = desk.ingest(library)
    told = [(Path(failure.path).name, failure.reason) for failure in report.failures]
    assert [name for name, _ in told] == ["b.txt"]
    assert {Path(warning.split(":")[0]).name for warning in report.warnings} == {"c.md", "e.md"}
    assert desk.outcomes(library) == {"unchanged": 4, "failed": 1}


class _Taking(CorpusStore):
    """A store beside which somebody takes a file away once a document is in."""

    taken: Path

    def add(self, *arguments: Any, **named: Any) -> None:
        super().add(*arguments, **named)
        self.taken.unlink(missing_ok=True)


def test_a_file_that_goes_while_it_waits(desk: Desk, library: Path, card: Card) -> None:
    put(library / "a.md", card("aed"))
    put(library / "c.md", card("klubi"))
    store = _Taking.in_folder(desk.data)
    store.taken = put(library / "b.md", card("pank"))
    report = replace(desk, store=store).ingest(library)
    store.close()
    assert [Path(failure.path).name for failure in report.failures] == ["b.md"]
    assert [document.id for document in desk.store.documents()] == ["aed", "klubi"]


# Removal.


def test_prune_removes_what_is_gone_under_the_folder_only(
    desk: Desk, library: Path, tmp_path: Path, card: Card
) -> None:
    gone = put(library / "a.md", card("aed"))
    elsewhere = put(tmp_path / "other" / "b.md", card("pank"))
    put(library / "c.md", card("klubi"))
    desk.ingest(library, elsewhere)
    gone.unlink()
    elsewhere.unlink()
    assert desk.outcomes(library) == {"unchanged": 1}
    assert desk.outcomes(library, prune=True) == {"unchanged": 1, "removed": 1}
    assert [document.id for document in desk.store.documents()] == ["klubi", "pank"]
    assert len(desk.kept()) == 2
    with pytest.raises(NotFound):
        desk.store.document("aed")


# Disks and sudden death.


def test_a_read_only_library_is_read(desk: Desk, library: Path, card: Card) -> None:
    path = put(library / "a.md", card("aed"))
    path.chmod(0o444)
    library.chmod(0o555)
    assert desk.outcomes(library) == {"added": 1}
    library.chmod(0o755)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this user may not mount a tmpfs")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_fails_documents_by_name(
    small_disk: Path, library: Path, card: Card, desk_in: Callable[[Path], Desk]
) -> None:
    for number in range(20):
        put(library / f"{number:02}.md", card(f"aed-{number}", f"Lause number {number}. " * 4000))
    put(library / "99.md", card("viimane", "Lühike."))
    desk = desk_in(small_disk / "var")
    report = desk.ingest(library)
    added = report.outcomes[Outcome.ADDED]
    assert 0 < added < 20
    assert report.outcomes[Outcome.FAILED] == 21 - added
    full = (os.strerror(errno.ENOSPC), "disk")
    assert all(any(word in failure.reason for word in full) for failure in report.failures)
    documents = desk.store.documents()
    assert len(documents) == added
    for document in documents:
        assert len(desk.store.passages_of(document.id)) == document.passages > 0
    assert {path.name for path in desk.kept()} == {each.source_hash for each in documents}


SCRIPT = """
import sys
from pathlib import Path
from corpus.sources import SourceFiles
from corpus.store.store import CorpusStore
from ingest.confinement.confined import ConfinedReader
from ingest.pipeline import Ingestor
data, library = map(Path, sys.argv[1:])
with ConfinedReader() as reader:
    Ingestor(CorpusStore.in_folder(data), SourceFiles(data / "sources"), [reader]).ingest([library])
"""


def test_a_killed_run_leaves_a_whole_store_and_can_be_repeated(
    desk: Desk, library: Path, card: Card
) -> None:
    for number in range(60):
        put(library / f"{number}.md", card(f"aed-{number}", f"Lause number {number}. " * 300))
    for enough in (5, 25):
        command = [sys.executable, "-c", SCRIPT, str(desk.data), str(library)]
        process = subprocess.Popen(command, cwd=REPOSITORY)
        until(lambda: desk.store.counts()["documents"] >= enough or process.poll() is not None)  # noqa: B023
        process.send_signal(signal.SIGKILL)
        process.wait()
        for document in desk.store.documents():
            assert len(desk.store.passages_of(document.id)) == document.passages > 0
            assert len(desk.store.pages(document.id)) == document.pages
            assert document.source_hash in {path.name for path in desk.kept()}
    before = desk.store.counts()["documents"]
    (desk.kept()[0].parent / "cut-short.part").write_bytes(b"as a kill within a copy leaves it")
    assert desk.outcomes(library) == {"unchanged": before, "added": 60 - before}
    assert len(desk.kept()) == 60
    assert list((desk.data / "sources").rglob("*.part")) == []
