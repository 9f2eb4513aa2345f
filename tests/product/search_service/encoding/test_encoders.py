"""The encoder: one encoding a text, in order, whatever the text; and nobody is asked for it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import run_python

from search_service.bundled import build
from search_service.bundled.batches import in_batches
from search_service.encoding.encoder import Encoder
from search_service.wiring import load_encoder

NASTY = ["", " ", "\n", "\x00", "a", "🙂" * 40, "\u200b", "ﬃ", "õ" * 5000, "x" * 100_000]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder(None)


def test_order_stays_whatever_the_batches(encoder: Encoder) -> None:
    texts = ["Küla " * n for n in (300, 1, 40, 2, 120, 3)] + ["Kool."]
    together = encoder.encode(texts, "passage")
    for text, found in zip(texts, together, strict=True):
        (alone,) = encoder.encode([text], "passage")
        assert alone.vector @ found.vector > 0.9999
        assert alone.ids.tolist() == found.ids.tolist()


@pytest.mark.parametrize("role", ["query", "passage"])
def test_any_text_has_a_vector_and_at_least_one_token(encoder: Encoder, role: str) -> None:
    for text, found in zip(NASTY, encoder.encode(NASTY, role), strict=True):
        assert np.linalg.norm(found.vector) == pytest.approx(1, abs=1e-5), text[:9]
        assert found.tokens.shape == (len(found.ids), encoder.dimensions)
        assert len(found.ids) >= 1
        assert np.isfinite(found.tokens).all()


def test_tokens_are_the_texts_own(encoder: Encoder) -> None:
    query, passage = (encoder.encode(["Küla kool"], role)[0] for role in ("query", "passage"))
    assert query.ids.tolist() == passage.ids.tolist()
    (longer,) = encoder.encode(["Küla kool Küla kool"], "query")
    assert longer.ids.tolist() == query.ids.tolist() * 2


def test_no_more_than_the_model_takes(encoder: Encoder) -> None:
    (long,) = encoder.encode(["küla " * 2000], "passage")
    (longer,) = encoder.encode(["küla " * 2000 + "kool"], "passage")
    assert 500 < len(long.ids) < 512
    assert (long.vector == longer.vector).all()


def test_nothing_to_encode(encoder: Encoder) -> None:
    assert encoder.encode([], "passage") == []


@given(st.lists(st.integers(1, 512)))
def test_batches_hold_each_text_once_and_little_padding(lengths: list[int]) -> None:
    batches = list(in_batches(lengths))
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    assert all(len(batch) * max(lengths[i] for i in batch) <= 2048 for batch in batches)


MISSING = """
import sys
from corpus.errors import BadInput
from search_service.wiring import load_encoder
for model in sys.argv[1:]:
    try:
        load_encoder(model)
    except BadInput as error:
        print(error)
"""


def test_a_model_that_is_not_there_is_told_in_one_line() -> None:
    models = ["/no/such/folder", "no-such-owner/no-such-model"]
    run = run_python(MISSING, *models, HF_HUB_OFFLINE="1")
    told = run.stdout.splitlines()
    assert len(told) == 2, run.stderr
    for model, line in zip(models, told, strict=True):
        assert line.startswith(f"SIKK_MODEL '{model}': the model cannot be loaded")


REFUSING = """
import sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise SystemExit(f"asked the network: {arguments}")
sys.addaudithook(refuse)
from search_service.wiring import load_encoder
model = load_encoder(sys.argv[1] if len(sys.argv) > 1 else None)
print(len(model.encode(["Küla"], "query")[0].vector))
"""


@pytest.mark.parametrize("folder", [False, True], ids=["the bundled model", "a folder"])
def test_a_model_on_disk_never_asks_a_hub(folder: bool) -> None:
    arguments = [build.require()] if folder else []
    run = run_python(REFUSING, *arguments)
    assert run.stdout.strip() == "384", run.stderr
    assert "asked the network" not in run.stderr
