"""The bundled model gives the vectors it always gave, and those of the reference implementation."""

import numpy as np
import pytest

from search_service.bundled import build
from search_service.bundled.model_file import dequantise
from search_service.encoding.hub_encoder import HubEncoder
from search_service.wiring import load_encoder

ET = "Kuidas kaasata maapiirkonna elanikke uute teenuste loomisse?"
EN = "How can rural residents be involved in creating new services?"
OTHER = "The recipe needs two eggs, flour and a pinch of salt."
FIRST_VALUES = {
    ET: [0.0665, -0.0729, -0.0727, -0.1056, 0.0553, -0.0499],
    EN: [0.0435, -0.0333, -0.0415, -0.0532, 0.0508, -0.0513],
}


@pytest.fixture(scope="module")
def encoder():
    return load_encoder(None)


@pytest.mark.parametrize("text", FIRST_VALUES)
def test_known_vectors(encoder, text):
    (encoding,) = encoder.encode([text], "query")
    assert np.linalg.norm(encoding.vector) == pytest.approx(1, abs=1e-5)
    assert encoding.vector[:6].tolist() == pytest.approx(FIRST_VALUES[text], abs=2e-3)


def test_a_translation_is_nearer_than_something_else(encoder):
    et, en, other = (e.vector for e in encoder.encode([ET, EN, OTHER], "query"))
    assert et @ en > max(et @ other, en @ other) + 0.05


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_it_agrees_with_sentence_transformers(encoder):
    reference = HubEncoder.load(str(build.require()))
    for role in ("query", "passage"):
        texts = [ET, EN, OTHER, ET * 30, "a"]
        for ours, theirs in zip(
            encoder.encode(texts, role), reference.encode(texts, role), strict=True
        ):
            assert ours.vector @ theirs.vector > 0.9995
            assert ours.ids.tolist() == theirs.ids.tolist()
            assert ours.tokens.shape == theirs.tokens.shape


def test_four_bit_blocks():
    scale = np.array([0.5], np.float16).tobytes()
    packed = bytes((j % 16) | ((15 - j % 16) << 4) for j in range(16))
    values = dequantise(scale + packed, 32)
    assert values[:3].tolist() == [-4.0, -3.5, -3.0]
    assert values[16:19].tolist() == [3.5, 3.0, 2.5]
