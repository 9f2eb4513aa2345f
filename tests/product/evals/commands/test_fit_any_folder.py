"""`sikk eval fit-answers` on a folder, a gold set, passages and a library that nobody knows."""

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
    store = CorpusStore.in_folder(tmp_path / "var")
    (passage,) = store.passages_of("t0")
    store.close()
    (tmp_path / "lõigud.tsv").write_text(
        "passage\tlang\tquestion\tanswer\n"
        f"{passage.id}\tet\tKes küla heaks töötab?\tKülas töötab sepp aastast 1900.\n"
        f"{passage.id}\tet\tMis maksab?\t\nkadunud\tet\tKes?\tSepp.\n"
    )
    done = CliRunner().invoke(
        sikk,
        ["--data", str(tmp_path / "var"), "eval", "fit-answers", str(beir), str(gold), "--out",
         str(out), "--passages", str(tmp_path / "lõigud.tsv"),
         "--report", str(tmp_path / "report"), "--json"],
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
