"""Runs against the same judgements, each beside the first: `sikk eval compare`.

    compare(qrels, {"dense.run": …, "full.run": …})
        ->  {"full.run": {"nDCG@10": Compared(.61, Difference(+.04, …)), …}, …}

`measures` values one run; `significance` holds the tests.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from corpus.errors import BadInput
from evals.measures.measures import per_query
from evals.measures.significance import interval, p_value
from evals.sets.judgements import Qrels
from evals.sets.runs import Run
from evals.sets.text_files import some

_EQUAL = 1e-9  # values of a query that differ by less are a tie


class Difference(NamedTuple):
    """What a run has over the first: the mean difference, its 95 % interval, and the queries."""

    difference: float
    interval: tuple[float, float] | None  # none for a single query
    p: float
    wins: int
    losses: int
    ties: int

    def __str__(self) -> str:
        between = f" [{self.interval[0]:+.4f}, {self.interval[1]:+.4f}]" if self.interval else ""
        p = "p < .001" if self.p < 0.001 else f"p = {self.p:.3f}".replace("0.", ".")
        return f"{self.difference:+.4f}{between}, {p}, {self.wins}/{self.losses}/{self.ties}"


class Compared(NamedTuple):
    """A measure of a run; `beside` is none for the first, which is beside itself."""

    value: float
    beside: Difference | None

    def as_json(self) -> dict[str, object]:
        """A cell of `sikk eval compare --json`."""
        value = {"value": round(self.value, 4)}
        if self.beside is None:
            return {**value, "p": None}
        own = self.beside._asdict()
        near = self.beside.interval
        rounded = {"difference": round(self.beside.difference, 4), "p": round(self.beside.p, 5)}
        return {**value, **own, **rounded, "interval": near and [round(end, 4) for end in near]}


def compare(qrels: Qrels, runs: Mapping[str, Run]) -> dict[str, dict[str, Compared]]:
    """Every measure of every run; a judged query that a run lacks counts 0."""
    values = {name: per_query(qrels, run) for name, run in runs.items()}
    first = next(iter(values))
    return {
        name: {
            measure: Compared(
                sum(scores.values()) / len(scores),
                None if name == first else _beside(scores, values[first][measure]),
            )
            for measure, scores in measured.items()
        }
        for name, measured in values.items()
    }


def coverage(qrels: Qrels, run: Run, name: str) -> Iterator[str]:
    """What to say of queries that only one of run and judgements has.

    Raises:
        BadInput: they have none in common.
    """
    lacking = [query for query in qrels if query not in run]
    others = [query for query in run if query not in qrels]
    if len(lacking) == len(qrels):
        raise BadInput(
            f"{name}: has none of the {len(qrels)} judged queries ({some(lacking)}) but "
            f"{some(others)}; run and qrels are of different sets"
        )
    if lacking:
        yield (
            f"{name}: has nothing for {len(lacking)} of the {len(qrels)} judged queries, which "
            f"count 0: {some(lacking)}"
        )
    if others:
        yield (
            f"{name}: {len(others)} of its {len(run)} queries have no judgement and do not count: "
            f"{some(others)}"
        )


def _beside(own: Mapping[str, float], first: Mapping[str, float]) -> Difference:
    differences = [own[query] - first[query] for query in first]
    wins = sum(each > _EQUAL for each in differences)
    losses = sum(each < -_EQUAL for each in differences)
    return Difference(
        difference=sum(differences) / len(differences),
        interval=interval(own, first),
        p=p_value(own, first),
        wins=wins,
        losses=losses,
        ties=len(differences) - wins - losses,
    )
