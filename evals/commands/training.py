"""`sikk eval train-…`: the bundled model, trained on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.settings import Settings

if TYPE_CHECKING:
    from evals.fitting.reader_questions import Exercise
    from evals.fitting.reading_lists import ListExercise

_held_out = click.option(
    "--held-out",
    multiple=True,
    type=click.IntRange(0, 4),
    default=(0, 1),
    show_default=True,
    help="Fold (of five) whose documents are left for measuring.",
)


@click.command(name="train-reader")
@click.argument("questions", type=click.Path(path_type=Path))
@click.argument("beir", nargs=-1, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write (.npz).")
@_held_out
@click.option(
    "--times",
    multiple=True,
    type=(str, click.IntRange(0)),
    help="How often the questions of a table are there: --times officials 3.",
)
@click.pass_obj
def train_reader(
    settings: Settings,
    questions: Path,
    beir: tuple[Path, ...],
    out: Path,
    held_out: tuple[int, ...],
    times: tuple[tuple[str, int], ...],
) -> None:
    """Train the cross-encoder on questions about passages; afterwards run `make setup`.

    QUESTIONS is a folder of tables (passage, lang, question, answer) about passages of the BEIR
    folders, and of the files of rows (*.jsonl) that stand beside the tables. A BEIR folder with
    answers.jsonl brings questions of its own, and some of its documents are held out. An hour
    and more on two processors.

    \b
    Example:
      sikk eval train-reader evals/gold/reading estqa-train flores ntrex --out reader.npz
    """
    from corpus.console import progress_bar
    from evals.fitting import reader

    exercises = _exercises(settings, questions, beir, dict(times), held_out)
    stamp = _stamp("train-reader", beir, held_out) | {"times": dict(times)}
    with progress_bar("Training") as show:
        changes = reader.train(exercises, stamp, show)
    changes.write(out)
    click.echo(f"{out}: from {len(exercises)} questions")


@click.command(name="refine-reader")
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("questions", type=click.Path(path_type=Path))
@click.argument("beir", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--from",
    "first",
    type=click.Path(path_type=Path),
    required=True,
    help="The reader that `train-reader` made (.npz).",
)
@click.option(
    "--halves",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder for the two readers that learnt from one half of the works each.",
)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write (.npz).")
@click.pass_obj
def refine_reader(
    settings: Settings,
    gold: Path,
    questions: Path,
    beir: tuple[Path, ...],
    first: Path,
    halves: Path,
    out: Path,
) -> None:
    """Train the cross-encoder on with what is really read for questions over the library.

    GOLD is a gold set of answers, of which the train and development splits are learnt; QUESTIONS
    and the BEIR folders are those of `train-reader`, so that nothing is forgotten. Two further
    readers learn from one half of the works each, for `fit-answers --halves`. An hour on two
    processors.

    \b
    Example:
      sikk eval refine-reader gold reading estqa --from first.npz --halves halves --out reader.npz
    """
    from corpus.console import progress_bar
    from evals.fitting import reader
    from search_service.bundled.low_rank import LowRank

    begun = LowRank.read(first)
    held_out = begun.held_out_folds
    listed = _listed(settings, gold, questions)
    others = _exercises(settings, questions, beir, {"officials": 0}, held_out)
    stamp = _stamp("refine-reader", beir, held_out)
    halves.mkdir(parents=True, exist_ok=True)
    for half, file in ((0, halves / "half-0.npz"), (1, halves / "half-1.npz"), (None, out)):
        with progress_bar("Training") as show:
            reader.refine(listed, others, begun, stamp, show, half).write(file)
    click.echo(f"{out}: from {len(listed)} questions with what is read for them")


@click.command(name="train-retriever")
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("questions", type=click.Path(path_type=Path))
@click.argument("beir", nargs=-1, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write.")
@_held_out
@click.pass_obj
def train_retriever(
    settings: Settings,
    gold: Path,
    questions: Path,
    beir: tuple[Path, ...],
    out: Path,
    held_out: tuple[int, ...],
) -> None:
    """Train the encoder to bring a question near the passages that answer it.

    GOLD, QUESTIONS and the BEIR folders are those of `refine-reader`. OUT is a folder for
    sentence-transformers: measure it with SIKK_MODEL=OUT, with a calibration of its own
    (`calibrate`). Twenty minutes on two processors.

    \b
    Example:
      sikk eval train-retriever evals/gold/answers evals/gold/reading estqa flores --out retriever
    """
    from corpus.console import progress_bar
    from evals.fitting import retriever

    listed = _listed(settings, gold, questions)
    others = _exercises(settings, questions, beir, {"officials": 0}, held_out)
    asked = retriever.answerable([*listed, *others])
    with progress_bar("Training") as show:
        retriever.train(asked, out, show)
    click.echo(f"{out}: from {len(asked)} questions")


def _listed(settings: Settings, gold: Path, questions: Path) -> list[ListExercise]:
    from evals.fitting import reading_lists
    from search_service.commands.indexing import bring_in_step
    from search_service.wiring import open_engine

    with open_engine(settings) as engine:
        bring_in_step(engine.indexer)
        return reading_lists.of_gold(gold, engine) + reading_lists.of_tables(questions, engine)


def _exercises(
    settings: Settings,
    questions: Path,
    beir: Sequence[Path],
    times: Mapping[str, int],
    held_out: Sequence[int],
) -> list[Exercise]:
    from evals.fitting import reader_questions as asking
    from search_service.wiring import open_encoder

    with open_encoder(settings) as encoder:
        rows = sorted(questions.glob("*.jsonl"))
        sources = [*map(asking.of_rows, rows), *map(asking.of_beir, beir)]
        return asking.exercises(sources, asking.of_tables(questions, times), encoder, held_out)


def _stamp(command: str, beir: Sequence[Path], held_out: Sequence[int]) -> dict[str, object]:
    return {
        "command": f"sikk eval {command}",
        "held_out_folds": list(held_out),
        "learnt_from": [e.name for e in beir if (e / "answers.jsonl").exists()],
    }


@click.command(name="train-questions")
@click.argument("noted", type=click.Path(path_type=Path))
@click.argument("index", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write (.npz).")
def train_questions(noted: Path, index: Path, out: Path) -> None:
    """Train the encoder to tell which noted questions ask the same; then run `make setup`.

    NOTED is a folder of questions that works answer, as corpus/library/questions is; INDEX a table
    of subjects, as corpus/library/subjects.tsv is. Ten minutes on two processors.

    \b
    Example:
      sikk eval train-questions library/questions library/subjects.tsv --out questions.npz
    """
    from corpus.catalogue import noted_questions, subjects
    from corpus.console import progress_bar
    from evals.fitting import question_encoder

    groups = question_encoder.gather(noted_questions.read(noted), subjects.read(index))
    stamp: dict[str, object] = {"command": "sikk eval train-questions"}
    with progress_bar("Training") as show:
        question_encoder.train(groups, stamp, show).write(out)
    click.echo(f"{out}: from {sum(map(len, groups))} questions and subjects")


@click.command(name="train-pairs")
@click.argument("noted", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write (.npz).")
@click.pass_obj
def train_pairs(settings: Settings, noted: Path, out: Path) -> None:
    """Train the reader to tell whether two questions ask the same; then run `make setup`.

    NOTED is a folder of questions that works answer, as corpus/library/questions is; the works'
    titles are those of the ingested library. What the question encoder takes for alike is learnt to
    be told apart, so it is trained first (`train-questions`). Forty minutes on two processors.

    \b
    Example:
      sikk eval train-pairs corpus/library/questions --out pairs.npz
    """
    from corpus.catalogue import noted_questions
    from corpus.console import progress_bar
    from corpus.wiring import open_store
    from evals.fitting import question_pairs
    from search_service.bundled.installed import READER_CHANGES, noted_vectors, require
    from search_service.bundled.low_rank import LowRank
    from search_service.bundled.model import BundledModel
    from search_service.encoding.question_encoder import QuestionEncoder
    from search_service.encoding.question_vectors import QuestionVectors

    with open_store(settings) as store:
        titles: dict[str, dict[str, str]] = {}
        for document in store.documents():
            told = document.metadata
            titles.setdefault(told.work, {})[told.lang] = told.title
    vectors = QuestionVectors(QuestionEncoder(BundledModel(require())), noted_vectors())
    drills = question_pairs.gather(noted_questions.read(noted), titles, vectors)
    stamp: dict[str, object] = {"command": "sikk eval train-pairs"}
    with progress_bar("Training") as show:
        changes = question_pairs.train(drills, stamp, show, first=LowRank.read(READER_CHANGES))
    changes.write(out)
    click.echo(f"{out}: from {len(drills)} wordings")


COMMANDS = (train_reader, refine_reader, train_retriever, train_questions, train_pairs)
