"""A curator's changes to one document: described and added, or its description changed.

    add(Path("report.pdf"), {"title": "…", "lang": "en", "type": "report"}, ingestor)

The description is written where ingest reads it (`NAME.yaml` beside the file, the front matter
of Markdown), so the files stay the truth and the next `sikk ingest` finds nothing to change. What
cannot be ingested leaves the files as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import MISSING, fields
from pathlib import Path
from typing import NamedTuple

from corpus.catalogue import catalogue, descriptions
from corpus.documents import Document, Metadata
from corpus.errors import BadInput, DocumentError
from corpus.ids import slug
from ingest import files
from ingest.pipeline import Ingestor
from ingest.readers import formats
from ingest.readers.web.markdown import front_matter, front_matter_span
from ingest.report import IngestReport

_BOM = "\ufeff"
_DEFAULTS = {
    field.name: field.default for field in fields(Metadata) if field.default is not MISSING
}


class _Parts(NamedTuple):
    """A file with a description in it: what stands before it, itself (if any), what follows."""

    before: str
    description: str | None
    after: str


class FieldChange(NamedTuple):
    """A field of a description, as it was and as it is; None and () say nothing."""

    field: str
    former: object
    present: object


class Edited(NamedTuple):
    """What became of an edited document: its ingest, and each field that was given."""

    report: IngestReport
    changes: tuple[FieldChange, ...]


def add(path: Path, values: Mapping[str, object], ingestor: Ingestor) -> IngestReport:
    """Describes a file that has no description yet, and ingests it.

    Raises:
        BadInput: there is no such file, it is described already, or a value is wrong.
        DocumentError: it cannot be ingested.
    """
    files.find([path])
    formats.check_known(path)
    former = _described(path)
    if former is not None:
        catalogue.parse(former, str(_target(path)))
        raise BadInput(
            f"{path}: is described already; `sikk ingest` takes it as it is, "
            "`sikk corpus edit` changes its description"
        )
    metadata = catalogue.parse({"id": slug(path.stem)} | dict(values), str(path))
    return _describe(path, descriptions.written(metadata), ingestor)


def edit(document: Document, values: Mapping[str, object], ingestor: Ingestor) -> Edited:
    """Changes fields of the description in a document's file, and ingests it again.

    Raises:
        BadInput: its file is gone, or a value is wrong.
        DocumentError: it cannot be ingested.
    """
    path = Path(document.source_path)
    if not path.is_file():
        raise BadInput(
            f"document '{document.id}': its file {path} is gone; put it back to change it"
        )
    if values.get("id", document.id) != document.id:
        raise BadInput(f"document '{document.id}': its id cannot be changed, links rest on it")
    former = _described(path)  # tells what is wrong with its YAML
    text = _parts(path).description
    if former is None or text is None:
        text = descriptions.written(document.metadata)
        former = catalogue.read_yaml(text, str(path))
    made = descriptions.changed(text, values)
    present = catalogue.read_yaml(made, str(path))
    catalogue.parse(present, str(path))
    changes = tuple(FieldChange(name, _said(former, name), _said(present, name)) for name in values)
    return Edited(_describe(path, made, ingestor), changes)


def _said(description: Mapping[str, object], name: str) -> object:
    value = description.get(name)
    return _DEFAULTS.get(name) if value is None else value


def _target(path: Path) -> Path:
    """The file that holds the description: the one beside it, or Markdown itself."""
    if not formats.may_have_description(path.name):
        return path
    return next(iter(descriptions.beside(path)), path.with_suffix(".yaml"))


def _parts(path: Path) -> _Parts:
    """The file that holds the description; a new description gets the line ends that are there."""
    target = _target(path)
    if target != path:
        text = _text(target) if target.exists() else None
        mark = _BOM if text and text.startswith(_BOM) else ""
        return _Parts(mark, None if text is None else text.removeprefix(_BOM), "")
    text = _text(path)
    mark = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(_BOM)
    span = front_matter_span(text)
    if span is None:
        newline = "\r\n" if "\r\n" in text else "\n"
        return _Parts(f"{mark}---{newline}", None, f"---{newline}{text}")
    start, end = span
    return _Parts(mark + text[:start], text[start:end], text[end:])


def _described(path: Path) -> dict[str, object] | None:
    """What that YAML says.

    Raises:
        InvalidMetadata: it is not YAML; the line is the file's.
    """
    target = _target(path)
    if target == path:
        return front_matter(_text(path).removeprefix(_BOM), str(path))
    if not target.exists():
        return None
    return catalogue.read_yaml(_text(target).removeprefix(_BOM), str(target))


def _describe(path: Path, description: str, ingestor: Ingestor) -> IngestReport:
    target, parts = _target(path), _parts(path)
    if "\r\n" in parts.after and "\r\n" not in description:
        description = description.replace("\n", "\r\n")
    text = f"{parts.before}{description}{parts.after}"
    with _undone_on_failure(target):
        _write(target, text)
        report = ingestor.ingest([path])
        for failure in report.failures:
            raise DocumentError(failure.path, failure.reason, failure.page)
    return report


@contextmanager
def _undone_on_failure(target: Path) -> Iterator[None]:
    former = target.read_bytes() if target.exists() else None
    try:
        yield
    except BaseException:
        if former is None:
            target.unlink(missing_ok=True)
        else:
            target.write_bytes(former)
        raise


def _text(path: Path) -> str:
    """The file as it is, with its mark at the beginning and its line ends."""
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError:
        raise BadInput(f"{path}: is not in UTF-8; save it in UTF-8 to describe it") from None
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror})") from None


def _write(target: Path, text: str) -> None:
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(text.encode())
        part.replace(target)
    except OSError as error:
        raise BadInput(
            f"{target}: the description cannot be written ({error.strerror}); "
            "give yourself write access there"
        ) from None
    finally:
        part.unlink(missing_ok=True)
