"""A curator's changes to one document: described and added, or its description changed.

    add(Path("report.pdf"), {"title": "…", "lang": "en", "type": "report"}, ingestor)

The description is written where ingest reads it (`NAME.yaml` beside the file, the front matter
of Markdown), so the files stay the truth and the next `sikk ingest` finds nothing to change. What
cannot be ingested leaves the files as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from corpus import catalogue, descriptions
from corpus.documents import Document
from corpus.errors import BadInput, DocumentError
from corpus.ids import slug
from ingest import files, formats
from ingest.pipeline import Ingestor
from ingest.readers.markdown import split_front_matter
from ingest.report import IngestReport


def add(path: Path, values: Mapping[str, object], ingestor: Ingestor) -> IngestReport:
    """Describes a file that has no description yet, and ingests it.

    Raises:
        BadInput: there is no such file, it is described already, or a value is wrong.
        DocumentError: it cannot be ingested.
    """
    files.find([path])
    formats.check_known(str(path))
    if _description(path) is not None:
        raise BadInput(
            f"{path}: is described already; `sikk ingest` takes it as it is, "
            "`sikk corpus edit` changes its description"
        )
    metadata = catalogue.parse({"id": slug(path.stem)} | dict(values), str(path))
    return _describe(path, descriptions.written(metadata), ingestor)


def edit(document: Document, values: Mapping[str, object], ingestor: Ingestor) -> IngestReport:
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
    former = _description(path)
    if former is None:
        former = descriptions.written(document.metadata)
    made = descriptions.changed(former, values)
    catalogue.parse(catalogue.read_yaml(made, str(path)), str(path))
    return _describe(path, made, ingestor)


def _description(path: Path) -> str | None:
    """The YAML that describes the file, if there is any."""
    if not formats.may_have_description(path.name):
        return split_front_matter(_text(path))[0]
    beside = path.with_suffix(".yaml")
    return _text(beside) if beside.exists() else None


def _describe(path: Path, description: str, ingestor: Ingestor) -> IngestReport:
    target, text = path.with_suffix(".yaml"), description
    if not formats.may_have_description(path.name):
        target, text = path, f"---\n{description}---\n{split_front_matter(_text(path))[1]}"
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
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"{path}: is not in UTF-8; save it in UTF-8 to describe it") from None
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror})") from None


def _write(target: Path, text: str) -> None:
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(target)
    except OSError as error:
        raise BadInput(
            f"{target}: the description cannot be written ({error.strerror}); "
            "give yourself write access there"
        ) from None
    finally:
        part.unlink(missing_ok=True)
