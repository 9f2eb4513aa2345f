"""`sikk eval load`: a running service under more and more requests."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.console import emit, json_option, say
from corpus.errors import BadInput
from corpus.settings import Settings

if TYPE_CHECKING:
    from evals.retrieval.load import Load, LoadStep, Report

_LINE = "{:>8} {:>9}  {:<8} {:>6} {:>6} {:>6} {:>6} {:>8} {:>8} {:>8} {:>8} {:>7}"
_HEAD = (
    "searches", "questions", "asked", "sent", "done", "away", "failed", "p50 ms", "p95 ms",
    "most ms", "away p95", "MB",
)  # fmt: skip


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--searches", help="Searches a second, step by step.  [default: 2,5,10,20,40,80]")
@click.option("--questions", help="Questions a second, step by step.  [default: 0.5,1,2,4]")
@click.option(
    "--both", default="5+1", show_default=True, help="Searches + questions a second, together."
)
@click.option("--seconds", default=20.0, show_default=True, help="How long a step takes.")
@json_option
@click.pass_obj
def load(
    settings: Settings,
    folder: Path,
    searches: str | None,
    questions: str | None,
    both: str,
    seconds: float,
    as_json: bool,
) -> None:
    """Ask the service that runs on the data folder the queries of the BEIR folder FOLDER.

    Requests start on time whether or not the service keeps up. Of each step: how many were done,
    turned away (503) or failed, the milliseconds of those done, and the service's memory. An
    empty list of rates leaves its steps out.

    \b
    Example:
      sikk eval load evals/gold/si --searches 10,40 --questions "" --both ""
    """
    from evals.retrieval import load as loads
    from evals.sets import datasets

    wanted = loads.steps(
        loads.SEARCHES if searches is None else _rates(searches),
        loads.QUESTIONS if questions is None else _rates(questions),
        _pairs(both),
    )
    texts = [query.text for query in datasets.load(folder).queries]
    say(_LINE.format(*_HEAD))
    report = loads.measure(_running(settings), texts, wanted, seconds, _show)
    if as_json:
        emit(_as_json(report))
        return
    for name, took in report.before.items():
        click.echo(f"a {name} alone: {took:g} ms before, {report.after[name]:g} ms after")
    click.echo("the same answers after as before" if report.same_answers else "OTHER ANSWERS")


def _show(load: Load) -> None:
    (searches, questions), *rest = load
    say(_LINE.format(f"{searches:g}", f"{questions:g}", *rest))


def _as_json(report: Report) -> dict[str, object]:
    loads = [{**each._asdict(), **each.step._asdict()} for each in report.loads]
    for each in loads:
        del each["step"]
    return {**report._asdict(), "loads": loads}


def _running(settings: Settings) -> str:
    from search_service.service_client import running_service

    service = running_service(settings.data)
    if service is None:
        raise BadInput(f"no service runs on {settings.data}; start one with `sikk serve`")
    return service.url


def _rates(text: str) -> list[float]:
    try:
        return [float(rate) for rate in text.split(",") if rate.strip()]
    except ValueError:
        raise BadInput(f"'{text}': give rates as numbers with commas, such as 2,5,10") from None


def _pairs(text: str) -> list[LoadStep]:
    from evals.retrieval.load import LoadStep

    pairs = [_rates(pair.replace("+", ",")) for pair in text.split(",") if pair.strip()]
    if any(len(pair) != 2 for pair in pairs):
        raise BadInput(f"'{text}': give searches + questions a second, such as 5+1")
    return [LoadStep(*pair) for pair in pairs]


COMMANDS = (load,)
