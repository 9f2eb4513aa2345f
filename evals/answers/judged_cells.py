"""How full and how right the cells of comparisons are.

    survey(settings, "EE", 20)      ->  Survey: cells filled, none from home, cells to be read
    agreement(read_judged(path))    ->  share right by each of two readings, and their agreement

The cells are put to a reader as field, quote and title alone, in an order that tells nothing.
Differs from `measures`, which are of ranked passages.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from sklearn.metrics import cohen_kappa_score

from corpus import tables
from corpus.errors import BadInput
from corpus.settings import Settings
from corpus.store.store import CorpusStore
from search_service.commands.indexing import bring_in_step
from search_service.compare.comparison import Comparison
from search_service.wiring import open_engine

READINGS = ("first", "second")
VERDICTS = ("right", "wrong")
_COLUMNS = ("document_id", "title", "field", "quote")


class ReadCell(NamedTuple):
    """A quoted cell as a reader judges it."""

    document_id: str
    title: str
    field: str
    quote: str


class Survey(NamedTuple):
    """What comparisons of some practices show; `quoted` are cells that come from documents."""

    practices: int
    compared: int
    from_home: int
    cells: int
    filled: int
    quotable: int
    quoted: int
    to_read: tuple[ReadCell, ...]

    def as_json(self) -> dict[str, object]:
        """Counts and shares."""
        counts = {k: v for k, v in self._asdict().items() if k != "to_read"}
        return counts | {
            "share_filled": round(self.filled / max(self.cells, 1), 3),
            "share_quoted": round(self.quoted / max(self.quotable, 1), 3),
            "different_cells": len(self.to_read),
        }


class Agreement(NamedTuple):
    """Two readings of the same cells; `kappa` is Cohen's."""

    cells: int
    first: float
    second: float
    both: float
    agree: float
    kappa: float
    by_field: dict[str, tuple[int, int, int]]  # cells, right at first, right at second


def survey(settings: Settings, country: str, practices: int, seed: int = 1) -> Survey:
    """Compares every so many-th practice of the country with others'; the index is brought in step.

    Raises:
        BadInput: the country has no practices in the corpus.
    """
    with open_engine(settings) as engine:
        if engine.indexer.behind():
            bring_in_step(engine.indexer)
        chosen = _every_nth(_originals(engine.store, country), practices)
        if not chosen:
            raise BadInput(f"{country}: the corpus has no practices of this country")
        return _counted([engine.comparer.compare(i, country) for i in chosen], country, seed)


def write_cells(cells: Iterable[ReadCell], path: Path) -> None:
    """A tab-separated file with empty columns for the two readings."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow([*_COLUMNS, *READINGS])
        writer.writerows([*cell, "", ""] for cell in cells)


def read_judged(path: Path) -> list[dict[str, str]]:
    """The rows of a judged file.

    Raises:
        BadInput: it is no such table, or a cell has no verdict.
    """
    rows = tables.rows(path, (*_COLUMNS, *READINGS), quoted=True)
    for number, row in enumerate(rows, start=2):
        for reading in READINGS:
            if row[reading] not in VERDICTS:
                raise BadInput(f"{path}: line {number}: '{reading}' is neither right nor wrong")
    return rows


def agreement(rows: Sequence[dict[str, str]]) -> Agreement:
    """What two readings say of the cells, and how far they agree."""
    pairs = [(row["first"] == "right", row["second"] == "right") for row in rows]
    n = len(pairs) or 1
    first, second = (sum(column) / n for column in zip(*pairs, strict=True)) if pairs else (0, 0)
    agree = sum(a == b for a, b in pairs) / n
    by_field: dict[str, tuple[int, int, int]] = {}
    for row, (a, b) in zip(rows, pairs, strict=True):
        cells, right, again = by_field.get(row["field"], (0, 0, 0))
        by_field[row["field"]] = (cells + 1, right + a, again + b)
    return Agreement(
        cells=len(pairs),
        first=first,
        second=second,
        both=sum(a and b for a, b in pairs) / n,
        agree=agree,
        kappa=_kappa(pairs),
        by_field=dict(sorted(by_field.items())),
    )


def _kappa(pairs: Sequence[tuple[bool, bool]]) -> float:
    """1 where both readings give every cell the same verdict, of which Cohen's says nothing."""
    if len({verdict for pair in pairs for verdict in pair}) < 2:
        return 1.0
    return float(cohen_kappa_score(*zip(*pairs, strict=True)))


def _originals(store: CorpusStore, country: str) -> list[str]:
    return [
        document.id
        for document in store.documents()
        if (m := document.metadata).country == country
        and m.type == "practice"
        and m.status == "published"
        and m.translation_of is None
    ]


def _every_nth(ids: Sequence[str], wanted: int) -> list[str]:
    return [ids[i * len(ids) // wanted] for i in range(min(wanted, len(ids)))] if ids else []


def _counted(comparisons: Sequence[Comparison], country: str, seed: int) -> Survey:
    shown = [each for comparison in comparisons for each in comparison.comparables]
    cells = [cell for each in shown for cell in each.cells.values()]
    quotable = [c for c in cells if c.field not in ("country", "years", "evidence_level")]
    to_read = {
        ReadCell(each.document.id, each.document.metadata.title, cell.field, citation.quote)
        for each in shown
        for cell in each.cells.values()
        for citation in cell.citations
    }
    order = sorted(to_read)
    random.Random(seed).shuffle(order)  # noqa: S311 - the same order for the same seed
    return Survey(
        practices=len(comparisons),
        compared=len(shown),
        from_home=sum(each.document.metadata.country == country for each in shown),
        cells=len(cells),
        filled=sum(cell.source is not None for cell in cells),
        quotable=len(quotable),
        quoted=sum(bool(cell.citations) for cell in quotable),
        to_read=tuple(order),
    )
