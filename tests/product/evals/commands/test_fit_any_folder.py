"""`sikk eval fit-answers` on a folder, a gold set, a list and a library that nobody knows."""

import json
from pathlib import Path

from beir import write_beir
from click.testing import CliRunner
from making import make

from corpus.store.store import CorpusStore
from search_service.cli import sikk

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
    (gold / "qrels").mkdir(parents=True)
    lines(gold / "queries.jsonl",
          [{"_id": f"g{n}", "text": f"Mis aastast töötab {t}?"}
           for n, t in enumerate(TRADES)])  # fmt: skip
    for split, numbers in (("train", range(5)), ("test", range(5, 8))):
        text = "".join(f"g{n}\tt{n}\t1\n" for n in numbers)
        (gold / "qrels" / f"{split}.tsv").write_text(text)
    lines(gold / "answers.jsonl", [{"_id": "g0", "answers": ["1900"]}])
    return gold


def test_any_folder_is_fitted_and_kept_apart_from_the_library(tmp_path: Path) -> None:
    beir, gold, out = folder(tmp_path), library(tmp_path), tmp_path / "model.json"
    asked = "".join(f"u{n}\tet\tMida arvab {t} kosmosest?\tno\n" for n, t in enumerate(TRADES))
    (tmp_path / "minu loend.tsv").write_text("id\tlang\tquestion\tanswerable\n" + asked)
    done = CliRunner().invoke(
        sikk,
        ["--data", str(tmp_path / "var"), "eval", "fit-answers", str(beir), str(gold), "--out",
         str(out), "--questions", str(tmp_path / "minu loend.tsv"),
         "--report", str(tmp_path / "report"), "--json"],
    )  # fmt: skip
    assert done.exit_code == 0, (done.output, done.exception)
    found = json.loads(done.stdout)
    assert found["quotes"]["loomad, unseen folds"]["n"] == len(ANIMALS)
    assert found["quotes"]["gold test"] == {"n": 0, "in_first": None, "in_first_three": None}
    refusals = found["refusals"]
    assert refusals["loomad, unseen folds"]["both"]["refused_of_removed"]["n"] == len(ANIMALS)
    assert refusals["gold, unseen folds"]["both"]["answered_of_answerable"]["n"] == 5
    assert refusals["minu loend, unseen folds"]["both"].keys() == {"refused_of_unanswerable"}
    assert json.loads(out.read_text())["stamp"]["command"] == "sikk eval fit-answers"
    curves = json.loads((tmp_path / "report.json").read_text())["curves"]
    assert curves.keys() == {"development", "gold test", "loomad, document removed"}
