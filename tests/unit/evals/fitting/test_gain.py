"""The gain: what a model loses across languages is made up for, and no more."""

from pathlib import Path

import numpy as np
import pytest
from making import WordEncoder

from evals.fitting import gain
from evals.fitting.gain import Cloze
from evals.sets.parallel import TextPair
from search_service.encoding.representation import Representation
from search_service.index.edge import EdgeIndex
from search_service.index.port import LEXICAL, IndexQuery, Leg, Point
from search_service.words.analyzer import Analyzer


def _task(loss: float, queries: int = 60) -> gain._Task:
    """Right passages score 1 in the query's language and 1 / loss across; wrong ones any part."""
    random = np.random.default_rng(1)
    across = np.arange(queries) % 2 == 1
    scores = random.uniform(0, 0.9, (queries, queries)) + np.diag(np.full(queries, 0.3))
    return gain._Task(np.where(across, scores / loss, scores).astype(np.float32), across)


@pytest.mark.parametrize("loss", [1.0, 1.3, 1.6])
def test_a_gain_that_undoes_the_loss_ranks_best(loss: float) -> None:
    task = _task(loss)
    assert max((1.0, 1.3, 1.6), key=lambda by: gain._quality([task], by)) == loss


def test_a_sentence_is_taken_out_of_both_languages() -> None:
    passage = TextPair(
        " ".join(f"Siin on selle teksti {n}. lause, mis on pikk." for n in "ABCD"),
        " ".join(f"Here is sentence {n} of this text, a long one." for n in "ABCD"),
    )
    cloze = gain._cloze(passage, np.random.default_rng(0))
    assert isinstance(cloze, Cloze)
    for lang in ("et", "en"):
        asked, rest = getattr(cloze.sentence, lang), getattr(cloze.rest, lang)
        assert asked in getattr(passage, lang) and asked not in rest
    number = cloze.sentence.en.split()[3]
    assert f"teksti {number}." in cloze.sentence.et, "the same sentence in both"


def test_passages_that_do_not_match_are_left_to_the_dictionary() -> None:
    odd = TextPair("Üks lause. Teine lause.", "Only one sentence.")
    taken, rest = gain._held_out([odd])
    assert (taken, rest) == ([], [odd])


def test_the_lexical_leg_is_the_engines(tmp_path: Path) -> None:
    """The same vectors score the same in the index that the product asks."""
    words = WordEncoder()
    representation = Representation(words, Analyzer())
    texts = ["Külas peeti talgud.", "Talgud külas, talgud linnas.", "Kool.", "Linna kool ja küla."]
    passages = representation.passages(texts, ["et"] * len(texts))
    query = representation.query("Kus on talgud ja kool?", "et")
    index = EdgeIndex.open(tmp_path / "index", words.dimensions)
    index.upsert([Point(f"p~{n}", each, {"version": "p@1"}) for n, each in enumerate(passages)])
    index.settle()
    found = index.query(IndexQuery([Leg(LEXICAL, query.lexical)], len(texts)))
    index.close()

    (scores,) = gain._bm25([query.lexical], [each.lexical for each in passages])

    assert len(found) > 2
    told = dict(found)
    assert scores == pytest.approx([told.get(f"p~{n}", 0.0) for n in range(len(texts))])
