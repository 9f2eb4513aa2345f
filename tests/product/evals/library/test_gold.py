"""The gold set and the library belong together: ids, answers and splits hold."""

import json
import re
from collections import defaultdict

import pytest
from making import REPOSITORY

from evals.library.facts import read_library
from evals.sets import judgements

GOLD = REPOSITORY / "evals" / "gold" / "si"


def lines(name: str) -> list[dict]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The text of each work, with its translations, on one line and without marks of emphasis."""
    found: dict[str, str] = defaultdict(str)
    for metadata, text in read_library():
        found[metadata.work] += " " + " ".join(re.sub(r"[*_|]", "", text).split())
    return dict(found)


@pytest.fixture(scope="module")
def judged() -> dict[str, dict[str, int]]:
    return {
        query: dict(grades)
        for split in ("test", "train")
        for query, grades in judgements.read(GOLD / "qrels" / f"{split}.tsv").qrels.items()
    }


def test_every_judged_document_is_there(judged, texts) -> None:
    assert {name for grades in judged.values() for name in grades} - texts.keys() == set()


def test_every_fact_question_has_an_answer_in_a_relevant_document(judged, texts) -> None:
    questions = {row["_id"]: row for row in lines("queries.jsonl")}
    lost = []
    for row in lines("answers.jsonl"):
        assert questions[row["_id"]]["kind"] == "fact"
        relevant = [texts[name] for name, grade in judged[row["_id"]].items() if grade == 2]
        if not any(answer in text for answer in row["answers"] for text in relevant):
            lost.append(row["_id"])
    assert lost == []


def test_no_topic_is_in_both_splits() -> None:
    splits = defaultdict(set)
    for row in lines("queries.jsonl"):
        splits[row["topic"]].add(row["split"])
    assert [topic for topic, found in splits.items() if len(found) > 1] == []
