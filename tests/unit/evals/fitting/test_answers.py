"""Fitting finds what was put in, and never sees what it is measured on."""

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from making import WordEncoder, answer_model, make

from corpus.errors import BadInput
from evals.answers import answering
from evals.answers.answering import Asked, Record
from evals.answers.quotes import in_files, in_rows
from evals.fitting.answers import evidence_row, fit_evidence, fit_quotes, fold_of
from evals.measures import curves
from evals.sets.answer_strings import holds, read_answers
from evals.sets.folds import FOLDS
from ingest.cutting.cleaning import clean
from ingest.readers import formats
from ingest.readers.raw import Limits
from search_service.answers.answer import Citation, Place
from search_service.encoding.representation import Representation
from search_service.reading import evidence, windows
from search_service.reading.close_reading import CloseReader
from search_service.reading.question import QuestionReader
from search_service.reading.quote_finder import QuoteFinder, scored
from search_service.search.hits import SearchHit
from search_service.search.reading_list import ToRead
from search_service.words.analyzer import Analyzer

ANIMALS = ("hobune", "lammas", "kits", "koer", "kass", "hani", "part", "kana")


class Reading(NamedTuple):
    """What answers are read with: a finder, and all hits."""

    finder: QuoteFinder

    @property
    def reading(self) -> "Reading":
        return self

    def of(self, result: "Ranked") -> ToRead:
        return ToRead(result.hits)


class Ranked(NamedTuple):
    """What a searcher answers, and a searcher that always answers it."""

    hits: tuple[SearchHit, ...]
    wording: str = "Kus elab lammas?"

    def search(self, _query: str, **_options: object) -> "Ranked":
        return self


def finder() -> QuoteFinder:
    encoder, analyzer = WordEncoder(), Analyzer()
    representation = Representation(encoder, analyzer)
    return QuoteFinder(
        QuestionReader(representation, encoder, analyzer),
        CloseReader(representation, encoder, analyzer),
        answer_model(),
    )


def records() -> list[Record]:
    """Each document tells of one animal in one of its sentences."""
    reading = finder()
    found = []
    for n, animal in enumerate(ANIMALS):
        text = (
            "Küla asub jõe ääres ja on vana.\n\n"
            f"Talus elab {animal} number {n} kõigi rõõmuks.\n\nIlm oli sel päeval üsna ilus."
        )
        made = make(f"talu{n}", [text])
        hit = SearchHit(1, 1.0, made.passages[0], made.document)
        asked = Asked(
            f"q{n}", f"Kus elab {animal}?", "et", "gold", "train", True,
            (f"number {n}",), frozenset({f"talu{n}"}),
        )  # fmt: skip
        found.append(Record(asked, False, reading.read(reading.question(asked.text, "et"), [hit])))
    return found


def test_the_fitted_model_puts_the_answer_first() -> None:
    found = records()
    model = fit_quotes(found[:5])
    for record in found[5:]:
        best = scored(record.reading, model)[0].window
        assert holds(best.text, record.asked.answers)


def test_evidence_is_told_from_its_absence() -> None:
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(200, len(evidence.FEATURES)))
    answerable = rows[:, 0] > 0
    model = fit_evidence(rows, answerable, np.ones(200))
    assert ((model.score(rows) > 0) == answerable).mean() > 0.95
    assert np.argmax(np.abs(model.weights)) == 0


def test_a_fold_holds_all_questions_of_a_document() -> None:
    found = records()
    other = replace(found[0], asked=found[0].asked._replace(id="other"))
    assert fold_of(found[0]) == fold_of(other)
    assert all(0 <= fold_of(each) < FOLDS for each in found)


def test_without_a_passage_there_is_no_row() -> None:
    record = records()[0]
    empty = replace(record, reading=replace(record.reading, read=(), windows=()))
    assert evidence_row(empty, answer_model().quotes) is None
    row = evidence_row(record, answer_model().quotes)
    assert row is not None and row.shape == (len(evidence.FEATURES),) and np.isfinite(row).all()


