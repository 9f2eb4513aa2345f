"""Every error the product raises on purpose; anything else is a bug.

    SikkError
    ├── BadInput            the caller's words or files are wrong             exit 2
    │   ├── UnknownValue        a filter, field or option value is not known
    │   ├── InvalidMetadata     a document's description breaks the schema
    │   ├── NotFound            no such document, passage, page or file
    │   └── NotGivenOut         a file or page that shows personal data
    ├── DocumentError       this one document cannot be read or stored        exit 3
    │   └── PassingFault        … now; another try may succeed
    ├── StorageError        the data folder or database refuses               exit 2
    ├── IndexLocked         another process holds the index                   exit 4
    └── Overloaded          the service has more to do than it can            exit 4

Each message is one sentence that names the thing, the cause and the next step. The command
line and the HTTP edge turn a class into an exit code or a status; nobody else catches these
to log them.
"""

from __future__ import annotations


class SikkError(Exception):
    """Base of all errors that are shown to people as they are."""

    exit_code = 1
    status = 500


class BadInput(SikkError):
    """What the caller asked for cannot be done as asked."""

    exit_code = 2
    status = 422


class UnknownValue(BadInput):
    """A value outside its controlled vocabulary."""

    def __init__(self, field: str, value: object, allowed: list[str]) -> None:
        super().__init__(f"{field}: '{value}' is not known; choose one of {', '.join(allowed)}")


class InvalidMetadata(BadInput):
    """A document's metadata breaks the schema; all faults come in one message."""

    def __init__(self, where: str, faults: list[str]) -> None:
        self.where = where
        self.faults = faults
        super().__init__(f"{where}: {'; '.join(faults)}")


class NotFound(BadInput):
    """A named thing does not exist."""

    status = 404


class NotGivenOut(BadInput):
    """A file, or the picture of a page, that shows personal data which is withheld."""

    status = 403


class DocumentError(SikkError):
    """One document cannot be ingested; the others go on.

    Args:
        path: the file as the caller named it.
        reason: one clause that says what is wrong and what to do.
        page: the page that broke, counted from 1; None where it is the whole file.
    """

    exit_code = 3
    status = 422

    def __init__(self, path: str, reason: str, page: int | None = None) -> None:
        self.path = path
        self.reason = reason
        self.page = page
        where = path if page is None else f"{path}, page {page}"
        super().__init__(f"{where}: {reason}")


class PassingFault(DocumentError):
    """This document cannot be ingested now, for a cause outside of it; another try may succeed."""


class StorageError(SikkError):
    """The data folder or the database refuses to read or write."""

    exit_code = 2
    status = 503


class IndexLocked(SikkError):
    """Another process owns the vector index."""

    exit_code = 4
    status = 503


class Overloaded(SikkError):
    """More is asked than can be done now; the same may succeed a little later."""

    exit_code = 4
    status = 503

    def __init__(self, message: str, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(f"{message}; try again in {retry_after} s")
