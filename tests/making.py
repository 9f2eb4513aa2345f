"""What tests of several packages are made from: small documents, a model that needs no weights.

store.add(*make("toidupank", ["Toidupank jagab toitu."], country="EE"))
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpus.catalogue.subjects import Subject
from corpus.documents import PAGE_BREAK, Document, Metadata, Page, Passage, Span
from corpus.ids import passage_id, text_digest
from corpus.store.store import CorpusStore
from search_service.answers import work_lists
from search_service.answers.answerer import Answerer
from search_service.answers.prover import Prover
from search_service.answers.translations import Beside
from search_service.answers.work_lists import WorkLists
from search_service.bundled.installed import require
from search_service.bundled.model import BundledModel
from search_service.encoding.encoder import Encoder, Encoding, Role
from search_service.encoding.question_encoder import QuestionEncoder
from search_service.encoding.question_pairs import QuestionPairs
from search_service.encoding.question_vectors import QuestionVectors
from search_service.encoding.representation import Representation
from search_service.encoding.subjects_alike import SubjectsAlike
from search_service.encoding.subjects_asked import SubjectsAsked
from search_service.index.server import ServerIndex
from search_service.reading import evidence, windows
from search_service.reading.close_reading import CloseReader
from search_service.reading.direct_answer import DirectAnswers
from search_service.reading.question import QuestionReader
from search_service.reading.quote_finder import FEATURES, QuoteFinder
from search_service.reading.weights import AnswerWeights, ExampleWeights
from search_service.search.reading_list import ReadingList
from search_service.search.searcher import Searcher
from search_service.words.analyzer import Analyzer

REPOSITORY = Path(__file__).parents[1]
SHARED = REPOSITORY.parent / "shared"
SIKK = str(Path(sys.executable).with_name("sikk"))


class Made(NamedTuple):
    """The arguments of `CorpusStore.add`."""

    document: Document
    pages: list[Page]
    passages: list[Passage]


def make(document_id: str, texts: Sequence[str] = ("Üks lause.",), **fields: object) -> Made:
    """A document of one page a text; each page is one passage, numbered from 1."""
    known = {"title": document_id.title(), "lang": "et", "type": "practice"} | fields
    metadata = replace(Metadata(document_id, "", "", ""), **known)
    whole = PAGE_BREAK.join(texts)
    document = Document(
        metadata=metadata,
        content_hash=text_digest(whole + repr(metadata)),
        source_hash=text_digest(whole),
        source_path=f"/files/{document_id}.md",
        media_type="text/markdown",
        pages=len(texts),
        passages=len(texts),
        words=len(whole.split()),
    )
    pages = [Page(n, str(n), text) for n, text in enumerate(texts, start=1)]
    return Made(document, pages, _passages(metadata, texts))


def _passages(metadata: Metadata, texts: Sequence[str]) -> list[Passage]:
    passages, start = [], 0
    for i, text in enumerate(texts):
        end = start + len(text)
        passages.append(
            Passage(
                id=passage_id(metadata.id, text, list(texts[:i]).count(text)),
                document_id=metadata.id,
                ordinal=i,
                lang=metadata.lang,
                section="",
                text=text,
                start=start,
                end=end,
                page=i + 1,
                page_label=str(i + 1),
                spans=(Span(i, 0, len(text)),),
            )
        )
        start = end + len(PAGE_BREAK)
    return passages


class WordEncoder:
    """Texts with the same words are near each other; keeps what it was asked to encode."""

    def __init__(self, name: str = "words", dimensions: int = 64) -> None:
        self.name = name
        self.dimensions = dimensions
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str], role: Role) -> list[Encoding]:
        self.asked += texts
        return [self._encode(text) for text in texts]

    def offsets(self, text: str, role: Role) -> list[tuple[int, int]]:
        return [match.span() for match in re.finditer(r"\S+", text)] or [(0, len(text))]

    def _encode(self, text: str) -> Encoding:
        ids = [zlib.crc32(word.strip(".,?!").encode()) for word in text.lower().split()] or [0]
        tokens = np.stack([self._of(word) for word in ids])
        mean = tokens.mean(axis=0)
        return Encoding(
            mean / np.linalg.norm(mean), tokens, np.array(ids, np.uint32).view(np.int32)
        )

    def _of(self, word: int) -> np.ndarray:
        vector = np.random.default_rng(word).normal(size=self.dimensions).astype(np.float32)
        return vector / np.linalg.norm(vector)


# Weights that a person can follow: words that a sentence shares with the question are what counts.
QUOTE_WEIGHTS = {"words": 4.0, "tokens": 1.0, "two": -0.5, "three": -0.5}
EVIDENCE_WEIGHTS = {"matched": 8.0}


def answer_model(bar: float = 0.5) -> AnswerWeights:
    """A model for the stand-in: half of the question's words matched is an even chance."""
    blank = AnswerWeights.blank(FEATURES)
    quotes = replace(blank.quotes, weights=_named(windows.FEATURES, QUOTE_WEIGHTS))
    weighed = _named(evidence.FEATURES, EVIDENCE_WEIGHTS)
    return replace(
        blank,
        quotes=quotes,
        evidence=replace(blank.evidence, weights=weighed, constant=-4.0),
        bar=bar,
    )


