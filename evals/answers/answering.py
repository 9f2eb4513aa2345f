"""Questions as the answerer reads them, with the features of every window: what it is fitted on.

Differs from `experiment`, which measures rankings. A question about a corpus of its own is put
twice: to the corpus as it is, and to the corpus without the documents that answer it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from corpus.console import progress_bar
from corpus.errors import BadInput
from corpus.text.language import QUERY_LANGUAGES, detect
from evals.retrieval import asking
from evals.sets import answer_gold, judgements
from evals.sets.answer_gold import GoldQuestion
from evals.sets.answer_strings import holds, read_answers
from evals.sets.datasets import objects, require
from search_service.answers.answerer import Answerer
from search_service.encoding.foresight import UNFORESEEN
from search_service.reading.close_reading import Alike
from search_service.reading.quote_finder import ReadQuestion
from search_service.reading.windows import Window
from search_service.search.hits import SearchHit
from search_service.search.reading_list import PASSAGES
from search_service.search.searcher import Searcher

_SPLITS = ("train", "test")
_DEEP = 60  # hits fetched, so that enough stay when documents are left out


class Asked(NamedTuple):
    """A question: where it comes from, what answers it, and how it is known to be answerable.

    `own_corpus`: it is about the documents of its own set, not about the library.
    """

    id: str
    text: str
    lang: str
    source: str
    split: str
    answerable: bool
    answers: tuple[str, ...]  # strings that must stand in a quote; none for most questions
    works: frozenset[str]  # documents that answer
    own_corpus: bool = False
    gold: GoldQuestion | None = None  # whose stretches tell what is right


def is_right(asked: Asked, window: Window) -> bool:
    """Whether a quote of this window answers."""
    document = window.read.hit.document
    if asked.gold:
        return bool(asked.gold.shown(document.id, window.text))
    return document.metadata.work in asked.works and holds(window.text, asked.answers)


@dataclass(frozen=True, slots=True)
class Record:
    """What was read for a question.

    `removed`: without the documents that answer it; `bare`: as if nothing was noted for any work.
    """

    asked: Asked
    removed: bool
    reading: ReadQuestion
    bare: bool = False

    @property
    def answerable(self) -> bool:
        """Whether what was read can hold the answer."""
        return self.asked.answerable and not self.removed


def bare(records: Iterable[Record]) -> list[Record]:
    """Those for whose works something is noted, as if nothing were."""
    return [
        replace(each, reading=_without_notes(each.reading), bare=True)
        for each in records
        if any(read.alike.noted for read in each.reading.read)
    ]


def _without_notes(reading: ReadQuestion) -> ReadQuestion:
    read = [replace(e, alike=Alike.nothing(len(e.sentences))) for e in reading.read]
    return ReadQuestion.of(replace(reading.question, foreseen=UNFORESEEN), read)


def gold(folder: Path) -> list[Asked]:
    """The questions of a gold set about the library, of each split that has judgements.

    A question that does not say its split is of the one that judges it, and answerable where a
    document is relevant to it.

    Raises:
        BadInput: the folder or a file is missing, or a file is broken.
    """
    require(folder)
    judged = {split: _judged(folder, split) for split in _SPLITS}
    works = {query: found for relevant in judged.values() for query, found in relevant.items()}
    if not works:
        raise BadInput(f"{folder}: has neither qrels/train.tsv nor qrels/test.tsv")
    strings = read_answers(folder / "answers.jsonl")

    def asked(row: Mapping[str, object]) -> Asked:
        name, text = str(row["_id"]), str(row["text"])
        split = next((each for each in _SPLITS if name in judged[each]), _SPLITS[0])
        own = works.get(name, frozenset())
        return Asked(
            name, text, _lang(row), "gold", str(row.get("split") or split),
            bool(row.get("answerable", own)), strings.get(name, ()), own,
        )  # fmt: skip

    return [asked(row) for row in objects(folder / "queries.jsonl")]


def beir(folder: Path, answers: Path) -> list[Asked]:
    """The questions of a BEIR folder that have answer strings.

    Raises:
        BadInput: a file is missing or broken, or no question has an answer.
    """
    judged, strings = _relevant(folder / "qrels" / "test.tsv"), read_answers(answers)
    own_corpus = (folder / "corpus.jsonl").exists()
    found = [
        Asked(
            name, str(row["text"]), _lang(row), folder.name, "train", True,
            strings[name], judged[name], own_corpus,
        )
        for row in objects(folder / "queries.jsonl")
        if (name := str(row["_id"])) in strings and judged.get(name)
    ]  # fmt: skip
    if not found:
        raise BadInput(f"{answers}: answers no judged question of {folder}")
    return found


def of_answers(folder: Path, work_of: Mapping[str, str]) -> list[Asked]:
    """The questions of a gold set of answers; `work_of` says which work a document is.

    Raises:
        BadInput: a file is missing or broken.
    """
    return [
        Asked(
            each.id, each.text, each.lang, "gold", each.split, each.answerable == "yes", (),
            frozenset(work_of.get(document, document) for document in each.documents)
            if each.answerable == "yes" else frozenset(),
            gold=each,
        )
        for each in answer_gold.read(folder)
    ]  # fmt: skip


def records(
    asked: Sequence[Asked],
    searcher: Searcher,
    answerer: Answerer,
    purposes: Mapping[str, Mapping[str, float]] = MappingProxyType({}),
) -> Iterator[Record]:
    """Each question read as it is; one on a corpus of its own once more without what answers it.

    The library tells many things more than once, so of it nothing is taken out. `purposes` say, by
    a question's id, what it is for, where that is told by one that has not learnt from it.
    """
    finder = answerer.finder
    with progress_bar("Reading") as show:
        for number, each in enumerate(asked, start=1):
            result = asking.ask(searcher, each.text, limit=_DEEP, lang=each.lang)
            to_read = answerer.reading.of(result)
            rankings: dict[bool, Sequence[SearchHit]] = {False: to_read.hits}
            if each.own_corpus and each.works:
                rankings[True] = without(result.hits, each.works)[:PASSAGES]
            united = {hit.passage.id: hit for ranking in rankings.values() for hit in ranking}
            question = finder.question(result.wording, each.lang, to_read.works, to_read.foreseen)
            question = replace(question, purposes=purposes.get(each.id, question.purposes))
            read = finder.read(question, list(united.values()))  # none of them twice
            for removed, ranking in rankings.items():
                yield Record(each, removed, _of_hits(read, ranking))
            show(number, len(asked))


def _of_hits(reading: ReadQuestion, hits: Sequence[SearchHit]) -> ReadQuestion:
    """As if only these had been read."""
    read = {each.hit.passage.id: each for each in reading.read}
    return ReadQuestion.of(
        reading.question,
        [replace(read[h.passage.id], hit=h) for h in hits if h.passage.id in read],
    )


def without(hits: Sequence[SearchHit], works: Collection[str]) -> list[SearchHit]:
    """The hits of other works, ranked anew."""
    kept = [hit for hit in hits if hit.document.metadata.work not in works]
    return [
        SearchHit(rank, hit.score, hit.passage, hit.document)
        for rank, hit in enumerate(kept, start=1)
    ]


def _judged(folder: Path, split: str) -> dict[str, frozenset[str]]:
    path = folder / "qrels" / f"{split}.tsv"
    return _relevant(path) if path.exists() else {}


def _relevant(path: Path) -> dict[str, frozenset[str]]:
    qrels = judgements.read(path).qrels
    return {q: frozenset(d for d, grade in ds.items() if grade > 0) for q, ds in qrels.items()}


def _lang(row: Mapping[str, object]) -> str:
    return str(row.get("lang") or detect(str(row["text"]), among=QUERY_LANGUAGES))
