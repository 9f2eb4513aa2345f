"""An experiment uses the product's own code, in a place of its own."""

import json
from pathlib import Path

import pytest
from beir import write_beir
from making import SHARED, make

from corpus import settings
from corpus.store.store import CorpusStore
from evals.measures.measures import NAMES
from evals.retrieval import experiment
from evals.sets import datasets
from search_service.search.systems import SYSTEMS

ROWS = [
    {"_id": "bank", "title": "", "text": "Toidupank jagab annetatud toitu.", "lang": "et"},
    {"_id": "camp", "title": "Camp", "text": "The village held a co-creation camp."},
    {"_id": "empty", "title": "", "text": ""},
    {"_id": "long", "title": "", "text": "The school teaches children. " * 120 + "A zebra ran."},
]
QUERIES = [
    {"_id": "q1", "text": "Who hands out donated food?", "lang": "en"},
    {"_id": "q2", "text": "külatalgud", "lang": "et"},
    {"_id": "q3", "text": "zebra"},
]
QRELS = "q1\tbank\t1\nq2\tcamp\t1\nq3\tlong\t1\n"


@pytest.fixture
def dataset(tmp_path: Path) -> datasets.Dataset:
    return datasets.load(write_beir(tmp_path / "tiny", ROWS, QUERIES, QRELS))


@pytest.fixture
def own(tmp_path: Path) -> settings.Settings:
    return settings.read(data=tmp_path / "var")


def test_every_question_finds_its_row(dataset: datasets.Dataset, own: settings.Settings) -> None:
    outcome = experiment.perform(dataset, SYSTEMS["full"], own, whole=False)
    assert outcome.metrics == pytest.approx(dict.fromkeys(NAMES, 1.0))
    assert (outcome.queries, outcome.documents) == (3, 4)
    for found in outcome.run.values():
        assert list(found.values()) == sorted(found.values(), reverse=True)
        assert set(found) <= {"bank", "camp", "empty", "long"}


def test_a_fresh_data_folder_gives_the_same_run(dataset: datasets.Dataset, tmp_path: Path) -> None:
    runs = []
    for name in ("first", "second"):
        own = settings.read(data=tmp_path / name)
        runs.append(experiment.perform(dataset, SYSTEMS["full"], own, whole=False).run)
    for query, first in runs[0].items():
        assert list(first) == list(runs[1][query])
        assert first == pytest.approx(runs[1][query], abs=1e-6)  # docs/evaluation.md says why


def test_the_outcome_has_the_contracts_keys(
    dataset: datasets.Dataset, own: settings.Settings
) -> None:
    shown = experiment.perform(dataset, SYSTEMS["bm25"], own, whole=True).as_json()
    assert shown.keys() >= {
        "dataset", "system", "queries", "documents", "metrics", "latency_ms", "index_seconds",
    }  # fmt: skip
    assert (shown["dataset"], shown["system"]) == ("tiny", "bm25")
    assert set(NAMES) == set(shown["metrics"])
    assert shown["latency_ms"].keys() == {"p50", "p95"}
    json.dumps(shown)


def test_whole_rows_are_cut_at_what_the_model_takes(
    dataset: datasets.Dataset, own: settings.Settings
) -> None:
    """The zebra stands behind the model's 512 tokens: only the words leg sees it there."""
    whole = experiment.perform(dataset, SYSTEMS["dense"], own, whole=True).run["q3"]
    split = experiment.perform(dataset, SYSTEMS["dense"], own, whole=False).run["q3"]
    assert split["long"] > whole["long"]


def test_the_products_own_data_stay_as_they_are(
    dataset: datasets.Dataset, own: settings.Settings
) -> None:
    experiment.perform(dataset, SYSTEMS["dense"], own, whole=True)
    assert {path.name.partition("-")[0] for path in own.data.iterdir()} <= {"vectors.sqlite"}


def test_without_rows_the_library_is_asked_and_a_translation_is_its_original(
    tmp_path: Path, own: settings.Settings
) -> None:
    store = CorpusStore.in_folder(own.data)
    store.add(*make("bank", ["Toidupank jagab annetatud toitu."]))
    store.add(*make("bank.en", ["A food bank hands out food."], lang="en", translation_of="bank"))
    store.add(*make("camp", ["The village held a co-creation camp."], lang="en"))
    store.close()
    folder = write_beir(tmp_path / "gold", queries=QUERIES[:2], qrels=QRELS)
    (folder / "corpus.jsonl").unlink()
    outcome = experiment.perform(datasets.load(folder), SYSTEMS["full"], own, whole=False)
    assert outcome.documents == 3
    assert set(outcome.run["q1"]) == {"bank", "camp"}
    assert next(iter(outcome.run["q1"])) == "bank"


def test_plain_e5_gives_its_published_figure(own: settings.Settings) -> None:
    """Slow: 30 s of encoding. The converted model is as good as the original."""
    folder = SHARED / "eval" / "dev" / "estqa-train"
    if not folder.is_dir():
        pytest.skip(f"the shared development sets are not here: {folder}")
    outcome = experiment.perform(datasets.load(folder), SYSTEMS["dense"], own, whole=True)
    assert outcome.metrics["nDCG@10"] == pytest.approx(0.835, abs=0.005)
