"""Questions with what is really read for them: the second round of the cross-encoder.

    of_gold(Path("evals/gold/answers"), engine)  ->  [ListExercise("Kes maksab …?", …), …]
    within(exercises, 0)                         ->  those of one half of the works

What misleads it in the product is not a stray passage but the rest of the very work that answers:
its opening says again what the question describes. So it learns from reading lists as search makes
them, with every sentence of a right work that does not answer marked as tempting. What came of it
tells docs/evaluation.md; the shipped reader is that of the first round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from corpus import tables
from corpus.console import progress_bar
from corpus.documents import Document
from evals.answers import answering
from evals.answers.answering import Asked
from evals.fitting.reader_questions import COLUMNS, Span, Told
from evals.retrieval import asking
from evals.sets.answer_gold import FITTED, GoldQuestion, plain
from evals.sets.answer_strings import several
from evals.sets.folds import half_of
from search_service.engine import Engine
from search_service.reading.quotable import quotable
from search_service.search.hits import SearchHit

# Tables of questions about passages of the library, and which of their answered ones are asked.
_TABLES = {"officials.tsv": 1, "library.tsv": 2}  # each, every second; by hand, for time
_NEAR = 3  # passages, among which a question's work is found if it says enough; by hand

Answers = Callable[[Document, str], bool]


class Listed(NamedTuple):
    """A passage of a reading list: where sentences stand in it that answer, and that do not."""

    passage: Told
    right: tuple[Span, ...]
    wrong: tuple[Span, ...]


class ListExercise(NamedTuple):
    """A question, the work that it is about, and what is read for it, best first."""

    question: str
    work: str
    passages: tuple[Listed, ...]


def fitted(folder: Path, engine: Engine) -> list[Asked]:
    """The gold set's train and development questions, whose test split nothing is learnt from.

    Raises:
        BadInput: a file of the set is missing or broken.
    """
    work_of = {each.id: each.metadata.work for each in engine.published.shelf().documents}
    return [each for each in answering.of_answers(folder, work_of) if each.split in FITTED]


def of_gold(folder: Path, engine: Engine) -> list[ListExercise]:
    """The gold set's train and development questions; of those with an answer, where it is read.

    Raises:
        BadInput: a file of the set is missing or broken.
    """
    asked = fitted(folder, engine)
    found = []
    with progress_bar("Searching") as show:
        for number, each in enumerate(asked, start=1):
            assert each.gold is not None
            listed = _listed(engine, each.text, each.lang, _stretches(each.gold, each.answerable))
            if not each.answerable or _answered(listed):
                found.append(ListExercise(each.text, about(each), listed))
            show(number, len(asked))
    return found


def of_tables(folder: Path, engine: Engine) -> list[ListExercise]:
    """Questions about passages of the library, as far as search finds their answers.

    Most say too little without their passage: those whose work is not among the first found are
    left out.

    Raises:
        BadInput: a table cannot be read.
    """
    shelf = engine.published.shelf()
    rows = [row for table, every in _TABLES.items() for row in _rows(folder / table, every)]
    found = []
    with progress_bar("Searching") as show:
        for number, row in enumerate(rows, start=1):
            document = shelf.by_id.get(row["passage"].partition("~")[0])
            if document is not None:
                work = document.metadata.work
                answers = _strings(work, several(row["answer"]))
                listed = _listed(engine, row["question"], row["lang"], answers)
                if work in {e.passage.work for e in listed[:_NEAR]} and _answered(listed):
                    found.append(ListExercise(row["question"], work, listed))
            show(number, len(rows))
    return found


def within(exercises: Iterable[ListExercise], half: int) -> list[ListExercise]:
    """Those about works of that half, with no passage of another work."""
    kept = []
    for each in exercises:
        own = tuple(e for e in each.passages if half_of(e.passage.work) == half)
        if half_of(each.work) == half and own and _answered(own) == _answered(each.passages):
            kept.append(each._replace(passages=own))
    return kept


def about(asked: Asked) -> str:
    """The work that a question of the gold set is about: the first that answers, else as marked."""
    assert asked.gold is not None
    return min(asked.works, default=asked.gold.work)


def _rows(table: Path, every: int) -> list[dict[str, str]]:
    if not table.exists():
        return []
    return [row for row in tables.rows(table, COLUMNS) if row["answer"]][::every]


def _answered(listed: Iterable[Listed]) -> bool:
    return any(each.right for each in listed)


def _listed(engine: Engine, question: str, lang: str, answers: Answers) -> tuple[Listed, ...]:
    result = asking.ask(engine.searcher, question, lang=lang)
    return tuple(_read(hit, answers) for hit in engine.answerer.reading.of(result).hits)


def _read(hit: SearchHit, answers: Answers) -> Listed:
    found: Mapping[bool, list[Span]] = {True: [], False: []}
    for sentence in quotable(hit.passage, hit.document):
        span = sentence.start, sentence.end
        found[answers(hit.document, hit.passage.text[slice(*span)])].append(span)
    metadata = hit.document.metadata
    told = Told(metadata.work, metadata.title, hit.passage.text)
    return Listed(told, tuple(found[True]), tuple(found[False]))


def _stretches(gold: GoldQuestion, answerable: bool) -> Answers:
    stretches = [stretch for part in gold.parts for stretch in part] if answerable else []

    def answers(document: Document, sentence: str) -> bool:
        return any(
            each.document == document.id and _same(sentence, each.sentences) for each in stretches
        )

    return answers


def _strings(work: str, strings: Iterable[str]) -> Answers:
    texts = [plain(each) for each in strings]
    return lambda document, sentence: document.metadata.work == work and _same(sentence, texts)


def _same(sentence: str, texts: Iterable[str]) -> bool:
    """Whether it is a part of one of the plain texts, or one of them a part of it."""
    own = plain(sentence)
    return any(own in each or each in own for each in texts)
