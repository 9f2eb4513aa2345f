"""The store's list of personal data: what each document holds of it, and what was decided.

    store.personal.findings("minutes-3f0a1b2c")          [PersonalFinding(…, state="held"), …]
    store.personal.decide("minutes-3f0a1b2c", RELEASED, now)
    store.personal.look_again("minutes-3f0a1b2c", rules)  the same text by other rules

A curator's decision is about a value in a document: it outlives a new reading of the file. Each
decision is a change in the feed, so the index follows. What is then shown, `withholding` says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from corpus.documents import Page, Passage, Span
from corpus.errors import BadInput
from corpus.personal import finding
from corpus.personal.contacts import HELD, RELEASED, Rules
from corpus.store import rows, schema
from corpus.store.database import Database
from corpus.store.withholding import PersonalFinding, value_hash, withheld


class HeldBack(NamedTuple):
    """How many passages of a document are held back, and the findings for which, by kind."""

    passages: int
    kinds: Counter[str]


def found(pages: Sequence[Page], rules: Rules) -> list[PersonalFinding]:
    """The personal data on these pages as the rules judge it."""
    return [
        PersonalFinding(
            Span(index, each.start, each.end),
            each.kind,
            value_hash(each, page.text),
            rules.judge(page.text, each),
        )
        for index, page in enumerate(pages)
        for each in finding.find(page.text)
    ]


class PersonalList:
    """The personal data of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def findings(self, document_id: str) -> list[PersonalFinding]:
        """What the document holds, in order."""
        table = schema.personal.c
        query = select(schema.personal).where(table.document_id == document_id)
        ordered = query.order_by(table.page_index, table.start)
        return [rows.finding_of(row) for row in self._database.read(ordered)]

    def documents(self) -> list[str]:
        """The ids of the documents that hold any, in order."""
        table = schema.personal.c
        query = select(table.document_id).distinct().order_by(table.document_id)
        return [row.document_id for row in self._database.read(query)]

    def held_back(self, document_id: str) -> HeldBack:
        """What of the document waits for a decision."""
        table = schema.passages.c
        query = select(table.id).where((table.document_id == document_id) & table.held)
        kinds = Counter(each.kind for each in self.findings(document_id) if each.state == HELD)
        return HeldBack(len(self._database.read(query)), kinds)

    def pages_withheld(self, document_id: str) -> set[int]:
        """The indexes of the pages of which something is not shown."""
        found = self.findings(document_id)
        return {each.span.page_index for each in found if each.state != RELEASED}

    def decide(
        self, document_id: str, state: str, at: datetime, names: Collection[str] = ()
    ) -> int:
        """Gives the document's findings of these names that state; says how many.

        Without names all but those that a rule has released.

        Raises:
            BadInput: it has no finding of that name; nothing was changed.
            StorageError: nothing was changed.
        """
        with self._database.write() as connection:
            present = _present(connection, document_id)
            if unknown := set(names) - {each.name for each in present}:
                raise BadInput(
                    f"document '{document_id}': has no finding {', '.join(sorted(unknown))}; "
                    f"see `sikk corpus personal list {document_id} --all`"
                )
            chosen = [e for e in present if (e.name in names if names else not _by_rule(e))]
            decided = {
                each.value_hash: replace(each, state=state, decided_at=at) for each in chosen
            }
            _put_again(connection, document_id, _with(decided, present))
        return len(chosen)

    def look_again(self, document_id: str, rules: Rules) -> None:
        """Looks through the document's text anew; what a curator decided stays.

        Raises:
            StorageError: nothing was changed.
        """
        with self._database.write() as connection:
            pages, _ = _whole(connection, document_id)
            decided = decisions(connection, [document_id])
            _put_again(connection, document_id, _with(decided, found(pages, rules)))


def _by_rule(each: PersonalFinding) -> bool:
    return each.state == RELEASED and each.decided_at is None


Decisions = Mapping[str, PersonalFinding]  # by the value's hash


def decisions(connection: Connection, document_ids: Iterable[str]) -> Decisions:
    """What a curator decided about the values of these documents."""
    table = schema.personal.c
    of_these = table.document_id.in_(list(document_ids)) & table.decided_at.is_not(None)
    read = connection.execute(select(schema.personal).where(of_these))
    return {each.value_hash: each for each in map(rows.finding_of, read)}


def put(
    connection: Connection,
    document_id: str,
    pages: Sequence[Page],
    passages: Sequence[Passage],
    findings: Sequence[PersonalFinding],
    decided: Decisions,
) -> str | None:
    """Writes what was found beside the document's new rows; gives the mark of what is withheld."""
    judged = _with(decided, findings)
    if judged:
        values = [rows.finding_row(document_id, each) for each in judged]
        connection.execute(insert(schema.personal), values)
    made = withheld(pages, passages, judged)
    table = schema.pages
    for index, masks in made.pages.items():
        same = (table.c.document_id == document_id) & (table.c.page_index == index)
        connection.execute(update(table).where(same).values(masks=masks))
    for passage_id in {*made.passages, *made.held}:
        masked, held = made.passages.get(passage_id), passage_id in made.held
        this = update(schema.passages).where(schema.passages.c.id == passage_id)
        connection.execute(this.values(masks=masked, held=held))
    this = update(schema.documents).where(schema.documents.c.id == document_id)
    connection.execute(this.values(withheld=made.mark))
    return made.mark


def _put_again(
    connection: Connection, document_id: str, findings: Sequence[PersonalFinding]
) -> None:
    """Replaces the findings of a stored document; a change of what is shown goes into the feed."""
    documents, pages, passages = schema.documents, schema.pages, schema.passages
    former = connection.execute(
        select(documents.c.withheld).where(documents.c.id == document_id)
    ).scalar()
    stored = _whole(connection, document_id)
    connection.execute(delete(schema.personal).where(schema.personal.c.document_id == document_id))
    connection.execute(update(pages).where(pages.c.document_id == document_id).values(masks=None))
    of_this = update(passages).where(passages.c.document_id == document_id)
    connection.execute(of_this.values(masks=None, held=False))
    if put(connection, document_id, *stored, findings, {}) != former:
        connection.execute(insert(schema.changes), {"document_id": document_id, "kind": "put"})


def _with(decided: Decisions, findings: Iterable[PersonalFinding]) -> list[PersonalFinding]:
    """The findings, with the decisions about their values."""
    return [
        replace(each, state=known.state, decided_at=known.decided_at)
        if (known := decided.get(each.value_hash))
        else each
        for each in findings
    ]


def _present(connection: Connection, document_id: str) -> list[PersonalFinding]:
    table = schema.personal
    query = select(table).where(table.c.document_id == document_id)
    return [rows.finding_of(row) for row in connection.execute(query)]


def _whole(connection: Connection, document_id: str) -> tuple[list[Page], list[Passage]]:
    """The stored pages and passages with nothing covered."""
    pages, passages = schema.pages, schema.passages
    of_pages = select(pages).where(pages.c.document_id == document_id)
    of_passages = select(passages).where(passages.c.document_id == document_id)
    return (
        [
            rows.page_of(row, whole=True)
            for row in connection.execute(of_pages.order_by(pages.c.page_index))
        ],
        [
            rows.passage_of(row, whole=True)
            for row in connection.execute(of_passages.order_by(passages.c.ordinal))
        ],
    )
