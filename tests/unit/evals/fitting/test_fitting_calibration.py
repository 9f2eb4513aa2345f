"""Fitting a calibration: what is learnt from parallel text is what the product then applies."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from making import WordEncoder

from evals.fitting import calibration
from evals.sets.parallel import Parallel, TextPair
from search_service.encoding.calibration import LANGUAGES, METHOD, Calibration
from search_service.encoding.encoder import Encoding, Role
from search_service.words.analyzer import Analyzer, term_id

SENTENCES = [
    TextPair(f"{a} {b}", f"{c} {d}")
    for a, c in (("suur", "big"), ("vana", "old"), ("uus", "new"))
    for b, d in (("maja", "house"), ("kool", "school"), ("küla", "village"))
]


class Biased:
    """A model that puts all texts of one language, and of one role, near each other."""

    name, dimensions = "biased", 64

    def __init__(self) -> None:
        self._words = WordEncoder()
        self._known = {word for pair in SENTENCES for word in pair.et.split()}

    def encode(self, texts: Sequence[str], role: Role) -> list[Encoding]:
        return [self._biased(text, role) for text in texts]

    def _biased(self, text: str, role: Role) -> Encoding:
        (plain,) = self._words.encode([text], role)
        bias = np.zeros(self.dimensions, np.float32)
        bias[self._known.isdisjoint(text.split())] += 1
        bias[2 + (role == "query")] += 1
        mean = plain.vector + bias
        ids = np.arange(len(plain.ids), dtype=np.int32)
        return Encoding(mean / np.linalg.norm(mean), plain.tokens + bias, ids)


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> Calibration:
    path = tmp_path_factory.mktemp("fitted") / "new" / "c.npz"
    parallel = Parallel(SENTENCES, SENTENCES * 12, [], "mark")
    calibration.write(calibration.fit(parallel, Biased(), Analyzer()), path)
    return Calibration.read(path)


def test_the_stamp_says_from_what(learnt: Calibration) -> None:
    assert learnt.stamp == {
        "model": "biased", "method": METHOD, "data": "mark", "sentences": 9, "passages": 108,
    }  # fmt: skip


@pytest.mark.parametrize("role", ["query", "passage"])
def test_the_languages_common_part_is_gone(learnt: Calibration, role: Role) -> None:
    for place, lang in enumerate(LANGUAGES):
        texts = [pair[place] for pair in SENTENCES]
        raw = np.stack([e.vector for e in Biased().encode(texts, role)])
        centred = np.stack([learnt.vector(e, role, lang) for e in Biased().encode(texts, role)])
        assert np.linalg.norm(raw.mean(axis=0)) > 0.7
        assert np.linalg.norm(centred.mean(axis=0)) < 0.1


def test_the_dictionary_is_learnt(learnt: Calibration) -> None:
    for et, en in (("maja", "house"), ("vana", "old")):
        assert max(learnt.translations(term_id(et), "et"), key=lambda t: t[1])[0] == term_id(en)
        assert max(learnt.translations(term_id(en), "en"), key=lambda t: t[1])[0] == term_id(et)


def test_a_rare_token_weighs_more(learnt: Calibration) -> None:
    (encoding,) = Biased().encode(["suur maja"], "query")  # ids 0 and 1 stand in every sentence
    rare = encoding._replace(ids=np.array([0, 99], np.int32))
    common, telling = np.linalg.norm(learnt.query_tokens(rare, "et"), axis=1)
    assert telling > 5 * common


def test_the_background_knows_every_querys_habit(learnt: Calibration) -> None:
    (encoding,) = Biased().encode(["suur maja"], "query")
    vector = learnt.vector(encoding, "query", "et")
    norms = learnt.norms(vector, learnt.query_tokens(encoding, "et"), "et").tokens
    assert norms["et"].mean > norms["en"].mean + 2 * norms["en"].spread


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    calibration.write({"stamp": np.array("{}")}, tmp_path / "c.npz")
    assert [path.name for path in tmp_path.iterdir()] == ["c.npz"]
