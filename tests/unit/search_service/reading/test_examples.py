"""What makes a work an example, against values reckoned by hand; the shipped weights are usable."""

from math import exp, log
from pathlib import Path

import pytest
from making import example_model
from reading_scene import hit, question

from corpus.errors import BadInput
from search_service.answers.work_lists import FEATURES as LIST_FEATURES
from search_service.encoding.subjects_asked import AskedSubjects
from search_service.reading.evidence import Ranked
from search_service.reading.examples import FEATURES, examples
from search_service.reading.quote_finder import RankedQuotes, ReadQuestion
from search_service.reading.weights import EXAMPLES, ExampleWeights
from search_service.search.hits import FoundWork

ASKED = question("Millised majad õpetavad?", ("majad", 2.0), ("õpetavad", 1.0))
FIRST = hit("kool", [[1.0, 0.2], [0.2, 0.4]], [[1, 0], [0, 0]], dense=0.6, answering=[1, -1])
SECOND = hit(
    "maja", [[0.6, 0.4], [0.1, 0.1]], [[1, 0], [0, 1]], dense=0.5, none=2, score=0.4, rank=2
)
UNREAD = hit("tee", [[0.1, 0.1], [0.1, 0.1]], [[0, 0], [0, 0]], score=0.3, rank=3)
READING = ReadQuestion.of(ASKED, [FIRST, SECOND])
ONE, OTHER = (next(w for w in READING.windows if w.read is read) for read in (FIRST, SECOND))
RANKED = (Ranked(ONE, 3.0), Ranked(OTHER, 1.5))
FOUND = RankedQuotes(READING, RANKED, RANKED, 0.9)
WORKS = [
    FoundWork(FIRST.hit, 3, AskedSubjects(0.9, (2.0, -1.0))),
    FoundWork(SECOND.hit, 1, AskedSubjects(0.7, (0.0,))),
    FoundWork(UNREAD.hit, 2),
]


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("place", 0.0, log(2)),
        ("below_first", 0.0, 0.6),
        ("passages", 3.0, 1.0),
        ("quote_below_best", 0.0, 1.5),
        ("answering", 1.0, -2.0),
        ("dense", 0.6, 0.5),
        ("dense_below_best", 0.0, 0.1),
        ("subject", 0.45, 0.25),
        ("subject_asked", 2.0, 0.0),
        ("subject_below_best", 0.0, 2.0),
        ("subjects_asked", 1 / (1 + exp(-2)) + 1 / (1 + exp(1)), 0.5),
    ],
)
def test_known_values(name: str, first: float, second: float) -> None:
    at = list(FEATURES).index(name)
    values = [each.features[at] for each in examples(WORKS, FOUND)]
    assert values == pytest.approx([first, second], abs=1e-6)


def test_a_work_under_no_subject_that_was_read_counts_as_one_that_is_hardly_asked_for() -> None:
    works = [WORKS[0], FoundWork(SECOND.hit, 1, AskedSubjects(0.3))]
    first, second = (each.features for each in examples(works, FOUND))
    at = {name: list(FEATURES).index(name) for name in FEATURES}
    assert second[at["subject"]] == second[at["subjects_asked"]] == 0
    assert second[at["subject_asked"]] < first[at["subject_asked"]]
    assert second[at["subject_below_best"]] == 2.0 - second[at["subject_asked"]]


def test_what_a_quote_is_like_is_passed_on() -> None:
    own = examples(WORKS, FOUND)[1]
    for name in ("tokens_telling", "words_title", "practice", "other_place", "home"):
        passed = own.features[list(FEATURES).index(name)]
        assert passed == OTHER.feature(name)


def test_a_work_without_a_quote_is_no_example() -> None:
    assert [each.quote for each in examples(WORKS, FOUND)] == list(RANKED)


def test_the_shipped_weights_tell_their_command() -> None:
    shipped = ExampleWeights.read(EXAMPLES, LIST_FEATURES)
    assert 0 < shipped.bar < 1
    assert shipped.stamp["command"] == "sikk eval fit-examples"


def test_weights_written_are_read_again(tmp_path: Path) -> None:
    example_model().write(tmp_path / "examples.json")
    again = ExampleWeights.read(tmp_path / "examples.json", LIST_FEATURES)
    row = examples(WORKS, FOUND)[1].features
    assert again.works.probability(row) == pytest.approx(example_model().works.probability(row))


def test_other_weights_are_refused_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "examples.json"
    example_model().write(file)
    for other in (
        LIST_FEATURES._replace(works=(*FEATURES, "another")),
        LIST_FEATURES._replace(asked=()),
    ):
        with pytest.raises(BadInput, match=r"not a model for lists .*fit-examples"):
            ExampleWeights.read(file, other)
