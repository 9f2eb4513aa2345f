"""Turns the store's nouns into table rows and back; `corpus.store.store` decides when."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from corpus.accounts import PageAccount
from corpus.catalogue import references
from corpus.documents import Document, Metadata, Note, Page, Passage, Span
from corpus.feedback import Feedback
from corpus.gaps import Gap
from corpus.ids import text_digest
from corpus.personal.finding import covered
from corpus.store.withholding import Masks, PersonalFinding

METADATA_FIELDS = tuple(field.name for field in fields(Metadata))
LIST_FIELDS = tuple(field.name for field in fields(Metadata) if field.default == ())
_FILE_FIELDS = (
    "content_hash",
    "source_hash",
    "source_path",
    "media_type",
    "words",
    "data_folder",
    "read_as",
    "withheld",
    "added",
    "changed",
)
_FEEDBACK_FIELDS = tuple(field.name for field in fields(Feedback))
_PASSAGE_FIELDS = tuple(field.name for field in fields(Passage))

_TIMES = ("first_asked", "last_asked", "closed_at")

Values = dict[str, object]


def document_row(document: Document) -> Values:
    """One row of `documents`; counts of pages and passages are not stored."""
    values = {name: getattr(document.metadata, name) for name in METADATA_FIELDS}
    lists: Values = {name: list(getattr(document.metadata, name)) for name in LIST_FIELDS}
    lists["sources"] = [references.plain(each) for each in document.metadata.sources]
    return values | lists | {name: getattr(document, name) for name in _FILE_FIELDS}


def document_of(row: Row[Any]) -> Document:
    """The document of a row of `documents` with its counts."""
    values = row._mapping
    metadata: dict[str, Any] = {
        name: tuple(values[name]) if name in LIST_FIELDS else values[name]
        for name in METADATA_FIELDS
    }
    metadata["sources"] = tuple(map(references.of_plain, metadata["sources"]))
    return Document(
        metadata=Metadata(**metadata),
        pages=values["pages"],
        passages=values["passages"],
        **{name: values[name] for name in _FILE_FIELDS},
    )


def page_rows(document_id: str, pages: Iterable[Page]) -> list[Values]:
    """The rows of `pages` of one document."""
    return [
        {
            "document_id": document_id,
            "page_index": index,
            "number": page.number,
            "label": page.label,
            "text": page.text,
            "notes": [[note.at, note.number] for note in page.notes],
            "account": page.account.as_json(),
        }
        for index, page in enumerate(pages)
    ]


def page_of(row: Row[Any], whole: bool = False) -> Page:
    """The page of a row of `pages`; whole, with nothing covered."""
    notes = tuple(Note(*note) for note in row.notes or ())
    account = PageAccount.of_json(row.account)
    text = row.text if whole else covered(row.text, row.masks or ())
    return Page(row.number, row.label, text, notes, account)


def passage_row(passage: Passage) -> Values:
    """One row of `passages`; spans become lists of [page index, start, end]."""
    values: Values = {name: getattr(passage, name) for name in _PASSAGE_FIELDS}
    spans = [[span.page_index, span.start, span.end] for span in passage.spans]
    return values | {"spans": spans}


def passage_of(row: Row[Any], whole: bool = False) -> Passage:
    """The passage of a row of `passages`, whose first columns are its fields in order."""
    values: list[Any] = list(row[: len(_PASSAGE_FIELDS)])
    values[-1] = tuple(Span(*span) for span in values[-1])
    passage = Passage(*values)
    return _covered(passage, row.masks) if row.masks and not whole else passage


def shown_text(row: Row[Any]) -> str:
    """The text of a row of `passages` with what is masked covered."""
    return covered(row.text, row.masks["text"]) if row.masks else str(row.text)


def _covered(passage: Passage, masks: Masks) -> Passage:
    text, section = (covered(getattr(passage, n), masks[n]) for n in ("text", "section"))
    return replace(passage, text=text, section=section)


def finding_row(document_id: str, finding: PersonalFinding) -> Values:
    """One row of `personal`."""
    span = finding.span
    return {
        "document_id": document_id,
        "page_index": span.page_index,
        "start": span.start,
        "end": span.end,
        "kind": finding.kind,
        "value_hash": finding.value_hash,
        "state": finding.state,
        "decided_at": finding.decided_at and utc(finding.decided_at),
    }


def finding_of(row: Row[Any]) -> PersonalFinding:
    """The finding of a row of `personal`; its time is in UTC."""
    span = Span(row.page_index, row.start, row.end)
    decided = row.decided_at and row.decided_at.replace(tzinfo=UTC)
    return PersonalFinding(span, row.kind, row.value_hash, row.state, decided)


def gap_row(gap: Gap) -> Values:
    """One row of `gaps`."""
    values: Values = {field.name: getattr(gap, field.name) for field in fields(Gap)}
    times = {n: utc(getattr(gap, n)) for n in _TIMES if getattr(gap, n)}
    key = gap_key(gap.question, gap.lang, gap.filters)
    return values | times | {"filters": dict(gap.filters), "key": key}


def gap_key(question: str, lang: str, filters: Mapping[str, object]) -> str:
    """What tells one gap from another."""
    # By way of JSON, as the filters come back from the store: tuples are lists there.
    return text_digest(f"{question}\n{lang}\n{json.dumps(dict(filters), sort_keys=True)}")


def gap_of(row: Row[Any]) -> Gap:
    """The gap of a row of `gaps`; times are in UTC."""
    values = {field.name: row._mapping[field.name] for field in fields(Gap)}
    times = {n: values[n].replace(tzinfo=UTC) for n in _TIMES if values[n]}
    return Gap(**(values | times))


def utc(moment: datetime) -> datetime:
    """A moment as the store keeps it: in UTC, without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def feedback_row(said: Feedback) -> Values:
    """One row of `feedback`."""
    return {name: getattr(said, name) for name in _FEEDBACK_FIELDS}


def feedback_of(row: Row[Any]) -> Feedback:
    """What a row of `feedback` says."""
    return Feedback(**{name: row._mapping[name] for name in _FEEDBACK_FIELDS})
