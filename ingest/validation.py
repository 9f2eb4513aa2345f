"""Checks a library of described documents as a whole, before anything is ingested.

    validate([Path("library")], reader).problems  ->  [Finding("library/a.md", "names no source")]

A problem is a fault to mend; a warning is worth a look. Differs from `pipeline`, which takes
one document after another and lets a file without a description pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from corpus.catalogue import noted_questions, subjects
from corpus.console import counted
from corpus.documents import Document, Metadata
from corpus.errors import DocumentError, InvalidMetadata
from corpus.store.store import CorpusStore
from corpus.text import language
from ingest import files
from ingest.cutting.assembling import assemble
from ingest.readers import formats
from ingest.readers.raw import PDF, FileReader, RawDocument, without_notes

# Words that a document of a type usually has: fewer or more deserve a look.
USUAL_WORDS = {
    "practice": (200, 2500),
    "policy": (120, 6000),
    "report": (800, 10_000),
    "guide": (150, 1500),
}
_NEEDED = ("country", "licence")
_ALIKE_IN_TRANSLATION = ("type", "country", "year", "evidence_level", "licence")
_NAMED = 3  # documents of a folder that was not read
_SAMPLE = slice(500, 2500)  # characters; titles and names would mislead


class Remark(NamedTuple):
    """What is wrong with a file, in one clause."""

    path: str
    text: str


@dataclass(slots=True)
class Validation:
    """What was looked at and found."""

    documents: int = 0
    words: int = 0
    problems: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)


class _Entry(NamedTuple):
    path: Path
    metadata: Metadata
    source_hash: str
    words: int
    text: str
    notes: frozenset[int] = frozenset()  # the sources that footnotes in the text mean


def validate(
    paths: Iterable[Path],
    reader: FileReader,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
    noted: Iterable[Path] = (),
    indexes: Iterable[Path] = (),
) -> Validation:
    """Reads every document under the paths and compares their descriptions.

    `noted` are the tables of questions that these documents answer (`catalogue.noted_questions`),
    `indexes` those of their subjects (`catalogue.subjects`).

    Raises:
        BadInput: a path does not exist.
    """
    survey = files.survey(paths)
    found = survey.files
    result = Validation(documents=len(found))
    entries: list[_Entry] = []
    for number, path in enumerate(found, start=1):
        entry = _read(path, reader, result)
        if entry:
            entries.append(entry)
        on_progress(number, len(found))
    result.words = sum(entry.words for entry in entries)
    for entry in entries:
        result.problems += (Remark(str(entry.path), text) for text in _faults(entry.metadata))
        result.problems += (Remark(str(entry.path), text) for text in _unknown_notes(entry))
        result.warnings += (Remark(str(entry.path), text) for text in _doubts(entry))
    result.problems += [*_repeated(entries), *_translation_faults(entries)]
    result.problems += _misnoted(entries, noted)
    works = {entry.metadata.work for entry in entries}
    result.problems += (
        Remark(str(path), fault) for path in indexes for fault in subjects.faults(path, works)
    )
    result.problems += (
        Remark(each.path, each.reason) for each in survey.skipped if each.reason == files.STRAY
    )
    result.problems.sort()
    result.warnings.sort()
    return result


def unread(documents: Iterable[Document], folders: Iterable[Path]) -> Iterator[Remark]:
    """Published documents that are searched, but of which nothing was read in these folders."""
    folders = [folder.resolve() for folder in folders]
    outside: dict[Path, list[str]] = defaultdict(list)
    for document in documents:
        path = Path(document.source_path)
        if document.metadata.status != "published":
            continue
        if not path.exists():
            text = f"document '{document.id}' is published, but this file of it is gone"
            yield Remark(document.source_path, text)
        elif not any(path.is_relative_to(folder) for folder in folders):
            outside[path.parent].append(document.id)
    for place, ids in outside.items():
        named = ", ".join(ids[:_NAMED]) + (", …" if len(ids) > _NAMED else "")
        number = counted(len(ids), "published document")
        text = f"{number} not checked ({named}); `sikk corpus validate {place}` does it"
        yield Remark(str(place), text)


def remarks(document: Document, store: CorpusStore) -> Iterator[str]:
    """What `validate` would say of one document, and which others hold the same text.

    Reads what the store holds of it and not its file, which may be a slow scan.
    """
    text = "\n".join(page.text for page in store.pages(document.id))
    entry = _Entry(
        Path(document.source_path), document.metadata, document.source_hash, document.words, text
    )
    yield from (*_faults(document.metadata), *_doubts(entry))
    if document.metadata.translation_of:
        original = next(iter(store.documents([document.metadata.translation_of])), None)
        yield from _pair_faults(document.metadata, original.metadata if original else None)
    for other in _twins(document, store):
        yield f"has the same text as document '{other.id}' ({other.source_path})"


def _twins(document: Document, store: CorpusStore) -> Iterator[Document]:
    """The others with the same file or, since Markdown carries its description, the same text."""
    pages = store.pages(document.id)
    for other in store.documents():
        if other.id != document.id and other.words == document.words:
            same_file = other.source_hash == document.source_hash
            if same_file or (document.words and store.pages(other.id) == pages):
                yield other


def _read(path: Path, reader: FileReader, result: Validation) -> _Entry | None:
    try:
        source = files.fingerprint(path)
        raw = reader.read(path, source.description)
        if raw.description is None:
            wanted = path.with_suffix(".yaml").name
            beside = f"beside it, in {wanted}" if formats.may_have_description(path.name) else ""
            where = beside or "between --- lines at its top"
            result.problems.append(Remark(str(path), f"has no description {where}"))
            return None
        made = assemble(source, raw, None)
    except DocumentError as error:
        page = "" if error.page is None else f"page {error.page}: "
        result.problems.append(Remark(str(path), page + error.reason))
    except InvalidMetadata as error:
        result.problems += (Remark(error.where, fault) for fault in error.faults)
    except OSError as error:
        result.problems.append(Remark(str(path), f"cannot be read ({error.strerror})"))
    else:
        result.warnings += (Remark(str(path), warning) for warning in raw.warnings)
        text = "\n".join(page.text for page in made.pages)
        document = made.document
        return _Entry(
            path, document.metadata, source.source_hash, document.words, text, _notes(raw)
        )
    return None


def _misnoted(entries: Iterable[_Entry], noted: Iterable[Path]) -> Iterator[Remark]:
    texts: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        texts[entry.metadata.work].append(entry.text)
    for path in noted:
        if path.stem not in texts:
            yield Remark(str(path), "holds questions, but there is no document of that name")
            continue
        for fault in noted_questions.faults(path, "\n".join(texts[path.stem])):
            yield Remark(str(path), fault)


def _notes(raw: RawDocument) -> frozenset[int]:
    """The sources that the text's footnotes mean; a PDF's are known by their list alone."""
    pages = [] if raw.media_type == PDF else raw.pages
    return frozenset(number for page in pages for _, number in without_notes(page.text)[1])


def _unknown_notes(entry: _Entry) -> Iterator[str]:
    known = len(entry.metadata.sources)
    for number in sorted(number for number in entry.notes if number > known):
        yield f"has a footnote {number}, but names {counted(known, 'source')}"


def _faults(metadata: Metadata) -> Iterator[str]:
    yield from (f"has no {name}" for name in _NEEDED if not getattr(metadata, name))
    if not metadata.sources:
        yield "names no source"
    if metadata.verification in ("checked", "partly") and not metadata.verified:
        yield f"says verification: {metadata.verification}, but not on which date (verified)"
    if not metadata.sectors:
        yield "has no sector"
    if metadata.type == "practice" and metadata.facts and metadata.work not in metadata.facts:
        yield f"does not name the fact row '{metadata.work}' after which it is called"


def _doubts(entry: _Entry) -> Iterator[str]:
    metadata = entry.metadata
    for number, source in enumerate(metadata.sources, start=1):
        if not source.url:
            yield f"source {number} ({source.title}) has no address"
        elif not source.seen:
            yield f"source {number} ({source.title}) has no date on which it was seen"
        if entry.notes and number not in entry.notes:
            yield f"source {number} ({source.title}) is marked nowhere in the text"
    if entry.path.stem != metadata.id:
        yield f"has the id '{metadata.id}', which is not the file's name"
    least, most = USUAL_WORDS[metadata.type]
    if not least <= entry.words <= most:
        yield f"has {entry.words} words; a {metadata.type} usually has {least} to {most}"
    if metadata.year and metadata.year > date.today().year:
        yield f"has the year {metadata.year}, which is still to come"
    detected = language.detect(entry.text[_SAMPLE] or entry.text)
    if detected != metadata.lang:
        yield f"says that it is in '{metadata.lang}', but reads like '{detected}'"


def _repeated(entries: list[_Entry]) -> Iterator[Remark]:
    ids, contents = defaultdict(list), defaultdict(list)
    for entry in entries:
        ids[entry.metadata.id].append(str(entry.path))
        contents[entry.source_hash].append(str(entry.path))
    for name, (first, *others) in ids.items():
        yield from (Remark(path, f"has the id '{name}', as {first} has") for path in others)
    for first, *others in contents.values():
        yield from (Remark(path, f"has the same content as {first}") for path in others)


def _translation_faults(entries: list[_Entry]) -> Iterator[Remark]:
    known = {entry.metadata.id: entry.metadata for entry in entries}
    for path, metadata, *_ in entries:
        if metadata.translation_of is None:
            continue
        original = known.get(metadata.translation_of)
        for text in _pair_faults(metadata, original):
            yield Remark(str(path), text)


def _pair_faults(translation: Metadata, original: Metadata | None) -> Iterator[str]:
    if original is None:
        yield f"is a translation of '{translation.translation_of}', which is not here"
        return
    if original.translation_of:
        yield f"is a translation of '{original.id}', which is a translation itself"
    if original.lang == translation.lang:
        yield f"is a translation of '{original.id}' into the same language, '{original.lang}'"
    if translation.id != f"{original.id}.{translation.lang}":
        yield f"should have the id '{original.id}.{translation.lang}'"
    for name in _ALIKE_IN_TRANSLATION:
        here, there = getattr(translation, name), getattr(original, name)
        if here != there:
            yield f"has {name} '{here}', but its original '{original.id}' has '{there}'"
