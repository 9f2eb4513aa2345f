"""`sikk eval parity`, `distractors` and `cost`: small collections through the product's own code."""

import json
from pathlib import Path

import pytest
from beir import write_beir
from click.testing import CliRunner

from corpus.errors import BadInput
from evals.retrieval import distractors
from search_service.cli import sikk

QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t1\n"
BANK = {"et": "Toidupank jagab toitu peredele.", "en": "A food bank gives food to families."}
CAMP = {"et": "Külas peeti talgud ja laager.", "en": "A camp was held in the village."}


def _set(folder: Path, documents: str) -> None:
    rows = [
        {"_id": "d1", "text": BANK[documents], "lang": documents},
        {"_id": "d2", "text": CAMP[documents], "lang": documents},
    ]
    write_beir(folder, rows, [{"_id": "q1", "text": "Kes jagab toitu?", "lang": "et"}], QRELS)


def _run(data: Path, *arguments: object) -> dict[str, list[dict[str, object]]]:
    command = ["--data", str(data / "var"), "eval", *map(str, arguments), "--json"]
    done = CliRunner().invoke(sikk, command, catch_exceptions=False)
    return json.loads(done.stdout)


def test_parity_is_across_over_same(tmp_path: Path) -> None:
    for documents in ("et", "en"):
        _set(tmp_path / "sets" / f"tiny_et-{documents}", documents)
    (row,) = _run(tmp_path, "parity", tmp_path / "sets", "--system", "bm25")["parity"]
    assert (row["family"], row["direction"]) == ("tiny", "et-en")
    assert (row["same"], row["across"], row["ratio"]) == (1.0, 0.0, 0.0), "words alone do not cross"
    (row,) = _run(tmp_path, "parity", tmp_path / "sets", "--system", "full")["parity"]
    assert row["ratio"] == 1.0


def test_sets_without_a_partner_have_no_parity(tmp_path: Path) -> None:
    _set(tmp_path / "sets" / "tiny_et-en", "en")
    with pytest.raises(BadInput, match="no two sets"):
        _run(tmp_path, "parity", tmp_path / "sets")


def test_distractors_join_in_the_other_language(tmp_path: Path) -> None:
    _set(tmp_path / "tiny_et-et", "et")
    (tmp_path / "a.en.txt").write_text("Who gives food?\nNobody.\nFood is given.\nA bank.\n")
    (tmp_path / "a.et.txt").write_text("Kes annab toitu?\n")
    _set(tmp_path / "other_et-en", "en")
    texts = (tmp_path / "a.en.txt", tmp_path / "a.et.txt", tmp_path / "other_et-en")
    command = ("distractors", tmp_path / "tiny_et-et", *texts, "--system", "full")
    (row,) = _run(tmp_path, *command, "--count", 5)["distractors"]
    assert (row["passages"], row["before"], row["after"]) == (5, 1.0, 1.0)
    with pytest.raises(BadInput, match=r"enough for \d+ passages in 'en' only, not 500; name more"):
        _run(tmp_path, *command, "--count", 500)
    with pytest.raises(BadInput, match=r"a\.txt: its name does not end in"):
        _run(tmp_path, "distractors", tmp_path / "tiny_et-et", tmp_path / "a.txt")


def test_distractors_are_as_long_as_asked_while_the_text_lasts(tmp_path: Path) -> None:
    text = "One sees it. Two hear it. Three tell it. Four read it."
    (tmp_path / "a.en.txt").write_text(text + "\n", encoding="utf-8")
    made = list(distractors._passages([tmp_path / "a.en.txt"], "en", 3))
    assert made[0] == "One sees it. Two hear it. Three tell it."
    assert len(set(made)) == len(made)
    assert "Four read it." in made


def test_cost_is_a_multiple_of_what_must_be_done(tmp_path: Path) -> None:
    _set(tmp_path / "tiny_et-et", "et")
    command = ("cost", tmp_path / "tiny_et-et", "--passages", 40, "--system", "full")
    (row,) = _run(tmp_path, *command)["cost"]
    assert row["passages"] == 40
    assert row["multiple"][0] == pytest.approx(
        row["search"][0] / (row["encoding"][0] + row["bare_query"][0])
    )
    assert row["multiple"][0] > 1 and row["index_bytes_a_passage"] > 384
