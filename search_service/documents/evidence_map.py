"""The evidence map: what is done in rows, for whom in columns, and how much is known of it.

    drawn(works, "approach")  ->  EvidenceMap(rows=[MapRow("work", (…cells…)), …], …)

As 3ie and the EPPI-Centre draw such maps. A cell has a mark for each level of evidence and
direction of result that its works have. A work stands in each row and column that it belongs to,
so the cells of a row may add up to more than its works.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from corpus.catalogue.descriptor_groups import groups, groups_of
from corpus.catalogue.vocabulary import EVIDENCE_LEVELS, SECTORS, Names
from corpus.documents import Document, Metadata
from search_service.documents.story import DIRECTIONS, NOTHING_SAID, Direction, ToldResult

UNSTATED = "unstated"  # the level of a work whose catalogue entry names none
LEVELS = (*reversed(list(EVIDENCE_LEVELS)), UNSTATED)  # the strongest first
_COLUMNS = "target_groups"


class MapAxis(NamedTuple):
    """What rows may be: the names of its groups, and those that a work belongs to."""

    names: Mapping[str, Names]
    of: Callable[[Metadata], tuple[str, ...]]


AXES: Mapping[str, MapAxis] = {
    "approach": MapAxis(groups("methods"), lambda metadata: groups_of("methods", metadata.methods)),
    "sector": MapAxis(SECTORS, lambda metadata: metadata.sectors),
}
COLUMNS = MapAxis(groups(_COLUMNS), lambda metadata: groups_of(_COLUMNS, metadata.target_groups))


class MapWork(NamedTuple):
    """A work as the map knows it, and what its results come to."""

    document: Document
    outcome: ToldResult

    @property
    def level(self) -> str:
        """The level of evidence, UNSTATED where the catalogue has none."""
        return self.document.metadata.evidence_level or UNSTATED


class Mark(NamedTuple):
    """So many works of one level and direction."""

    level: str
    direction: Direction
    works: int


class MapRow(NamedTuple):
    """A row: its works in all, and the marks of each column, in the columns' order."""

    group: str
    works: int
    cells: tuple[tuple[Mark, ...], ...]


class EvidenceMap(NamedTuple):
    """The rows and columns that have works, and how many works there are in all."""

    rows: tuple[MapRow, ...]
    columns: tuple[str, ...]
    works: int
    by_direction: Mapping[str, int]
    by_level: Mapping[str, int]


def map_works(
    documents: Iterable[Document],
    versions: Mapping[str, Sequence[Document]],
    outcomes: Mapping[str, ToldResult],
) -> list[MapWork]:
    """The documents with what their works come to, whichever version says it."""
    return [MapWork(each, work_outcome(each, versions, outcomes)) for each in documents]


def work_outcome(
    document: Document,
    versions: Mapping[str, Sequence[Document]],
    outcomes: Mapping[str, ToldResult],
) -> ToldResult:
    """What the document says; but no effect where a translation or the original says so."""
    own = outcomes.get(document.id, NOTHING_SAID)
    others = (outcomes.get(v.id, NOTHING_SAID) for v in versions.get(document.metadata.work, ()))
    null = (each for each in (own, *others) if each.direction == "null")
    return next(null, own)


def drawn(works: Sequence[MapWork], axis: MapAxis) -> EvidenceMap:
    """The map of the works; rows and columns without any are left out."""
    columns = tuple(c for c in COLUMNS.names if any(_among(COLUMNS, w, c) for w in works))
    rows = (_row(works, axis, group, columns) for group in axis.names)
    return EvidenceMap(
        rows=tuple(row for row in rows if row.works),
        columns=columns,
        works=len(works),
        by_direction=Counter(work.outcome.direction for work in works),
        by_level=Counter(work.level for work in works),
    )


def chosen(
    works: Sequence[MapWork],
    axis: MapAxis,
    row: str = "",
    column: str = "",
    level: str = "",
    direction: str = "",
) -> list[MapWork]:
    """The works of a mark, a cell, a row or a column; an empty word asks for nothing."""
    return [
        work
        for work in works
        if (not row or _among(axis, work, row))
        and (not column or _among(COLUMNS, work, column))
        and level in ("", work.level)
        and direction in ("", work.outcome.direction)
    ]


def _row(works: Sequence[MapWork], axis: MapAxis, group: str, columns: Sequence[str]) -> MapRow:
    own = chosen(works, axis, group)
    return MapRow(group, len(own), tuple(_marks(chosen(own, axis, "", c)) for c in columns))


def _marks(works: Sequence[MapWork]) -> tuple[Mark, ...]:
    counted = Counter((work.level, work.outcome.direction) for work in works)
    return tuple(
        Mark(level, direction, counted[level, direction])
        for level in LEVELS
        for direction in DIRECTIONS
        if counted[level, direction]
    )


def _among(axis: MapAxis, work: MapWork, group: str) -> bool:
    return group in axis.of(work.document.metadata)
