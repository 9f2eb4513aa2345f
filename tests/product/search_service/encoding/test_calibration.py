"""Calibration: both languages' scores come to mean the same."""

import numpy as np
import pytest

from search_service.bundled import installed
from search_service.encoding.calibration import FOLDER, LANGUAGES, Calibration
from search_service.encoding.encoder import Encoder
from search_service.wiring import load_encoder

PAIRS = [
    ("Toidupank jagab annetatud toitu.", "The food bank hands out donated food."),
    ("Kuidas kaasata maapiirkonna elanikke?", "How can rural residents be involved?"),
    ("Noored vajavad vaimse tervise tuge.", "Young people need mental health support."),
    ("Eakad elavad kodus kauem.", "Older people live at home for longer."),
]


@pytest.fixture(scope="module")
def shipped() -> Calibration:
    return Calibration.read(FOLDER / f"{installed.NAME}.npz")


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder(None)


def test_translations_come_nearer_and_strangers_do_not(
    shipped: Calibration, encoder: Encoder
) -> None:
    et = encoder.encode([pair[0] for pair in PAIRS], "passage")
    en = encoder.encode([pair[1] for pair in PAIRS], "passage")
    raw = np.stack([e.vector for e in et]) @ np.stack([e.vector for e in en]).T
    near = (
        np.stack([shipped.vector(e, "passage", "et") for e in et])
        @ np.stack([shipped.vector(e, "passage", "en") for e in en]).T
    )
    same = np.eye(len(PAIRS), dtype=bool)
    assert (near.argmax(axis=1) == np.arange(len(PAIRS))).all()
    assert near[same].mean() - near[~same].mean() > 2 * (raw[same].mean() - raw[~same].mean())


@pytest.mark.parametrize("lang", [*LANGUAGES, "de"])
def test_every_vector_has_unit_length(shipped: Calibration, encoder: Encoder, lang: str) -> None:
    (encoding,) = encoder.encode([PAIRS[0][0]], "passage")
    assert np.linalg.norm(shipped.vector(encoding, "passage", lang)) == pytest.approx(1, abs=1e-5)
    lengths = np.linalg.norm(shipped.tokens(encoding, "passage", lang), axis=1)
    assert lengths == pytest.approx(np.ones(len(encoding.ids)), abs=1e-5)


def test_a_querys_tokens_share_its_weight(shipped: Calibration, encoder: Encoder) -> None:
    (encoding,) = encoder.encode(["Mis on ajapank ja kuidas see töötab?"], "query")
    lengths = np.linalg.norm(shipped.query_tokens(encoding, "et"), axis=1)
    assert lengths.sum() == pytest.approx(1, abs=1e-5)
    lengths = lengths[lengths > 0]  # the question mark has none
    assert lengths.max() > 2 * lengths.min(), "a telling word weighs more than a common one"


@pytest.mark.parametrize(("text", "lang"), [(PAIRS[1][0], "et"), (PAIRS[1][1], "en")])
def test_the_background_scores_every_query_in_both_languages(
    shipped: Calibration, encoder: Encoder, text: str, lang: str
) -> None:
    (encoding,) = encoder.encode([text], "query")
    vector = shipped.vector(encoding, "query", lang)
    norms = shipped.norms(vector, shipped.query_tokens(encoding, lang), lang)
    for leg in norms:
        assert set(leg) == set(LANGUAGES)
        assert all(-1 < norm.mean < 1 and norm.spread > 0 for norm in leg.values())
    other = LANGUAGES[1 - LANGUAGES.index(lang)]
    assert norms.dense[lang].spread == 1
    assert norms.dense[other].spread <= 1, "a score across languages is raised, never lowered"
    assert norms.lexical[lang].spread == 1
    assert norms.lexical[other].spread < norms.dense[other].spread, "and that of words more"
    assert shipped.norms(vector, None, lang).tokens == {}


def test_a_passage_keeps_one_vector_of_each_telling_token(
    shipped: Calibration, encoder: Encoder
) -> None:
    once, twice = encoder.encode(
        ["Toidupank jagab toitu.", "Toidupank jagab toitu. " * 2], "passage"
    )
    kept = shipped.passage_tokens(twice, "et")
    assert len(shipped.passage_tokens(once, "et")) == len(kept) < len(twice.ids) / 2
    assert np.linalg.norm(kept, axis=1) == pytest.approx(np.ones(len(kept)), abs=1e-5)
    marks = encoder.encode(["?!"], "passage")[0]
    assert len(shipped.passage_tokens(marks, "et")) > 0, "a text of marks alone keeps them"
