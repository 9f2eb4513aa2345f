"""What ingest adds to `sikk corpus`: validate, add, edit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.console import counted, emit, json_option, progress_bar, say

if TYPE_CHECKING:
    from corpus.settings import Settings
    from ingest.report import IngestReport
    from ingest.validation import Remark, Validation

_NOT_CLEAN = 2
_NOTHING = "(empty)"


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH …]", type=click.Path(path_type=Path))
@json_option
@click.pass_context
def validate(context: click.Context, paths: tuple[Path, ...], as_json: bool) -> None:
    """Check documents, their descriptions and the glossary; by default the shipped library.

    Looks for files that cannot be read, missing descriptions, fields and sources, unknown values,
    ids and contents that stand twice, translations that do not fit their original, noted questions
    whose answer does not stand in their work, and subjects of works that are not there. Every
    problem is one line; exit code 2 if there is any. A warning is worth a look, and no fault.
    Without PATH there is also a warning of published documents whose file lies elsewhere or is
    gone.

    \b
    Example:
      sikk corpus validate
      sikk corpus validate drafts/ --json
    """
    settings: Settings = context.obj
    folders = list(paths) or [settings.library]
    result = _validate(settings, folders)
    if not paths:
        result.warnings += _unread(settings, folders)
    if as_json:
        emit({"paths": list(map(str, folders))} | _validation_view(result))
    else:
        for problem in result.problems:
            say(f"{problem.path}: {problem.text}")
        for warning in result.warnings:
            say(f"warning: {warning.path}: {warning.text}")
        read = f"{counted(result.documents, 'document')}, {counted(result.words, 'word')}"
        problems = counted(len(result.problems), "problem")
        places = ", ".join(map(str, folders))
        click.echo(f"{places}: {read}: {problems}, {counted(len(result.warnings), 'warning')}")
    if result.problems:
        context.exit(_NOT_CLEAN)


@click.command()
@click.argument("path", metavar="SCAN.pdf", type=click.Path(path_type=Path))
@click.pass_obj
def recognise(settings: Settings, path: Path) -> None:
    """Write a scan's recognised text beside it, so that it can be read without Tesseract.

    The text goes into SCAN.ocr. It is used for exactly this file; where the scan changes, run the
    command again.

    \b
    Example:
      sikk corpus recognise reports/kodutus.pdf
    """
    import shutil
    from tempfile import TemporaryDirectory

    from corpus.errors import BadInput, DocumentError
    from ingest.readers.recognition import recognised
    from ingest.wiring import confined_reader

    if not path.is_file():
        raise BadInput(f"{path}: there is no such file")
    with TemporaryDirectory() as folder, confined_reader(settings) as reader:
        # Where no text lies beside it that was recognised before.
        raw = reader.read(Path(shutil.copy(path, folder)))
    if raw.unread or not any(page.text.strip() for page in raw.pages):
        raise DocumentError(str(path), "; ".join(raw.warnings) or "shows no text")
    texts = [page.text for page in raw.pages]
    text = recognised.written(path.read_bytes(), texts, settings.ocr_languages)
    beside = recognised.place(path)
    beside.write_text(text, encoding="utf-8")
    click.echo(f"{beside}: {counted(len(texts), 'page')}")


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH …]", type=click.Path(path_type=Path))
@json_option
@click.pass_context
def addresses(context: click.Context, paths: tuple[Path, ...], as_json: bool) -> None:
    """Ask every address that documents name as a source whether it still answers.

    By default the shipped library's. This goes to the internet, unlike all else; nothing but the
    address is sent. An address that answers to people only (401, 403, 429) is told as doubtful.
    Exit code 2 if any is dead.

    \b
    Example:
      sikk corpus addresses
      sikk corpus addresses drafts/ --json
    """
    from ingest.addresses import asked, named
    from ingest.wiring import confined_reader

    settings: Settings = context.obj
    with confined_reader(settings) as reader:
        places = named(list(paths) or [settings.library], reader)
    with progress_bar("addresses") as on_progress:
        found = asked(places, on_progress)
    troubled = [each for each in found if each.state != "alive"]
    if as_json:
        emit({"addresses": len(found), "troubled": [each.as_json() for each in troubled]})
    else:
        for each in troubled:
            say(f"{each.state}: {each.url} ({each.told}): {', '.join(each.documents)}")
        dead = sum(each.state == "dead" for each in troubled)
        doubtful = len(troubled) - dead
        click.echo(f"{counted(len(found), 'address', 'es')}: {dead} dead, {doubtful} doubtful")
    if any(each.state == "dead" for each in troubled):
        context.exit(_NOT_CLEAN)


def _unread(settings: Settings, folders: list[Path]) -> list[Remark]:
    """What the store publishes from elsewhere; a store that is not there yet is not made."""
    from corpus.wiring import has_store, open_store
    from ingest.validation import unread

    if not has_store(settings):
        return []
    with open_store(settings) as store:
        return list(unread(store.documents(), folders))


def _validate(settings: Settings, folders: list[Path]) -> Validation:
    from corpus.catalogue import glossary
    from ingest.validation import Remark
    from ingest.validation import validate as check
    from ingest.wiring import confined_reader

    # A library's lists lie in its folder, or beside its folder of documents.
    places = {place for each in folders for place in (each, each.resolve().parent)}
    noted = sorted(table for place in places for table in place.glob("questions/*.tsv"))
    indexes = sorted(table for place in places for table in place.glob("subjects.tsv"))
    with confined_reader(settings) as reader, progress_bar("validate") as on_progress:
        result = check(folders, reader, on_progress, noted, indexes)
    for path in sorted(place / "glossary.tsv" for place in places):
        if path.is_file():
            result.problems += (Remark(str(path), fault) for fault in glossary.faults(path))
    return result


def _validation_view(result: Validation) -> dict[str, object]:
    def listed(remarks: list[Remark]) -> list[dict[str, str]]:
        return [{"path": remark.path, "problem": remark.text} for remark in remarks]

    return {
        "clean": not result.problems,
        "documents": result.documents,
        "words": result.words,
        "problems": listed(result.problems),
        "warnings": listed(result.warnings),
    }


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE …")
@json_option
@click.pass_obj
def add(settings: Settings, file: Path, fields: tuple[str, ...], as_json: bool) -> None:
    """Describe FILE and bring it into the corpus.

    The description is written beside the file, in NAME.yaml (in Markdown, at its top), and checked
    first. `title`, `lang` and `type` are needed; the id is made from the file's name if none is
    given. For fields that hold lists (sectors, sources, …) repeat FIELD=VALUE. What `validate`
    would find is told as a warning, and so is a document with the same text.

    \b
    Example:
      sikk corpus add report.pdf title="A report" lang=en type=report country=FI sectors=culture
    """
    from corpus.catalogue import descriptions
    from ingest import curation
    from ingest.wiring import open_ingestor

    values = descriptions.given(fields)
    with open_ingestor(settings) as ingestor:
        report = curation.add(file, values, ingestor)
    _remark(settings, file, report)
    _tell(str(file), report, as_json)


@click.command()
@click.argument("document_id")
@click.argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE …")
@json_option
@click.pass_obj
def edit(settings: Settings, document_id: str, fields: tuple[str, ...], as_json: bool) -> None:
    """Change fields of a document's description, in its file and in the corpus.

    An empty value clears the field; for lists repeat FIELD=VALUE, the whole list is replaced.
    What each field was and is now is printed, so a change can be taken back. What `validate`
    would find is told as a warning.

    \b
    Example:
      sikk corpus edit vunki-mano year=2018 sectors=community-rural sectors=disability
      sikk corpus edit vunki-mano status=withdrawn
    """
    from corpus.catalogue import descriptions
    from corpus.wiring import open_store
    from ingest import curation
    from ingest.wiring import open_ingestor

    values = descriptions.given(fields)
    with open_store(settings) as store:
        document = store.document(document_id)
    with open_ingestor(settings) as ingestor:
        report, changes = curation.edit(document, values, ingestor)
    _remark(settings, Path(document.source_path), report)
    if not as_json:
        for name, former, present in changes:
            kept = " (as before)" if former == present else f" → {_shown(present)}"
            click.echo(f"{name}: {_shown(former)}{kept}")
    _tell(document_id, report, as_json, {"changes": [change._asdict() for change in changes]})


def _remark(settings: Settings, file: Path, report: IngestReport) -> None:
    """Adds to the report's warnings what `validate` would find of the file's document."""
    from corpus.wiring import open_store
    from ingest.validation import remarks

    with open_store(settings) as store:
        document = store.document_at(str(file.resolve()))
        if document is not None:
            report.warnings += (f"{file}: {remark}" for remark in remarks(document, store))


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or _NOTHING
    return _NOTHING if value in (None, "", ()) else str(value)


def _tell(name: str, report: IngestReport, as_json: bool, more: Mapping[str, object] = {}) -> None:
    if as_json:
        emit(report.as_json() | dict(more))
        return
    for warning in report.warnings:
        say(f"warning: {warning}")
    outcome = ", ".join(outcome.value for outcome in report.outcomes)
    click.echo(f"{name}: {outcome}; {counted(report.passages, 'passage')} written")
