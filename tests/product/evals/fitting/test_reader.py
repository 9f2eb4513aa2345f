"""A few steps of real training change the upper layers, and make the answer likelier."""

from pathlib import Path

import numpy as np
import pytest

from evals.fitting import reader, reader_examples
from evals.fitting.reader_questions import Exercise, Told
from search_service.bundled import build, installed, model_file, onnx_graph
from search_service.bundled.layers import BundledLayers
from search_service.bundled.low_rank import LowRank

TEXT = "Aed loodi 2014. aastal. Aeda hoiab linn. Tööd teeb kaksteist inimest."
COURSE = reader.FIRST._replace(epochs=80)
START = TEXT.index("2014")
EXERCISES = [
    Exercise("Millal aed loodi?", Told("aed", "Aed", TEXT), ((START, START + 4),), ()),
    Exercise("Mis maksab aed?", Told("aed", "Aed", TEXT), (), ()),
]


@pytest.fixture(scope="module")
def changes() -> LowRank:
    said: list[tuple[int, int]] = []
    found = reader.train(EXERCISES, {"command": "test"}, lambda *done: said.append(done), COURSE)
    assert said == [(n, 20) for n in range(1, 21)]
    return found


def test_upper_layers_change_and_lower_do_not(changes: LowRank) -> None:
    layers = {int(name.split(".")[0][1:]) for name in changes.matrices}
    assert layers == set(range(4, 12))
    down, up = changes.matrices["l11.fo.w"]
    assert np.abs(up @ down).max() > 1e-4
    assert changes.stamp["exercises"] == 2


def test_the_answer_becomes_likelier_than_the_rest(changes: LowRank, tmp_path: Path) -> None:
    built = installed.require()
    for name in (installed.WORDS, installed.PLACES):
        (tmp_path / name).symlink_to(built / name)
    source = build.source()
    onnx_graph.write(model_file.read(source), tmp_path / "reader.onnx", changes)
    (tmp_path / "changes.npz").unlink(missing_ok=True)
    changes.write(tmp_path / "changes.npz")
    kept = LowRank.read(tmp_path / "changes.npz")
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(str(built))
    row = reader_examples.row(EXERCISES[0].question, *_of(EXERCISES[0]), tokenizer)
    (vectors,) = BundledLayers(tmp_path).vectors("reader.onnx", [row.ids])
    head = kept.vectors["head"]
    logits = vectors @ head[:-1] + head[-1]
    right, told = row.right.numpy(), row.told.numpy()
    assert logits[right].max() > logits[told & ~right].max()


def _of(exercise: Exercise):
    return exercise.passage, exercise.spans, exercise.tempting
