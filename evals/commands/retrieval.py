"""`sikk eval run|table|compare|parity|distractors|cost|needs`: how well search ranks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from corpus.console import emit, json_option, say
from corpus.settings import Settings
from search_service.commands.indexing import bring_in_step

_systems_option = click.option(
    "--system",
    "names",
    multiple=True,
    default=("dense", "full"),
    show_default=True,
    help="A named configuration.",
)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--system", default="full", show_default=True, help="A named configuration.")
@click.option("--whole", is_flag=True, help="One passage a row, cut at the model's 512 tokens.")
@click.option("--run", "run_file", type=click.Path(path_type=Path), help="Write a TREC run here.")
@click.option(
    "--answers",
    "answers_file",
    type=click.Path(path_type=Path),
    help="Also ask, and look for these answers (.jsonl: _id, answers) in the quotes.",
)
@json_option
@click.pass_obj
def run(
    settings: Settings,
    folder: Path,
    system: str,
    whole: bool,
    run_file: Path | None,
    answers_file: Path | None,
    as_json: bool,
) -> None:
    """Index and search the BEIR folder FOLDER with the product's own code, and measure.

    FOLDER holds corpus.jsonl and queries.jsonl, each line an object with `_id` and `text` (also
    `title` in the corpus; `lang`, et or en, if known), and qrels/test.tsv, each line
    query-id TAB corpus-id TAB score. docs/evaluation.md shows one to paste. Without corpus.jsonl
    the queries are put to the present library. Encoded texts are kept in the data folder, so a
    second run indexes faster.

    \b
    Example:
      sikk eval run my-benchmark --system dense --whole --json
    """
    from evals.retrieval import experiment
    from evals.sets import answer_strings, datasets, runs
    from search_service.search import systems

    chosen = systems.named(system)
    answers = answer_strings.read_answers(answers_file) if answers_file else None
    outcome = experiment.perform(
        datasets.load(folder), chosen, settings, whole=whole, answers=answers
    )
    if run_file is not None:
        runs.write(outcome.run, run_file, system)
    _warn(outcome.warnings)
    if as_json:
        emit(outcome.as_json())
        return
    click.echo(f"{outcome.dataset}, {system}: {outcome.queries} queries")
    for name, value in outcome.metrics.items():
        click.echo(f"  {name:<10} {value:.4f}")
    for name, share in (outcome.answers._asdict() if outcome.answers else {}).items():
        click.echo(f"  {name:<26} {share}")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="OUT.json and OUT.md.")
@click.option("--system", "systems", multiple=True, help="A named configuration; default: all.")
@click.pass_obj
def table(settings: Settings, folder: Path, out: Path, systems: tuple[str, ...]) -> None:
    """Measure all systems on all BEIR folders under FOLDER, with significance.

    \b
    Example:
      sikk eval table benchmarks --out results/benchmarks
    """
    from evals.retrieval import table as tables
    from search_service.search.systems import SYSTEMS, named

    names = [named(name).name for name in systems] or list(SYSTEMS)
    tables.write(tables.fill(folder, names, settings, say), out)
    click.echo(out.with_suffix(".md").read_text(encoding="utf-8"))


@click.command()
@click.argument("run_files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--qrels", type=click.Path(path_type=Path), required=True, help="The judgements.")
@json_option
def compare(run_files: tuple[Path, ...], qrels: Path, as_json: bool) -> None:
    """Compare TREC runs on the same judgements, each with the first.

    Shown are the mean difference with its 95 % interval over queries (bootstrap), p of a paired
    randomisation test, and how many queries the run wins, loses and ties. A run is ordered by
    score, as trec_eval does; a judged query that it lacks counts 0.

    \b
    Example:
      sikk eval compare dense.run full.run --qrels my-benchmark/qrels/test.tsv
    """
    from evals.measures import comparison
    from evals.sets import judgements, runs

    judged = judgements.read(qrels)
    files = {str(file): runs.read(file) for file in run_files}
    warnings = [*judged.warnings, *(each for file in files.values() for each in file.warnings)]
    for name, file in files.items():
        warnings += comparison.coverage(judged.qrels, file.run, name)
    rows = comparison.compare(judged.qrels, {name: file.run for name, file in files.items()})
    _warn(warnings)
    if as_json:
        shown = {
            name: {measure: cell.as_json() for measure, cell in row.items()}
            for name, row in rows.items()
        }
        emit({
            "qrels": str(qrels), "queries": len(judged.qrels), "runs": shown, "warnings": warnings,
        })  # fmt: skip
        return
    if len(rows) > 1:
        click.echo("In brackets: difference from the first run [95 % interval], p, won/lost/tied.")
    for name, row in rows.items():
        click.echo(f"{name}:")
        for measure, cell in row.items():
            beside = f"  ({cell.beside})" if cell.beside else ""
            click.echo(f"  {measure:<10} {cell.value:.4f}{beside}")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@_systems_option
@json_option
@click.pass_obj
def parity(settings: Settings, folder: Path, names: tuple[str, ...], as_json: bool) -> None:
    """Cross-language over same-language nDCG@10, for each set family and direction under FOLDER.

    \b
    Example:
      sikk eval parity benchmarks
    """
    from evals.retrieval import parity as parities
    from search_service.search.systems import named

    warnings: list[str] = []
    systems = [named(name) for name in names]
    found = list(parities.measure(folder, systems, settings, warnings.append))
    _warn(warnings)
    if as_json:
        rows = [{**each._asdict(), "ratio": round(each.ratio, 4)} for each in found]
        emit({"parity": rows, "warnings": warnings})
        return
    for each in found:
        click.echo(
            f"{each.family} {each.direction} {each.system:<10} {each.across:.4f} / "
            f"{each.same:.4f} = {each.ratio:.3f}"
        )


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("texts", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--count", default=10_000, show_default=True, help="Passages to add.")
@_systems_option
@click.option(
    "--sentences", type=click.IntRange(1, 10), default=2, show_default=True,
    help="Of the passages made; where the texts are not enough, fewer.",
)  # fmt: skip
@json_option
@click.pass_obj
def distractors(
    settings: Settings,
    folder: Path,
    texts: tuple[Path, ...],
    count: int,
    names: tuple[str, ...],
    sentences: int,
    as_json: bool,
) -> None:
    """nDCG@10 on the BEIR folder FOLDER before and after unrelated passages join.

    They are made from TEXTS of another field (files NAME.et.txt and NAME.en.txt, or BEIR folders),
    in the language that the queries are not in.

    \b
    Example:
      sikk eval distractors my-benchmark news.en.txt --count 10000
    """
    from evals.retrieval import distractors as crowds
    from evals.sets import datasets
    from search_service.search.systems import named

    systems = [named(name) for name in names]
    dataset = datasets.load(folder)
    _warn(dataset.warnings)
    found = list(crowds.measure(dataset, texts, count, systems, settings, sentences))
    if as_json:
        rows = [each._asdict() for each in found]
        emit({"distractors": rows, "warnings": dataset.warnings})
        return
    for each in found:
        click.echo(
            f"{each.dataset} {each.system:<10} {each.before:.4f} -> {each.after:.4f} "
            f"({each.after - each.before:+.4f}) with {each.passages} more passages"
        )


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--passages", "sizes", multiple=True, type=int, default=(1_000,), show_default=True,
    help="Size of a collection.",
)  # fmt: skip
@click.option(
    "--system", "names", multiple=True, default=("hybrid", "full"), show_default=True,
    help="A named configuration.",
)  # fmt: skip
@json_option
@click.pass_obj
def cost(
    settings: Settings,
    folder: Path,
    sizes: tuple[int, ...],
    names: tuple[str, ...],
    as_json: bool,
) -> None:
    """Time of a full search over (one query encoding + one bare engine query), and index size.

    Collections of each size are made from the rows of the BEIR folder FOLDER.

    \b
    Example:
      sikk eval cost my-benchmark --passages 1000 --passages 50000
    """
    from evals.retrieval import cost as costs
    from evals.sets import datasets
    from search_service.search.systems import named
    from search_service.wiring import load_encoder

    dataset, model = datasets.load(folder), load_encoder(settings.model)
    _warn(dataset.warnings)
    found = [
        costs.measure(dataset, size, named(name), model, settings)
        for size in sizes
        for name in names
    ]
    if as_json:
        rows = [{**each._asdict(), "multiple": each.multiple} for each in found]
        emit({"cost": rows, "warnings": dataset.warnings})
        return
    for each in found:
        p50, p95 = each.multiple
        click.echo(
            f"{each.system:<8} {each.passages:>6} passages: {p50:.2f} times (p95 {p95:.2f}); "
            f"search {each.search[0]:.1f} ms, encoding {each.encoding[0]:.1f} ms, "
            f"bare query {each.bare_query[0]:.2f} ms; {each.index_bytes_a_passage} bytes a passage"
        )


@click.command()
@click.argument("table", type=click.Path(path_type=Path))
@json_option
@click.pass_obj
def needs(settings: Settings, table: Path, as_json: bool) -> None:
    """Put questions to the present library; report by the questions' language.

    TABLE is a table of questions with the works they want, or a folder in BEIR form without texts.

    \b
    Example:
      sikk eval needs questions.tsv
    """
    from evals.retrieval import needs as tables
    from search_service.wiring import open_engine

    asked = tables.read(table)
    with open_engine(settings) as engine:
        bring_in_step(engine.indexer)
        found = tables.measure(asked, engine.searcher)
    if as_json:
        emit({"needs": [each._asdict() for each in found]})
        return
    for each in found:
        metrics = ", ".join(f"{name} {value:.4f}" for name, value in each.metrics.items())
        mix = ", ".join(f"{lang} {n}" for lang, n in each.mix.items())
        click.echo(f"{each.lang}: {each.questions} questions, {metrics}; first five hits: {mix}")


def _warn(warnings: Iterable[str]) -> None:
    for each in warnings:
        say(f"warning: {each}")


COMMANDS = (run, table, compare, parity, distractors, cost, needs)