def test_window_figures_are_finite() -> None:
    for record in records():
        for window in record.reading.windows:
            assert window.features.shape == (len(windows.FEATURES),)
            assert np.isfinite(window.features).all()


def test_left_out_works_are_gone_and_ranks_close_up() -> None:
    hits = [
        SearchHit(n, 1 / n, made.passages[0], made.document)
        for n, made in enumerate((make("a"), make("a.en", translation_of="a"), make("b")), 1)
    ]
    assert [(h.rank, h.document.id) for h in answering.without(hits, {"a"})] == [(1, "b")]


def test_a_question_is_read_with_and_without_what_answers_it() -> None:
    made = [make(f"talu{n}", [f"Talus elab {a} number {n}."]) for n, a in enumerate(ANIMALS)]
    hits = tuple(
        SearchHit(n, 1 / n, each.passages[0], each.document) for n, each in enumerate(made, 1)
    )
    asked = Asked(
        "q", "Kus elab lammas?", "et", "own", "train", True, (), frozenset({"talu1"}), True
    )  # fmt: skip
    reading = finder()
    answerer = Reading(reading)
    whole, rest = answering.records([asked], Ranked(hits), answerer)  # type: ignore[arg-type]
    assert (whole.removed, rest.removed) == (False, True)
    question = reading.question(asked.text, "et")
    apart = reading.read(question, answering.without(hits, {"talu1"}))
    for once, again in zip(rest.reading.windows, apart.windows, strict=True):
        assert once.text == again.text
        assert once.features == pytest.approx(again.features)


def test_answer_files_are_read_or_refused(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text(json.dumps({"_id": "q", "answers": ["4 kuud"]}) + "\n")
    assert read_answers(file) == {"q": ("4 kuud",)}
    file.write_text('{"_id": "q"}\n')
    with pytest.raises(BadInput, match="answers"):
        read_answers(file)
    with pytest.raises(BadInput, match="there is no such file"):
        read_answers(tmp_path / "none.jsonl")


def test_case_and_blanks_do_not_hide_an_answer() -> None:
    assert holds("Kestis 4\nKuud.", ["4 kuud"]) and not holds("Kestis 14 kuud", ["5 kuud"])


def test_a_curve_is_drawn_as_plain_svg() -> None:
    svg = curves.draw({"development": [(0.0, 0.0), (1.0, 1.0)]}, "coverage", "risk", "A curve")
    assert svg.startswith("<svg") and svg.count("<polyline") == 1
    assert "development" in svg and "<script" not in svg


def test_a_quote_that_its_row_does_not_hold_is_told() -> None:
    made = make("row", ["Üks lause siin."])
    hit = SearchHit(1, 1.0, made.passages[0], made.document)
    good = Citation(hit, 0, 8, places=(Place(0, None, None, 0, 8),))
    row = type("Row", (), {"id": "row", "text": "Üks lause siin."})
    assert in_rows([row])(good) is None
    moved = replace(good, places=(Place(0, None, None, 1, 9),))
    assert in_rows([row])(moved) == "the row does not hold it there"


def test_a_row_of_a_table_is_looked_for_by_its_cells(tmp_path: Path) -> None:
    content = b"| Aasta | Arv |\n| --- | --- |\n| 2022 | 195 |\n"
    path = tmp_path / "a.md"
    path.write_bytes(content)
    [page] = clean(formats.read("a.md", content, Limits())).pages
    quote = "Aasta: 2022; Arv: 195"
    made = make("a", [quote])
    document = replace(made.document, source_hash=sha256(content).hexdigest(), source_path="a.md")
    begin = page.text.index(quote)
    place = Place(0, page.number, page.label, begin, begin + len(quote))
    hit = SearchHit(1, 1.0, made.passages[0], document)
    assert in_files(lambda _hash: path)(Citation(hit, 0, len(quote), places=(place,))) is None
