"""The way of a document into the corpus: read, clean, cut into passages, put in the store.

One transaction a document, so a run can be killed at any time and started again; a file that
fails leaves its former version in place and does not stop the others. `ingest.failures` notes it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from corpus.documents import Document
from corpus.errors import DocumentError, NotFound, PassingFault, SikkError, StorageError
from corpus.personal.contacts import Rules
from corpus.sources import SourceFiles
from corpus.store import personal_list
from corpus.store.failure_list import FailedFile
from corpus.store.read_files import ReadFile
from corpus.store.store import CorpusStore
from ingest import files
from ingest.confinement.confined import ConfinedReader
from ingest.cutting.assembling import Assembled, assemble
from ingest.failures import FailureNotes, UnreadableFile, is_passing
from ingest.files import FoundFile
from ingest.read_ahead import ReadAhead, Turn
from ingest.readers.raw import RawDocument
from ingest.report import IngestReport, Meter, Outcome, Progress, no_progress
from ingest.terms import ReadingTerms


class Ingestor:
    """Brings files into a store and keeps the originals; the readers are alike."""

    def __init__(
        self,
        store: CorpusStore,
        sources: SourceFiles,
        readers: Sequence[ConfinedReader],
        data_folder: str | None = None,
        rules: Rules | None = None,
    ) -> None:
        self._store = store
        self._sources = sources
        self._readers = readers
        self._terms = readers[0].terms
        self._data_folder = data_folder
        self._rules = rules or Rules()

    def ingest(
        self,
        paths: Iterable[Path],
        prune: bool = False,
        anew: bool = False,
        on_progress: Progress = no_progress,
    ) -> IngestReport:
        """Adds what is new, replaces what changed, leaves what is the same.

        `prune` also removes the documents whose file under one of the folders is gone; `anew`
        reads even what is the same.

        Raises:
            BadInput: a path does not exist; nothing was done.
        """
        begun = time.monotonic()
        paths = list(paths)
        survey = files.survey(paths)
        found = survey.files
        with suppress(OSError, StorageError):  # a piece too many harms nobody
            self._sources.clear_unfinished(self._store.files.has)
        run = _Run(self._store, self._terms, anew)
        run.report.skipped = survey.skipped
        meter = Meter(found, on_progress)
        with ReadAhead(self._readers, run.wants) as ahead:
            waiting: list[Path] = []
            for turn in ahead.in_turn(found):
                step = partial(self._take, turn, run, may_wait=True)
                if not run.record(str(turn.path), step, may_wait=True):
                    waiting.append(turn.path)  # its fault may have passed by then
                meter.step(turn.path)
            for turn in ahead.in_turn(waiting):
                run.record(str(turn.path), partial(self._take, turn, run))
        for document in self._gone(paths) if prune else []:
            run.record(document.source_path, partial(self._remove, document))
        run.notes.forget_gone()
        run.report.seconds = time.monotonic() - begun
        return run.report

    def retry(self, on_progress: Progress = no_progress) -> IngestReport:
        """Reads again what failed, whether or not it has changed."""
        there = (Path(failed.path) for failed in self.failed())
        return self.ingest(
            [path for path in there if path.exists()], anew=True, on_progress=on_progress
        )

    def failed(self) -> list[FailedFile]:
        """The files that are not in the corpus, or not whole."""
        return self._store.failures.all()

    def _take(self, turn: Turn, run: _Run, may_wait: bool = False) -> Outcome:
        source = turn.fingerprint()
        if run.is_unchanged(source):
            return self._unchanged(source, run.files[source.place])
        run.notes.check(source)
        alike = self._alike(source)
        twin = next((document for document in alike if _is_there(document)), None)
        if source.place not in run.files and twin is not None:
            run.report.warnings.append(
                f"{turn.path}: has the same content as {twin.source_path} (document '{twin.id}') "
                "and was not added again"
            )
            return Outcome.UNCHANGED
        raw = self._read(turn, source, may_wait)
        outcome = self._store_as(source, raw, run)
        run.notes.settle(source, raw)
        return outcome

    def _read(self, turn: Turn, source: FoundFile, may_wait: bool) -> RawDocument:
        try:
            raw = turn.read(source)
        except PassingFault:
            raise
        except DocumentError as error:
            raise UnreadableFile(error, self._terms.failed_as(source.content_hash)) from None
        if may_wait and raw.unread and self._terms.recognises:
            raise PassingFault(str(turn.path), "; ".join(raw.warnings), raw.unread[0])
        return raw

    def _store_as(self, source: FoundFile, raw: RawDocument, run: _Run) -> Outcome:
        # What the store holds is asked for now: others may have put the same file in meanwhile.
        present = self._store.document_at(source.place)
        known = present or next(iter(self._alike(source)), None)  # what was moved keeps its id
        run.report.warnings += (f"{source.path}: {warning}" for warning in raw.warnings)
        made = assemble(source, raw, known.id if known else None)
        read_as = self._terms.read_as(source.content_hash, raw)
        made = made._replace(document=replace(made.document, read_as=read_as))
        if present and present.content_hash == made.document.content_hash:
            self._store.files.note_reading(present.id, read_as, made.pages)
            noted = ReadFile(present.id, source.source_hash, read_as, present.data_folder)
            return self._unchanged(source, noted)
        made = self._with_public_title(made, source.path, run.report)
        former = self._former(source, made.document.id)
        self._put(source, made, [document for document in (present, former) if document])
        run.report.passages += len(made.passages)
        run.report.warnings += (f"{source.path}: {warning}" for warning in made.warnings)
        run.report.account_for(str(source.path), made.document.id, made.pages)
        run.report.hold_back(*self._store.personal.held_back(made.document.id))
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

    def _alike(self, source: FoundFile) -> list[Document]:
        """The documents of other files with the same content, where nothing tells them apart."""
        alike = [] if source.description else self._store.documents_of(source.source_hash)
        return [document for document in alike if document.source_path != source.place]

    def _unchanged(self, source: FoundFile, present: ReadFile) -> Outcome:
        """The file is this data folder's from now on, if the folder was moved or copied here."""
        self._sources.keep(source.path, source.source_hash)
        if self._data_folder and present.data_folder != self._data_folder:
            self._store.files.claim(present.document_id, self._data_folder)
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
        hashes = {source.source_hash, *(old.source_hash for old in replaced)}
        with self._sources.changing(hashes, self._store.files.has):
            self._sources.keep(source.path, source.source_hash)
            if files.fingerprint(source.path).content_hash != source.content_hash:
                raise PassingFault(
                    str(source.path), "changed while it was read; ingest it again when it is whole"
                )
            document = replace(made.document, data_folder=self._data_folder)
            former = replaced[0].id if replaced else None
            findings = personal_list.found(made.pages, self._rules)
            self._store.add(document, made.pages, made.passages, former, findings)

    def _gone(self, paths: list[Path]) -> list[Document]:
        folders = [path.resolve() for path in paths if path.is_dir()]
        return [
            document
            for document in self._store.documents()
            if not _is_there(document)
            and any(Path(document.source_path).is_relative_to(folder) for folder in folders)
        ]

    def _remove(self, document: Document) -> Outcome:
        changing = self._sources.changing([document.source_hash], self._store.files.has)
        with changing, suppress(NotFound):  # another run may have been here
            self._store.remove(document.id)
        return Outcome.REMOVED


class _Run:
    """What one run knows from its beginning, and what it tells at its end."""

    def __init__(self, store: CorpusStore, terms: ReadingTerms, anew: bool) -> None:
        self.report = IngestReport()
        self.files = store.files.all()
        self.notes = FailureNotes(store.failures, terms, anew)
        self._terms = terms
        self._anew = anew

    def wants(self, source: FoundFile) -> bool:
        """Whether the file is to be read."""
        return not self.is_unchanged(source) and self.notes.before(source) is None

    def is_unchanged(self, source: FoundFile) -> bool:
        """Whether reading the file again would tell nothing new."""
        known = self.files.get(source.place)
        return (
            known is not None
            and not self._anew
            and self._terms.hold(known.read_as, source.content_hash)
        )

    def record(self, path: str, step: Callable[[], Outcome], may_wait: bool = False) -> bool:
        """Counts what became of a file; False if it is to be tried again later in this run."""
        try:
            self.report.count(step(), path)
        except (SikkError, OSError) as error:
            if may_wait and is_passing(error):
                return False
            self.report.fail(self.notes.note(path, error))
        return True


def _is_there(document: Document) -> bool:
    return Path(document.source_path).exists()
