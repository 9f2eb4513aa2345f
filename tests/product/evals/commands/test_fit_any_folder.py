"""`sikk eval fit-answers` and `refine-reader` on a folder, a gold set, a library nobody knows."""

import json
from pathlib import Path

from beir import write_beir
from click.testing import CliRunner, Result
from making import make

from corpus.errors import BadInput
from corpus.store.store import CorpusStore
from search_service.bundled.installed import READER_CHANGES
from search_service.bundled.low_rank import LowRank
from search_service.cli import sikk
from search_service.reading.purposes import PURPOSES

ANIMALS = ("hobune", "lammas", "kits", "koer", "kass", "hani", "part", "kana", "lehm", "kalkun")
TRADES = ("sepp", "pagar", "rätsep", "kingsepp", "puusepp", "mölder", "kalur", "mesinik")


def lines(path: Path, rows: list[dict[str, object]]) -> None:
    written = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(written, encoding="utf-8")


def folder(place: Path) -> Path:
    made = write_beir(
        place / "loomad",
        [{"_id": f"d{n}", "text": f"Talus elab {a} number {n}. Ilm on ilus.", "lang": "et"}
         for n, a in enumerate(ANIMALS)],
        [{"_id": f"q{n}", "text": f"Kus elab {a}?"} for n, a in enumerate(ANIMALS)],
        "".join(f"q{n}\td{n}\t1\n" for n in range(len(ANIMALS))),
    )  # fmt: skip
    lines(made / "answers.jsonl",
          [{"_id": f"q{n}", "answers": [f"number {n}"]} for n in range(len(ANIMALS))])  # fmt: skip
    return made


def library(place: Path) -> Path:
    store = CorpusStore.in_folder(place / "var")
    for n, trade in enumerate(TRADES):
        store.add(*make(f"t{n}", [f"Külas töötab {trade} aastast {1900 + n}. Tööd jätkub."]))
    store.close()
    gold = place / "kuld"
    gold.mkdir()
    head = "id\tlang\tkind\tflags\twork\tsplit\tanswerable\tquestion\n"
    asked = "".join(
        f"g{n}\tet\tfact\t-\tt{n}\t{'train' if n < 5 else 'test'}\tyes\tMis aastast töötab {trade}?\n"
        for n, trade in enumerate(TRADES)
    )
    vain = "".join(
        f"u{n}\tet\tfact\t-\tt{n}\ttrain\tno\tMida arvab {trade} kosmosest?\n"
        for n, trade in enumerate(TRADES)
    )
    (gold / "questions.tsv").write_text(head + asked + vain)
    lines(gold / "stretches.jsonl",
          [{"question": f"g{n}", "part": 1, "document": f"t{n}",
            "sentences": [f"Külas töötab {trade} aastast {1900 + n}."]}
           for n, trade in enumerate(TRADES)])  # fmt: skip
    return gold


def test_any_folder_is_fitted_and_kept_apart_from_the_library(tmp_path: Path) -> None:
    beir, gold, out = folder(tmp_path), library(tmp_path), tmp_path / "model.json"
    done = CliRunner().invoke(
        sikk,
        ["--data", str(tmp_path / "var"), "eval", "fit-answers", str(beir), str(gold), "--out",
         str(out), "--report", str(tmp_path / "report"), "--json"],
    )  # fmt: skip
    assert done.exit_code == 0, (done.output, done.exception)
    found = json.loads(done.stdout)
    assert found["quotes"]["loomad, unseen folds"]["n"] == len(ANIMALS)
    assert found["quotes"]["gold, unseen folds"]["n"] == 5
    refusals = found["refusals"]
    assert refusals["loomad, unseen folds"]["both"]["refused_of_removed"]["n"] == len(ANIMALS)
    assert refusals["gold, unseen folds"]["both"]["answered_of_answerable"]["n"] == 5
    assert refusals["gold, unseen folds"]["both"]["refused_of_unanswerable"]["n"] == len(TRADES)
    assert json.loads(out.read_text())["stamp"]["command"] == "sikk eval fit-answers"
    curves = json.loads((tmp_path / "report.json").read_text())["curves"]
    assert curves.keys() == {"development", "loomad, document removed"}


