"""`sikk eval calibrate|fit-purposes|fit-answers|fit-examples|fit-letters`: what is fitted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from corpus.console import emit, json_option, say
from corpus.settings import Settings
from search_service.commands.indexing import bring_in_step


@click.command()
@click.argument("parallel_dir", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write (.npz).")
@click.pass_obj
def calibrate(settings: Settings, parallel_dir: Path, out: Path) -> None:
    """Fit what makes both languages' scores equal, from line-aligned NAME.et.txt and NAME.en.txt.

    \b
    Example:
      sikk eval calibrate parallel --out calibration.npz
    """
    from evals.fitting import calibration
    from evals.sets import parallel
    from search_service.wiring import load_encoder
    from search_service.words.analyzer import Analyzer

    pairs = parallel.load(parallel_dir)
    arrays = calibration.fit(pairs, load_encoder(settings.model), Analyzer())
    calibration.write(arrays, out)
    click.echo(f"{out}: from {len(pairs.sentences)} sentences and {len(pairs.passages)} passages")


@click.command(name="fit-purposes")
@click.argument("questions", type=click.Path(path_type=Path))
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("passages", type=click.Path(path_type=Path))
@click.option(
    "--unseen",
    type=click.Path(path_type=Path),
    help="Also write what each of GOLD's questions is for, told by ones about other works (.json).",
)
def fit_purposes(questions: Path, gold: Path, passages: Path, unseen: Path | None) -> None:
    """Learn what questions are for from labelled ones; write the product's file.

    QUESTIONS is a folder with questions.tsv (kind, question), GOLD a gold set of answers, of which
    the train split is learnt and the development split measured, PASSAGES a table of questions
    about passages that has a kind.

    \b
    Example:
      sikk eval fit-purposes evals/gold/purposes evals/gold/answers evals/gold/reading/officials.tsv
    """
    import json

    from evals.fitting import purposes

    train, dev = purposes.read(questions, gold, passages)
    share = purposes.fit(train, dev)
    if unseen is not None:
        told = json.dumps(purposes.unseen([*train, *dev]), indent=1)
        unseen.write_text(told + "\n", encoding="utf-8")
    click.echo(f"learnt from {len(train)} questions; {share:.3f} of {len(dev)} others told right")


@click.command(name="fit-answers")
@click.argument("beir", type=click.Path(path_type=Path))
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--halves",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A reader that learnt from one half of GOLD's works (`refine-reader`); give both.",
)
@click.option(
    "--purposes",
    type=click.Path(path_type=Path),
    help="What GOLD's questions are for, as unseen (`fit-purposes --unseen`).",
)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Model file to write.")
@click.option(
    "--report", type=click.Path(path_type=Path), help="Also write REPORT.json and REPORT.svg."
)
@json_option
@click.pass_obj
def fit_answers(
    settings: Settings,
    /,
    beir: Path,
    gold: Path,
    out: Path,
    report: Path | None,
    as_json: bool,
    **unseen: Any,
) -> None:
    """Fit which quote answers best and when there is evidence, and measure both.

    BEIR is any BEIR folder with answers.jsonl; of one that the cross-encoder learnt from only the
    documents held out then are used. GOLD is a gold set of answers over the present library; its
    test split is left alone.

    \b
    Example:
      sikk eval fit-answers estqa-train evals/gold/answers --out answers.json
    """
    import json

    from evals.fitting import answer_report
    from evals.fitting.answer_sources import Sources
    from evals.measures import curves

    found = answer_report.perform(Sources(beir, gold, **unseen), settings)
    found.model.write(out)
    if report is not None:
        content = {**found.results, "curves": found.curves}
        text = json.dumps(content, indent=1, ensure_ascii=False)
        report.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
        picture = curves.draw(
            found.curves,
            "coverage: answerable questions answered",
            "risk: unanswerable ones answered",
            "Risk and coverage at every bar",
        )
        report.with_suffix(".svg").write_text(picture, encoding="utf-8")
    for each in found.warnings:
        say(f"warning: {each}")
    if as_json:
        emit({**found.results, "warnings": found.warnings})
    else:
        click.echo(json.dumps(found.results, indent=1))


@click.command(name="fit-examples")
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--purposes",
    type=click.Path(path_type=Path),
    help="What GOLD's questions are for, as unseen (`fit-purposes --unseen`).",
)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Model file to write.")
@json_option
@click.pass_obj
def fit_examples(
    settings: Settings, gold: Path, purposes: Path | None, out: Path, as_json: bool
) -> None:
    """Fit which works are listed for a question that asks for several, and measure it.

    GOLD is a gold set of answers over the present library; its test split is left alone. Fit
    answers first: their weights are read.

    \b
    Example:
      sikk eval fit-examples evals/gold/answers --out examples.json
    """
    from evals.fitting import answer_sources, examples, several_works
    from search_service.answers.work_lists import FEATURES
    from search_service.reading.weights import ExampleWeights
    from search_service.wiring import open_engine

    told = answer_sources.told_purposes(purposes)
    with open_engine(settings, examples=ExampleWeights.blank(FEATURES)) as engine:
        bring_in_step(engine.indexer)
        asked = several_works.fit(several_works.records(gold, engine, told))
        records = examples.records(gold, engine, told)
    found = examples.fit(records, asked)
    found.weights.write(out)
    brought = {
        "questions": len(records), "bar": found.weights.bar, "area": round(found.area, 4),
        **found.measures._asdict(), "asked_for": asked.measures._asdict(),
    }  # fmt: skip
    if as_json:
        emit(brought)
    else:
        for name, value in brought.items():
            click.echo(f"{name}: {value}")


@click.command(name="fit-letters")
@click.option(
    "--library", type=click.Path(path_type=Path), help="Folder of Markdown; default: the shipped."
)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write (.txt).")
@click.pass_obj
def fit_letters(settings: Settings, library: Path | None, out: Path) -> None:
    """Learn the letters that make words, by which a garbage text layer of a PDF is told.

    \b
    Example:
      sikk eval fit-letters --out ingest/readers/pdf/letter_triples.txt
    """
    from evals.fitting import letters

    files = sorted((library or settings.library).rglob("*.md"))
    out.write_text(letters.fit(file.read_text(encoding="utf-8") for file in files), "utf-8")
    click.echo(f"{out}: from {len(files)} texts")


COMMANDS = (calibrate, fit_purposes, fit_answers, fit_examples, fit_letters)
