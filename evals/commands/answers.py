"""`sikk eval answers|quotes|comparisons|noted`: whether what is quoted and compared is right."""

from __future__ import annotations

import json
from pathlib import Path

import click

from corpus.catalogue.vocabulary import HOME
from corpus.console import emit, json_option
from corpus.settings import Settings
from search_service.commands.indexing import bring_in_step


@click.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--split", default="dev", show_default=True, help="train, dev, test, check, fresh or all."
)
@click.option("--out", type=click.Path(path_type=Path), help="Write every question's outcome here.")
@json_option
@click.pass_obj
def answers(settings: Settings, gold: Path, split: str, out: Path | None, as_json: bool) -> None:
    """Ask every question of a gold set of answers; say by kind and language how many are answered.

    GOLD holds questions.tsv and stretches.jsonl, as evals/gold/answers does. OUT has a JSON line a
    question.

    \b
    Example:
      sikk eval answers evals/gold/answers --split test
    """
    from evals.answers import gold_answers
    from evals.sets import answer_gold
    from search_service.wiring import open_engine

    questions = [each for each in answer_gold.read(gold) if split in ("all", each.split)]
    with open_engine(settings) as engine:
        bring_in_step(engine.indexer)
        found = gold_answers.outcomes(questions, engine)
    if out is not None:
        lines = (json.dumps(each.as_json(), ensure_ascii=False) for each in found)
        out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    groups = gold_answers.grouped(found)
    if as_json:
        shares = {name: {k: s._asdict() for k, s in own.items()} for name, own in groups.items()}
        named = {"dataset": gold.resolve().name, "split": split, "questions": len(found)}
        emit(named | gold_answers.told(groups) | shares)
        return
    for name, own in groups.items():
        told = "  ".join(f"{k} {share.value:.3f} ({share.n})" for k, share in own.items())
        click.echo(f"{name:<16} {told}")


@click.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--beir", type=click.Path(path_type=Path), help="Also the questions of this BEIR folder."
)
@json_option
@click.pass_obj
def quotes(settings: Settings, gold: Path, beir: Path | None, as_json: bool) -> None:
    """Ask every question and check each quote shown against the bytes of its source.

    \b
    Example:
      sikk eval quotes evals/gold/si --json
    """
    from evals.answers import answering
    from evals.answers import quotes as checks
    from evals.retrieval import experiment
    from evals.sets import datasets
    from search_service.search.systems import DEFAULT
    from search_service.wiring import open_engine

    questions = answering.gold(gold)  # before the model is loaded
    found = {}
    with open_engine(settings) as engine:
        bring_in_step(engine.indexer)
        fault = checks.in_files(engine.sources.path)
        found[gold.name] = checks.check(questions, engine, fault)
    if beir is not None:
        dataset = datasets.load(beir)
        with experiment.opened(dataset, DEFAULT, settings) as (engine, _):
            asked = answering.beir(beir, beir / "answers.jsonl")
            found[beir.name] = checks.check(asked, engine, checks.in_rows(dataset.rows or ()))
    if as_json:
        emit({name: check.as_json() for name, check in found.items()})
    for name, check in found.items():
        if not as_json:
            click.echo(f"{name}: {check.checked} quotes checked, {len(check.wrong)} wrong")
            for each in check.wrong:
                click.echo(f"  {each}")
    if any(check.wrong for check in found.values()):
        raise click.exceptions.Exit(1)


@click.command()
@click.option("--for-country", default=HOME, show_default=True, help="Whose practices are asked.")
@click.option("--practices", default=20, show_default=True, help="How many of them, evenly spread.")
@click.option(
    "--cells", type=click.Path(path_type=Path), help="Write the quotes for a reader here."
)
@click.option("--judged", type=click.Path(path_type=Path), help="Only sum up two readings.")
@json_option
@click.pass_obj
def comparisons(
    settings: Settings,
    for_country: str,
    practices: int,
    cells: Path | None,
    judged: Path | None,
    as_json: bool,
) -> None:
    """Compare practices with other countries' and count the cells that are filled.

    \b
    Example:
      sikk eval comparisons --cells cells.tsv
      sikk eval comparisons --judged evals/results/comparison_cells.tsv
    """
    from evals.answers import judged_cells

    if judged is not None:
        found = judged_cells.agreement(judged_cells.read_judged(judged))._asdict()
    else:
        survey = judged_cells.survey(settings, for_country.upper(), practices)
        if cells is not None:
            judged_cells.write_cells(survey.to_read, cells)
        found = survey.as_json()
    if as_json:
        emit(found)
        return
    for name, value in found.items():
        click.echo(f"{name + ':':<16} {f'{value:.3f}' if isinstance(value, float) else value}")


@click.command(name="noted")
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--split", default="dev", show_default=True, help="train, dev, test, check, fresh or all."
)
@click.pass_obj
def noted(settings: Settings, gold: Path, split: str) -> None:
    """Tell how often the questions noted for works lead to the gold set's answers.

    GOLD holds questions.tsv and stretches.jsonl, as evals/gold/answers does. The work that a
    question is about is taken as known.

    \b
    Example:
      sikk eval noted evals/gold/answers --split test
    """
    from corpus.catalogue import noted_questions
    from evals.answers.noted_questions import led
    from evals.sets import answer_gold
    from search_service.bundled.installed import require
    from search_service.bundled.model import BundledModel
    from search_service.wiring import noted_alike

    asked = [each for each in answer_gold.read(gold) if split in (each.split, "all")]
    alike = noted_alike(settings, BundledModel(require())).asked
    found = led(asked, noted_questions.read(settings.questions), alike)
    click.echo(f"{found.n} questions: first {found.first:.3f}, one of three {found.three:.3f}")


COMMANDS = (answers, quotes, comparisons, noted)