def example_model() -> ExampleWeights:
    """Lists for the stand-in, asked for as the question's words have it.

    A work is as likely as its best quote comes near the best of all.
    """
    blank = ExampleWeights.blank(work_lists.FEATURES)
    asked = _named(blank.asked.features, {"words": 1.0})
    works = _named(blank.works.features, {"quote_below_best": -1.0})
    return replace(
        blank,
        asked=replace(blank.asked, weights=asked),
        works=replace(blank.works, weights=works, constant=4.0),
        bar=0.5,
    )


def _named(names: Sequence[str], weights: Mapping[str, float]) -> np.ndarray:
    return np.array([weights.get(name, 0.0) for name in names])


def make_answerer(
    store: CorpusStore,
    encoder: Encoder,
    bar: float = 0.5,
    representation: Representation | None = None,
    finder_class: type[QuoteFinder] = QuoteFinder,
    searcher: Searcher | None = None,
) -> Answerer:
    """An answerer over a real store with the stand-in's weights; by itself its index is empty."""
    analyzer = Analyzer()
    representation = representation or Representation(encoder, analyzer)
    finder = finder_class(
        QuestionReader(representation, encoder, analyzer),
        CloseReader(representation, encoder, analyzer),
        answer_model(bar),
    )
    if searcher is None:
        index = ServerIndex.open(":memory:", "made", representation.dimensions)
        searcher = Searcher(store, index, representation)
    prover, beside = Prover(store), Beside(store, representation, encoder)
    reading = ReadingList(searcher, analyzer)
    return Answerer(
        searcher.published,
        prover,
        reading,
        finder,
        WorkLists(store, reading, finder, example_model(), prover, beside),
        DirectAnswers(analyzer),
        beside,
    )


def subject_index(*subjects: Subject) -> SubjectsAsked:
    """A subject index, compared with questions by the shipped models."""
    model = BundledModel(require())
    vectors = QuestionVectors(QuestionEncoder(model))
    return SubjectsAsked(SubjectsAlike(subjects, vectors), QuestionPairs(model))


def until(condition: Callable[[], object]) -> None:
    """Waits for what must come about, however busy the machine; a hang ends after minutes."""
    for _ in range(_TRIES):
        if condition():
            return
        time.sleep(_A_TRY_SECONDS)
    raise AssertionError("it did not come about")


_A_TRY_SECONDS = 0.02
_TRIES = 15_000  # five minutes: an end for a hang, never a measure


def card(document_id: str, body: str, **fields: object) -> str:
    """A Markdown document with front matter, as a curator writes it."""
    known = {"id": document_id, "title": document_id.title(), "lang": "et", "type": "practice"}
    lines = (f"{key}: {value}" for key, value in (known | fields).items())
    return "\n".join(chain(["---"], lines, ["---", "", f"# {document_id.title()}", "", body, ""]))


def run_python(
    code: str, *arguments: object, before: Sequence[str] = (), **environment: str
) -> subprocess.CompletedProcess[str]:
    """Runs code in another process that can import what tests can; `before` wraps it."""
    command = [*before, sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        env=child_environment(environment),
    )


def child_environment(changes: Mapping[str, str] = {}) -> dict[str, str]:
    """This process's environment without the product's settings, and with `changes`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SIKK_")}
    paths = os.pathsep.join([str(Path(__file__).parent), *filter(None, sys.path)])
    return kept | {"PYTHONPATH": paths} | dict(changes)