def test_what_questions_are_for_may_be_told_by_others(tmp_path: Path) -> None:
    beir, gold = folder(tmp_path), library(tmp_path)
    told = tmp_path / "told.json"
    names = [f"g{n}" for n in range(len(TRADES))] + [f"u{n}" for n in range(len(TRADES))]

    def fit(out: str, *options: str) -> Result:
        command = ["--data", str(tmp_path / "var"), "eval", "fit-answers", str(beir), str(gold)]
        return CliRunner().invoke(sikk, [*command, "--out", str(tmp_path / out), *options])

    told.write_text(
        json.dumps({name: {each: float(each == "list") for each in PURPOSES} for name in names})
    )
    for options in ((), ("--purposes", str(told))):
        done = fit(f"{len(options)}.json", *options)
        assert done.exit_code == 0, (done.output, done.exception)
    usual, told_lists = (
        json.loads((tmp_path / f"{n}.json").read_text())["quotes"]["features"] for n in (0, 2)
    )
    assert told_lists["list in free"]["mean"] > usual["list in free"]["mean"]
    for wrong in ("{", '{"g0": {"fact": 1}}', "[]"):
        told.write_text(wrong)
        refused = fit("none.json", "--purposes", str(told))
        assert isinstance(refused.exception, BadInput)
        assert "fit-purposes" in str(refused.exception)
        assert not (tmp_path / "none.json").exists()


def test_a_reader_learns_on_and_what_it_reads_unseen_is_fitted(tmp_path: Path) -> None:
    beir, gold, out = folder(tmp_path), library(tmp_path), tmp_path / "reader.npz"
    questions, halves = tmp_path / "lugemine", tmp_path / "pooled"
    questions.mkdir()
    head = "passage\tlang\tquestion\tanswer\n"
    (questions / "talu.tsv").write_text(f"{head}d0\tet\tKus elab hobune?\tTalus\n")
    (questions / "officials.tsv").write_text(
        f"{head}t1~x\tet\tKes töötab külas aastast 1901?\tKülas töötab pagar aastast 1901.\n"
    )
    at = ["--data", str(tmp_path / "var"), "eval"]
    refined = CliRunner().invoke(
        sikk,
        [*at, "refine-reader", str(gold), str(questions), str(beir), "--from", str(READER_CHANGES),
         "--halves", str(halves), "--out", str(out)],
    )  # fmt: skip
    assert refined.exit_code == 0, (refined.output, refined.exception)
    assert "from 14 questions" in refined.output  # five answered, eight not, one of the table
    files = sorted(halves.iterdir())
    assert [LowRank.read(file).stamp["half"] for file in files] == [0, 1]
    assert LowRank.read(out).held_out_folds == LowRank.read(READER_CHANGES).held_out_folds

    def fit(readers: list[Path], out: str) -> Result:
        halves = (word for file in readers for word in ("--halves", str(file)))
        command = [*at, "fit-answers", str(beir), str(gold), "--out", str(tmp_path / out)]
        return CliRunner().invoke(sikk, [*command, *halves, "--json"])

    fitted = fit(files, "model.json")
    assert fitted.exit_code == 0, (fitted.output, fitted.exception)
    assert json.loads(fitted.stdout)["quotes"]["gold, unseen folds"]["n"] == 5
    for wrong, said in (
        ([files[0]], "give both readers, the one of each half"),
        ([*files, files[0]], "give both readers, the one of each half"),
        ([files[0], READER_CHANGES], "did not learn from one half"),
    ):
        refused = fit(wrong, "none.json")
        assert isinstance(refused.exception, BadInput)
        assert said in str(refused.exception)
        assert not (tmp_path / "none.json").exists()
