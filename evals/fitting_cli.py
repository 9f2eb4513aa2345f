"""`sikk eval calibrate|train-reader|fit-answers`: what the product learns from texts and questions."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.console import emit, json_option
from corpus.settings import Settings


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
    from evals import calibration, parallel
    from search_service import encoder
    from search_service.lexical import Analyzer

    pairs = parallel.load(parallel_dir)
    arrays = calibration.fit(pairs, encoder.load(settings.model), Analyzer())
    calibration.write(arrays, out)
    click.echo(f"{out}: from {len(pairs.sentences)} sentences and {len(pairs.passages)} passages")


@click.command(name="train-reader")
@click.argument("beir", type=click.Path(path_type=Path))
@click.argument("questions", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write (.npz).")
@click.option("--held-out", multiple=True, type=click.IntRange(0, 4), default=(0, 1))
@click.option("--rounds", multiple=True, type=float, help="Epochs of each round.")
@click.pass_obj
def train_reader(
    settings: Settings,
    beir: Path,
    questions: Path,
    out: Path,
    held_out: tuple[int, ...],
    rounds: tuple[float, ...],
) -> None:
    """Train the cross-encoder on questions about passages; afterwards run `make setup`.

    BEIR has answers.jsonl; QUESTIONS is a folder with estqa.tsv, about BEIR's passages, and
    library.tsv, about the present library's. Documents of the held-out folds (of five) of BEIR
    are left for measuring. It takes about 25 minutes on two processors.

    \b
    Example:
      sikk eval train-reader estqa-train evals/gold/reading --out reader.npz
    """
    from corpus.console import progress_bar
    from evals import reading_questions, reader_training
    from search_service.wiring import open_encoder, open_store

    told, asked = reading_questions.of_beir(beir)
    asked += reading_questions.of_table(questions / "estqa.tsv", told)
    store = open_store(settings)
    library = reading_questions.of_library(store)
    store.close()
    about = reading_questions.of_table(questions / "library.tsv", library)
    with open_encoder(settings) as encoder:
        exercises = reading_questions.exercises(asked, told, encoder, held_out)
        used = {each.passage: library[each.passage] for each in about}
        exercises += reading_questions.exercises(about, used, encoder)
    stamp: dict[str, object] = {
        "command": "sikk eval train-reader",
        "exercises": len(exercises),
        "held_out_folds": list(held_out),
        "rounds": list(rounds or reader_training.ROUNDS),
    }
    with progress_bar("Training") as show:
        changes = reader_training.train(
            exercises,
            stamp,
            rounds or reader_training.ROUNDS,
            lambda step, steps, _loss: show(step, steps),
        )
    changes.write(out)
    click.echo(f"{out}: from {len(exercises)} questions")


@click.command(name="fit-answers")
@click.argument("beir", type=click.Path(path_type=Path))
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--questions",
    multiple=True,
    type=click.Path(path_type=Path),
    help="More questions (.tsv: id, lang, question, answerable).",
)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Model file to write.")
@click.option(
    "--report", type=click.Path(path_type=Path), help="Also write REPORT.json and REPORT.svg."
)
@json_option
@click.pass_obj
def fit_answers(
    settings: Settings,
    beir: Path,
    gold: Path,
    questions: tuple[Path, ...],
    out: Path,
    report: Path | None,
    as_json: bool,
) -> None:
    """Fit which quote answers best and when there is evidence, and measure both.

    BEIR has answers.jsonl; GOLD is a gold set over the present library, of which the test split
    is only measured.

    \b
    Example:
      sikk eval fit-answers estqa-train evals/gold/si --out answers.json
    """
    import json

    from evals import answer_report, curves

    found = answer_report.perform(answer_report.Sources(beir, gold, questions), settings)
    found.model.write(out)
    if report is not None:
        content = {**found.figures, "curves": found.curves}
        text = json.dumps(content, indent=1, ensure_ascii=False)
        report.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
        picture = curves.draw(
            found.curves,
            "coverage: answerable questions answered",
            "risk: unanswerable ones answered",
            "Risk and coverage at every bar",
        )
        report.with_suffix(".svg").write_text(picture, encoding="utf-8")
    emit(found.figures) if as_json else click.echo(json.dumps(found.figures, indent=1))


COMMANDS = (calibrate, train_reader, fit_answers)
