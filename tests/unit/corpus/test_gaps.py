"""Gaps are kept for curators, counted, and never hold personal data."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.gaps import Gap, may_be_kept, worded
from corpus.store.store import CorpusStore

EARLY, LATE = datetime(2026, 1, 2, 8, tzinfo=UTC), datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


def gap(question: str, asked: datetime = EARLY, **fields: object) -> Gap:
    known = {"lang": "et", "filters": {}, "documents": 7, "score": 0.2, "bar": 0.4} | fields
    return Gap(question=question, first_asked=asked, last_asked=asked, **known)


@pytest.fixture
def store(tmp_path: Path):
    store = CorpusStore.in_folder(tmp_path)
    yield store
    store.close()


def test_a_question_is_kept_once_and_counted(store: CorpusStore) -> None:
    assert store.note_gap(gap("kus on ajapank"))
    assert store.note_gap(gap("mitu talgut oli"))
    assert store.note_gap(gap("kus on ajapank", LATE, documents=9, score=0.3))
    first, second = store.gaps()
    assert (first.question, first.times, first.documents, first.score) == (
        "kus on ajapank",
        2,
        9,
        0.3,
    )
    assert (first.first_asked, first.last_asked) == (EARLY, LATE)
    assert (second.question, second.times) == ("mitu talgut oli", 1)


def test_other_filters_are_another_gap(store: CorpusStore) -> None:
    store.note_gap(gap("kus on ajapank"))
    store.note_gap(gap("kus on ajapank", filters={"country": ["FI"]}))
    assert [dict(each.filters) for each in store.gaps()] in (
        [{}, {"country": ["FI"]}],
        [{"country": ["FI"]}, {}],
    )


def test_noting_a_gap_is_no_change_of_the_corpus(store: CorpusStore) -> None:
    before = store.position()
    store.note_gap(gap("kus on ajapank"))
    assert store.position() == before


@pytest.mark.parametrize(
    "private",
    [
        "mari.maasikas@example.ee saab toetust",
        "kas 38501010002 on klient",
        "helista +372 5123 4567",
        "number 5123456",
        "konto EE38 2200 2210 2014 5685",
        "x" * 301,
    ],
)
def test_personal_data_is_never_kept(store: CorpusStore, private: str) -> None:
    assert not may_be_kept(private)
    assert not store.note_gap(gap(private))
    assert store.gaps() == []


@pytest.mark.parametrize(
    "harmless",
    ["Kui palju inimesi osales aastatel 2018–2020?", "What did EUR 2,670 net gain mean in 2024?",
     "Mitu elanikku: 1 331 824?"],
)  # fmt: skip
def test_years_and_sums_are_no_personal_data(harmless: str) -> None:
    assert may_be_kept(harmless)


def test_wording_does_not_make_two_gaps_of_one() -> None:
    assert worded("  Kus on\tajapank? ") == worded("kus on ajapank") == "kus on ajapank"
