"""Calibration: both languages' scores come to mean the same."""

import re
from pathlib import Path

import numpy as np
import pytest
from making import WordEncoder

from corpus.errors import BadInput
from search_service.bundled import installed
from search_service.encoding.calibration import FOLDER, Calibration, treated_as
from search_service.encoding.encoder import Encoder
from search_service.encoding.representation import Representation
from search_service.wiring import load_encoder
from search_service.words.analyzer import Analyzer, term_id


@pytest.fixture(scope="module")
def shipped() -> Calibration:
    return Calibration.read(FOLDER / f"{installed.NAME}.npz")


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder(None)


def test_the_shipped_file_is_for_the_bundled_model(shipped: Calibration) -> None:
    assert shipped.stamp["model"] == installed.NAME
    assert re.fullmatch(r"[0-9a-f]{12}", shipped.mark)


def test_the_dictionary_knows_plain_words_both_ways(shipped: Calibration) -> None:
    assert term_id("child") in [target for target, _ in shipped.translations(term_id("laps"), "et")]
    assert term_id("laps") in [target for target, _ in shipped.translations(term_id("child"), "en")]
    assert shipped.translations(term_id("qqqq"), "et") == []


def test_another_language_is_treated_as_english() -> None:
    assert [treated_as(lang) for lang in ("et", "en", "de", "")] == ["et", "en", "en", "en"]


@pytest.mark.parametrize("content", [b"", b"not one", b"PK\x03\x04 cut off", None])
def test_what_is_no_calibration_is_told_in_one_line(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "c.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadInput, match=r"c\.npz") as caught:
        Calibration.read(path)
    assert "\n" not in str(caught.value)


def test_another_npz_is_no_calibration(tmp_path: Path) -> None:
    path = tmp_path / "c.npz"
    np.savez(path, something=np.zeros(3))
    with pytest.raises(BadInput, match="not a calibration file"):
        Calibration.read(path)


def test_another_versions_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "c.npz"
    np.savez(path, stamp=np.array('{"method": "older"}'))
    with pytest.raises(BadInput, match=r"made by another version.*sikk eval calibrate"):
        Calibration.read(path)


def test_dense_vectors_alone_are_those_of_passages(shipped: Calibration) -> None:
    for known in (None, shipped):
        made = Representation(WordEncoder(dimensions=384), Analyzer(), known)
        texts, langs = ["Aed kasvab.", "A garden grows."], ["et", "en"]
        whole = [each.dense for each in made.passages(texts, langs)]
        assert np.array_equal(np.stack(made.dense(texts, langs)), np.stack(whole))
