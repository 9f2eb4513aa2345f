"""Questions as the answerer reads them, with its inner figures kept: what it is fitted on.

Differs from `experiment`, which measures rankings. Each question is put twice: to the corpus as
it is, and to the corpus without the documents that answer it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from corpus import tables
from corpus.console import progress_bar
from corpus.errors import BadInput
from evals.sets.answer_strings import read_answers
from evals.sets.datasets import read_qrels
from search_service.reading.quote_finder import PASSAGES, QuoteFinder, ReadQuestion
from search_service.search.searcher import Searcher, SearchHit

_DEEP = 60  # hits fetched, so that enough stay when documents are left out


class Asked(NamedTuple):
    """A question: where it comes from, what answers it, and how it is known to be answerable."""

    id: str
    text: str
    lang: str
    source: str
    split: str
    answerable: bool
    answers: tuple[str, ...]  # strings that must stand in a quote; none for most questions
    works: frozenset[str]  # documents that answer


@dataclass(frozen=True, slots=True)
class Record:
    """What was read for a question; `removed`: without the documents that answer it."""

    asked: Asked
    removed: bool
    reading: ReadQuestion

    @property
    def answerable(self) -> bool:
        """Whether what was read can hold the answer."""
        return self.asked.answerable and not self.removed


def gold(folder: Path) -> list[Asked]:
    """The questions of a gold set, both splits."""
    works: dict[str, frozenset[str]] = {}
    for split in ("train", "test"):
        judged = read_qrels(folder / "qrels" / f"{split}.tsv")
        works |= {q: frozenset(d for d, grade in ds.items() if grade) for q, ds in judged.items()}
    strings = read_answers(folder / "answers.jsonl")
    return [
        Asked(
            q["_id"], q["text"], q["lang"], "gold", q["split"], bool(q["answerable"]),
            strings.get(q["_id"], ()), works.get(q["_id"], frozenset()),
        )
        for q in _rows(folder / "queries.jsonl")
    ]  # fmt: skip


def beir(folder: Path, answers: Path) -> list[Asked]:
    """The questions of a BEIR folder that have answer strings."""
    judged, strings = read_qrels(folder / "qrels" / "test.tsv"), read_answers(answers)
    return [
        Asked(
            q["_id"], q["text"], q.get("lang") or "et", folder.name, "train", True,
            strings[q["_id"]], frozenset(judged[q["_id"]]),
        )
        for q in _rows(folder / "queries.jsonl")
        if q["_id"] in strings and q["_id"] in judged
    ]  # fmt: skip


def table(path: Path) -> list[Asked]:
    """The questions of a tab-separated file: id, lang, question, answerable, relevant ids."""
    return [
        Asked(
            row["id"], row["question"], row["lang"], path.stem, "train",
            row["answerable"] == "yes", (), _ids(row),
        )
        for row in tables.rows(path, ("id", "lang", "question", "answerable"))
    ]  # fmt: skip


def records(asked: Sequence[Asked], searcher: Searcher, finder: QuoteFinder) -> Iterator[Record]:
    """Each question read as it is; an answerable one once more without what answers it."""
    with progress_bar("ReadQuestion") as show:
        for number, each in enumerate(asked, start=1):
            hits = searcher.search(each.text, limit=_DEEP, lang=each.lang).hits
            rankings: dict[bool, Sequence[SearchHit]] = {False: hits[:PASSAGES]}
            if each.answerable and each.works:
                rankings[True] = without(hits, each.works)[:PASSAGES]
            united = {hit.passage.id: hit for ranking in rankings.values() for hit in ranking}
            read = finder.read(each.text, each.lang, list(united.values()))  # none of them twice
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


def _ids(row: Mapping[str, str]) -> frozenset[str]:
    columns = ("relevant_practice_ids", "relevant_instrument_ids")
    return frozenset(i for name in columns for i in (row.get(name) or "").split("|") if i)


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8") as lines:
            return [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise BadInput(f"{path}: cannot be read ({error})") from None
