"""What becomes of a file that fails: told, noted in the store, tried again when that may help.

    passing     a cause outside of the file: tried again at the end of the run, and in the next
    lasting     the reader cannot make anything of it: not read again until the file, the readers
                or a setting change, or `sikk ingest --retry` asks for it
    other       its description or another file is at fault: tried again in the next run

Differs from `ingest.report`, which says what one run did.
"""

from __future__ import annotations

import errno
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import DocumentError, InvalidMetadata, PassingFault, StorageError
from corpus.store.failure_list import FailedFile, FailureList
from ingest.files import FoundFile
from ingest.readers.raw import RawDocument
from ingest.report import Failure
from ingest.terms import ReadingTerms

_AGAIN = "{} (it failed before and has not changed; `sikk ingest --retry` reads it again)"
# Of errno(3), those that say that the machine was busy, not that the file is amiss.
_PASSING = {
    errno.EAGAIN,
    errno.EBUSY,
    errno.EINTR,
    errno.EIO,
    errno.EMFILE,
    errno.ENFILE,
    errno.ENOMEM,
    errno.ESTALE,
    errno.ETIMEDOUT,
}


class UnreadableFile(DocumentError):
    """The reader can make nothing of this file as it is; `read_as` says on which terms."""

    def __init__(self, error: DocumentError, read_as: str) -> None:
        super().__init__(error.path, error.reason, error.page)
        self.read_as = read_as


class FailedBefore(DocumentError):
    """This file could not be read before, and nothing has changed since."""


def is_passing(error: Exception) -> bool:
    """Whether the same may succeed a little later."""
    if isinstance(error, OSError):
        return error.errno in _PASSING
    return isinstance(error, PassingFault)


class FailureNotes:
    """The store's failures as they were when a run began, and what the run makes of them."""

    def __init__(self, failures: FailureList, terms: ReadingTerms, anew: bool) -> None:
        self._failures = failures
        self._terms = terms
        self._known = {failed.path: failed for failed in failures.all()}
        self._anew = anew

    def before(self, source: FoundFile) -> FailedFile | None:
        """The file's lasting failure, where reading it again would only bring the same."""
        known = None if self._anew else self._known.get(source.place)
        if known is None or known.read_as is None:
            return None
        return known if known.read_as == self._terms.failed_as(source.content_hash) else None

    def check(self, source: FoundFile) -> None:
        """Spares a file that would only fail again.

        Raises:
            FailedBefore: what is known of it.
        """
        if known := self.before(source):
            raise FailedBefore(str(source.path), _AGAIN.format(known.reason), known.page)

    def note(self, path: str, error: Exception) -> Failure:
        """Notes what is new of a failure, and says it as the report does."""
        failure = _told(path, error)
        if not isinstance(error, FailedBefore):
            read_as = error.read_as if isinstance(error, UnreadableFile) else None
            self._note(_place(failure.path), failure.reason, failure.page, read_as)
        return failure

    def settle(self, source: FoundFile, raw: RawDocument) -> None:
        """The file is in; pages that could not be read stay noted."""
        if raw.unread:
            self._note(source.place, "; ".join(raw.warnings), raw.unread[0], None)
        elif source.place in self._known:
            self._forget([source.place])

    def forget_gone(self) -> None:
        """Strikes off the files that are no longer there."""
        self._forget([path for path in self._known if not Path(path).exists()])

    def _note(self, path: str, reason: str, page: int | None, read_as: str | None) -> None:
        now = datetime.now(UTC)
        with suppress(StorageError):  # the report says it all the same
            self._failures.note(FailedFile(path, reason, page, now, now, read_as=read_as))

    def _forget(self, paths: list[str]) -> None:
        with suppress(StorageError):
            if paths:
                self._failures.forget(paths)


def _told(path: str, error: Exception) -> Failure:
    if isinstance(error, DocumentError):
        return Failure(error.path, error.reason, error.page)  # its path can be printed
    if isinstance(error, InvalidMetadata):
        return Failure(path, "; ".join(error.faults))
    if isinstance(error, OSError):
        return Failure(path, f"cannot be read or copied ({error.strerror}: {error.filename})")
    return Failure(path, str(error))


def _place(path: str) -> str:
    return str(Path(path).resolve())
