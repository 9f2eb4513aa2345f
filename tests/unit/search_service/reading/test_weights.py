"""The shipped model is readable, fits this version's features, and says where it comes from."""

import json
from pathlib import Path

import numpy as np
import pytest
from making import answer_model

from corpus.errors import BadInput
from search_service.reading import windows
from search_service.reading.quote_finder import FEATURES
from search_service.reading.weights import AnswerWeights, file_for


def test_the_shipped_model_fits_and_tells_its_command() -> None:
    path = file_for("multilingual-e5-small")
    model = AnswerWeights.read(path, FEATURES)
    assert 0 < model.bar < 1
    assert model.stamp["command"] == "sikk eval fit-answers"
    assert file_for("another-model") == path


def test_written_and_read_again_it_scores_alike(tmp_path: Path) -> None:
    model = answer_model(0.3)
    model.write(tmp_path / "model.json")
    again = AnswerWeights.read(tmp_path / "model.json", FEATURES)
    rows = np.random.default_rng(1).normal(size=(5, len(windows.FEATURES)))
    assert np.allclose(model.quotes.score(rows), again.quotes.score(rows))
    assert again.bar == 0.3


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"quotes": {"features": {"a": 1}}}'])
def test_what_is_no_model_is_said_in_one_line(tmp_path: Path, content: str) -> None:
    file = tmp_path / "model.json"
    file.write_text(content)
    with pytest.raises(BadInput, match=r"not a model for answers .*fit-answers"):
        AnswerWeights.read(file, FEATURES)


def test_other_features_are_refused(tmp_path: Path) -> None:
    answer_model().write(tmp_path / "model.json")
    said = json.loads((tmp_path / "model.json").read_text())
    said["evidence"]["features"].pop("matched")
    (tmp_path / "model.json").write_text(json.dumps(said))
    with pytest.raises(BadInput, match="other features"):
        AnswerWeights.read(tmp_path / "model.json", FEATURES)
