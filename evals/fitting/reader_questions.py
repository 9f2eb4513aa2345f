"""Questions about passages, with the stretch that answers each: what the cross-encoder learns from.

    sources = [of_beir(Path("estqa-train")), of_rows(Path("evals/gold/reading/library.jsonl"))]
    exercises(sources, tables(Path("evals/gold/reading")), encoder, held_out=(0, 1))

A question without an answer is a near miss: its passage tells of the same thing, and not that.
In a table a broken bar (¦) stands between several answers, or between the sentences that tempt.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpus import tables
from corpus.errors import BadInput
from evals.sets.answer_strings import read_answers, several
from evals.sets.datasets import CorpusRow, load, load_rows
from evals.sets.folds import fold
from search_service.encoding.encoder import Encoder, Role, Vectors

Span = tuple[int, int]

COLUMNS = ("passage", "lang", "question", "answer")  # of a table of questions

_OTHERS = 6  # nearest passages of other documents, among which wrong ones are drawn
_BATCH = 512


class Told(NamedTuple):
    """A passage: its document, that document's title, its text."""

    work: str
    title: str
    text: str


class PassageQuestion(NamedTuple):
    """A question about a passage and the strings that answer it; none, if it does not.

    `tempting` are sentences of it that a careless reader would quote, and that do not answer.
    """

    question: str
    passage: str
    answers: tuple[str, ...]
    tempting: tuple[str, ...] = ()


class Exercise(NamedTuple):
    """A question, its passage, where the answer stands in it, and passages near the question.

    `tempting` is where sentences stand in the passage that only seem to answer.
    """

    question: str
    passage: Told
    spans: tuple[Span, ...]
    others: tuple[Told, ...]
    tempting: tuple[Span, ...] = ()


class QuestionSource(NamedTuple):
    """Passages by id, questions that come with them; `measured`: some are to be held out."""

    passages: dict[str, Told]
    asked: tuple[PassageQuestion, ...] = ()
    measured: bool = False


def of_rows(file: Path) -> QuestionSource:
    """The passages of a file of rows, as `corpus.jsonl`; `id~mark` is one of the document `id`."""
    return QuestionSource(_told(load_rows(file)))


def of_beir(folder: Path) -> QuestionSource:
    """The passages of a BEIR folder; its questions too, where it has answers."""
    dataset = load(folder)
    file = folder / "answers.jsonl"
    answers = read_answers(file) if file.exists() else {}
    asked = (
        PassageQuestion(query.text, passage, answers[query.id])
        for query in dataset.queries
        for passage in dataset.qrels.get(query.id, {})
        if query.id in answers
    )
    return QuestionSource(_told(dataset.rows or ()), tuple(asked), bool(answers))


def _told(rows: Iterable[CorpusRow]) -> dict[str, Told]:
    return {row.id: Told(work_of(row.id), row.title, row.text) for row in rows}


def work_of(row_id: str) -> str:
    """The work that a passage is of, by its id: a work's translations share it."""
    document, _, _ = row_id.partition("~")
    return document.removesuffix(".et").removesuffix(".en")


def of_tables(folder: Path, times: Mapping[str, int] | None = None) -> list[PassageQuestion]:
    """The questions of a folder's tables: passage, lang, question, answer, and maybe tempting.

    `times` says of which table (by name, without the ending) each question is there how often.

    Raises:
        BadInput: one cannot be read, or there is none.
    """
    files = sorted(folder.glob("*.tsv"))
    if not files:
        raise BadInput(f"{folder}: holds no table of questions (*.tsv)")
    return [
        PassageQuestion(
            row["question"],
            row["passage"],
            several(row["answer"]),
            several(row.get("tempting", "")),
        )
        for file in files
        for _ in range((times or {}).get(file.stem, 1))
        for row in tables.rows(file, COLUMNS)
    ]


def exercises(
    sources: Sequence[QuestionSource],
    asked: Sequence[PassageQuestion],
    encoder: Encoder,
    held_out: Collection[int] = (),
) -> list[Exercise]:
    """All questions, those of the sources too, with passages of the same source beside each.

    Of sources that are measured on, the documents of the held-out folds are left out.

    Raises:
        BadInput: a passage is in no source, or an answer does not stand in it.
    """
    found = []
    homes = {key: source for source in sources for key in source.passages}
    for each in asked:
        if each.passage not in homes:
            raise BadInput(f"'{each.question}': no passage '{each.passage}' in what was given")
    for source in sources:
        own = [*source.asked, *(each for each in asked if homes[each.passage] is source)]
        if source.measured:
            own = [e for e in own if fold(source.passages[e.passage].work) not in held_out]
        if own:
            found += _beside_others(own, source.passages, encoder)
    return found


def _beside_others(
    asked: Sequence[PassageQuestion], passages: Mapping[str, Told], encoder: Encoder
) -> list[Exercise]:
    told = list(passages.values())
    queries = _encoded(encoder, [each.question for each in asked], "query")
    texts = _encoded(encoder, [f"{each.title}\n{each.text}" for each in told], "passage")
    found = []
    for each, scores in zip(asked, queries @ texts.T, strict=True):
        passage = passages[each.passage]
        spans = tuple(_places(passage.text, each.answers))
        if each.answers and not spans:
            raise BadInput(f"'{each.question}': '{each.answers[0]}' stands not in {each.passage}")
        others = (told[i] for i in np.argsort(-scores) if told[i].work != passage.work)
        tempting = tuple(_places(passage.text, each.tempting))
        near = tuple(islice(others, _OTHERS))
        found.append(Exercise(each.question, passage, spans, near, tempting))
    return found


def _encoded(encoder: Encoder, texts: Sequence[str], role: Role) -> Vectors:
    parts = (texts[at : at + _BATCH] for at in range(0, len(texts), _BATCH))
    return np.array([e.vector for part in parts for e in encoder.encode(part, role)])


def _places(text: str, answers: Sequence[str]) -> Iterator[Span]:
    for answer in answers:
        at = text.find(answer)
        while at >= 0:
            yield at, at + len(answer)
            at = text.find(answer, at + 1)
