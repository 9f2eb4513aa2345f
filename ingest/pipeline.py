"""The way of a document into the corpus: read, clean, cut into passages, put in the store.

One transaction a document, so a run can be killed at any time and started again; a file that
fails leaves its former version in place and does not stop the others.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from corpus.documents import Document
from corpus.errors import DocumentError, InvalidMetadata, StorageError
from corpus.personal.contacts import Rules
from corpus.sources import SourceFiles
from corpus.store import personal_list
from corpus.store.store import CorpusStore
from ingest import files
from ingest.cutting.assembling import Assembled, assemble
from ingest.files import FoundFile
from ingest.read_ahead import ReadAhead
from ingest.readers.raw import FileReader
from ingest.report import IngestReport, Outcome


class Ingestor:
    """Brings files into a store and keeps the originals."""

    def __init__(
        self,
        store: CorpusStore,
        sources: SourceFiles,
        reader: FileReader,
        data_folder: str | None = None,
        rules: Rules | None = None,
    ) -> None:
        self._store = store
        self._sources = sources
        self._reader = reader
        self._data_folder = data_folder
        self._rules = rules or Rules()

    def ingest(
        self,
        paths: Iterable[Path],
        prune: bool = False,
        on_progress: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> IngestReport:
        """Adds what is new, replaces what changed, leaves what is the same.

        `prune` also removes the documents whose file under one of the folders is gone.

        Raises:
            BadInput: a path does not exist; nothing was done.
        """
        begun = time.monotonic()
        paths = list(paths)
        report = IngestReport()
        survey = files.survey(paths)
        found, report.skipped = survey.files, survey.skipped
        with suppress(OSError):  # a piece too many harms nobody
            self._sources.clear_unfinished()
        ahead = ReadAhead(self._reader, self._is_new)
        for number, path in enumerate(found, start=1):
            step = partial(self._take, path, found[number : number + 1], ahead, report)
            self._record(report, str(path), step)
            on_progress(number, len(found))
        for document in self._gone(paths) if prune else []:
            self._record(report, document.source_path, partial(self._remove, document))
        report.seconds = time.monotonic() - begun
        return report

    def _record(self, report: IngestReport, path: str, step: Callable[[], Outcome]) -> None:
        try:
            report.count(step())
        except DocumentError as error:
            report.fail(error.path, error.reason, error.page)  # its path can be printed
        except InvalidMetadata as error:
            report.fail(path, "; ".join(error.faults))
        except StorageError as error:
            report.fail(path, str(error))
        except OSError as error:
            report.fail(path, f"cannot be read or copied ({error.strerror}: {error.filename})")

    def _is_new(self, source: FoundFile) -> bool:
        present = self._store.document_at(source.place)
        return present is None or present.content_hash != source.content_hash

    def _take(
        self, path: Path, following: list[Path], ahead: ReadAhead, report: IngestReport
    ) -> Outcome:
        source = ahead.fingerprint(path)
        present = self._store.document_at(source.place)
        if present and present.content_hash == source.content_hash:
            return self._unchanged(present)
        alike = [] if source.description else self._store.documents_of(source.source_hash)
        twin = next((document for document in alike if _is_there(document)), None)
        if present is None and twin is not None:
            report.warnings.append(
                f"{path}: has the same content as {twin.source_path} (document '{twin.id}') "
                "and was not added again"
            )
            return Outcome.UNCHANGED
        try:
            raw = ahead.read(source)
        finally:
            for next_path in following:
                ahead.begin(next_path)
        report.warnings += (f"{path}: {warning}" for warning in raw.warnings)
        known = present or next(iter(alike), None)  # a file that was moved keeps its id
        made = assemble(source, raw, known.id if known else None)
        if present and present.content_hash == made.document.content_hash:
            return self._unchanged(present)
        made = self._with_public_title(made, path, report)
        former = self._former(source, made.document.id)
        self._put(source, made, [document for document in (present, former) if document])
        report.passages += len(made.passages)
        report.warnings += (f"{path}: {warning}" for warning in made.warnings)
        report.account_for(str(path), made.document.id, made.pages)
        report.hold_back(*self._store.personal.held_back(made.document.id))
        return Outcome.UPDATED if present or former else Outcome.ADDED

    def _with_public_title(self, made: Assembled, path: Path, report: IngestReport) -> Assembled:
        """What is no passage is shown everywhere, so it is covered at once."""
        metadata = made.document.metadata
        title = self._rules.cover(metadata.title)
        if title == metadata.title:
            return made
        report.warnings.append(
            f"{path}: its title holds personal data, which is covered; give it another title: "
            f"`sikk corpus edit {metadata.id} title=…`"
        )
        return made._replace(
            document=replace(made.document, metadata=replace(metadata, title=title))
        )

    def _unchanged(self, document: Document) -> Outcome:
        """The file is this data folder's from now on, if the folder was moved or copied here."""
        if self._data_folder and document.data_folder != self._data_folder:
            self._store.claim(document.id, self._data_folder)
        return Outcome.UNCHANGED

    def _former(self, source: FoundFile, document_id: str) -> Document | None:
        """The document that this one replaces; another file's is not to be replaced."""
        former = next(iter(self._store.documents([document_id])), None)
        if former and former.source_path != source.place and _is_there(former):
            raise DocumentError(
                str(source.path),
                f"has the id '{document_id}', which {former.source_path} uses; "
                "give one of the two another id",
            )
        return former

    def _put(self, source: FoundFile, made: Assembled, replaced: list[Document]) -> None:
        self._sources.keep(source.path, source.source_hash)
        try:
            document = replace(made.document, data_folder=self._data_folder)
            former = replaced[0].id if replaced else None
            findings = personal_list.found(made.pages, self._rules)
            self._store.add(document, made.pages, made.passages, former, findings)
        finally:
            for source_hash in {source.source_hash, *(old.source_hash for old in replaced)}:
                self._forget_unused(source_hash)

    def _gone(self, paths: list[Path]) -> list[Document]:
        folders = [path.resolve() for path in paths if path.is_dir()]
        return [
            document
            for document in self._store.documents()
            if not _is_there(document)
            and any(Path(document.source_path).is_relative_to(folder) for folder in folders)
        ]

    def _remove(self, document: Document) -> Outcome:
        self._store.remove(document.id)
        self._forget_unused(document.source_hash)
        return Outcome.REMOVED

    def _forget_unused(self, source_hash: str) -> None:
        with suppress(StorageError):  # a copy too many harms nobody
            if not self._store.documents_of(source_hash):
                self._sources.forget(source_hash)


def _is_there(document: Document) -> bool:
    return Path(document.source_path).exists()
