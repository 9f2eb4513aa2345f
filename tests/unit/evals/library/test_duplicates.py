"""Copied passages come out on top; translations and notices do not."""

from pathlib import Path

import numpy as np
import pytest
from making import make

from corpus.store.store import CorpusStore
from evals.library.duplicates import most_alike, pieces, shared_trigrams

NOTICE = "Tekst on kirjutatud avalike faktide põhjal."
COPIED = "Algatus vajab püsivat rahastajat ja tugevat kohalikku vedajat."


@pytest.fixture
def store(tmp_path: Path):
    opened = CorpusStore.in_folder(tmp_path)
    for n in range(12):
        opened.add(*make(f"d{n}", [f"Lugu number {n} räägib omast asjast {n * 7}.\n\n{NOTICE}"]))
    opened.add(*make("aed", [f"Aed on avatud. {COPIED}"]))
    opened.add(*make("aed.en", [f"Aed on avatud. {COPIED}"], translation_of="aed", lang="en"))
    opened.add(*make("pank", [f"Pank jagab toitu. {COPIED}"]))
    opened.add(*make("paber", [f"Paber. {COPIED}"], type="policy"))
    yield opened
    opened.close()


def test_what_stands_in_many_documents_is_a_notice(store: CorpusStore) -> None:
    found, notices = pieces(store)
    assert notices == [NOTICE]
    assert not any(NOTICE in piece.text for piece in found)
    assert len(found) == 15


def test_a_copy_in_another_practice_is_found(store: CorpusStore) -> None:
    found, _ = pieces(store)
    first, second, *others = most_alike(found, shared_trigrams(found), 10)
    copied = {("aed", "pank"), ("aed.en", "pank")}
    assert {(p.one.document.id, p.other.document.id) for p in (first, second)} == copied
    # 6 of the 9 trigrams of each are the same
    assert first.score == pytest.approx(6 / (2 * 9 - 6))
    assert all(pair.score < first.score for pair in others)


def test_pairs_are_of_different_works_and_come_best_first(store: CorpusStore) -> None:
    found, _ = pieces(store)
    chance = np.random.default_rng(1).random((len(found), len(found)), np.float32)
    pairs = most_alike(found, chance + chance.T, 20)
    assert [p.score for p in pairs] == sorted((p.score for p in pairs), reverse=True)
    assert all(p.one.document.metadata.work != p.other.document.metadata.work for p in pairs)
