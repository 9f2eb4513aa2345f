"""What a question is for is learnt from its words, and told of what was not learnt from."""

import json
from pathlib import Path

import pytest

from corpus.errors import BadInput
from evals.fitting.purposes import Labelled, read, unseen
from search_service.reading.purposes import PURPOSES

SAID = dict(
    zip(PURPOSES, ("ants", "bees", "cows", "dogs", "elks", "foxes", "gnats", "hens", "ibex"),
        strict=True)
)  # fmt: skip


def labelled(works: int = 12) -> list[Labelled]:
    """Of each work something for each purpose, told by one word."""
    return [
        Labelled(f"{SAID[purpose]} in w{work}?", purpose, f"w{work}", f"g{work}-{purpose}")
        for work in range(works)
        for purpose in PURPOSES
    ]


def likeliest(told: dict[str, float]) -> str:
    return max(told, key=lambda name: told[name])


def test_each_gold_question_is_told_by_what_had_not_seen_it() -> None:
    told = unseen([*labelled(), Labelled("cows here?", "money", "elsewhere")])
    assert told.keys() == {each.id for each in labelled()}
    assert all(likeliest(told[each.id]) == each.purpose for each in labelled())
    assert all(sum(own.values()) == pytest.approx(1) for own in told.values())


def test_nothing_of_a_questions_own_work_is_learnt_from() -> None:
    own = [Labelled(f"zebus {n}?", "money", "w0", f"z{n}") for n in range(9)]
    others = labelled()
    alone = unseen([*others, own[0]])["z0"]
    assert unseen([*others, *own])["z0"] == pytest.approx(alone)


def test_what_is_read(tmp_path: Path) -> None:
    (tmp_path / "questions.tsv").write_text("lang\tkind\tquestion\nen\tmoney\tWho pays?\n")
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "questions.tsv").write_text(
        "id\tlang\tkind\tflags\twork\tsplit\tanswerable\tquestion\n"
        "g1\ten\thow\t-\thub\ttrain\tno\tHow?\n"
        "g2\ten\tfact\t-\thub\tdev\tno\tWhich?\n"
        "g3\ten\tfact\t-\thub\ttest\tno\tMany?\n"
        "g4\ten\tfar\t-\thub\ttrain\tno\tRain?\n"
        "g5\ten\tlist\t-\thub\ttrain\tyes\tWhich rooms has it?\n"
        "g6\ten\tlist\t-\thub\ttrain\tyes\tWhich hubs are there?\n"
        "g7\ten\tlist\t-\t-\ttrain\tno\tWhich camps are there?\n"
    )
    told = [("g5", "hub"), ("g5", "hub.et"), ("g6", "hub"), ("g6", "den.et"), ("g6", "nest")]
    rows = [
        {"question": question, "part": 1, "document": document, "sentences": ["So it is."]}
        for question, document in told
    ]
    (gold / "stretches.jsonl").write_text("\n".join(map(json.dumps, rows)))
    passages = tmp_path / "passages.tsv"
    passages.write_text(
        "passage\tkind\tquestion\nhub.en~1\tresults\tSo?\nhub~2\tlist\tWhich ones?\n"
    )
    train, dev = read(tmp_path, gold, passages)
    assert train == [
        Labelled("Who pays?", "money", "Who pays?"),
        Labelled("So?", "results", "hub"),
        Labelled("How?", "how", "hub", "g1"),
        Labelled("Which hubs are there?", "list", "hub", "g6"),  # of several works, unlike g5
        Labelled("Which camps are there?", "list", "Which camps are there?", "g7"),
    ]
    assert dev == [Labelled("Which?", "fact", "hub", "g2")]
    with pytest.raises(BadInput, match="nothing"):
        read(tmp_path / "nothing", gold, passages)
