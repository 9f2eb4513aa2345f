"""Copies, versions and translations are proposed; what is linked or merely alike is not."""

import numpy as np
from making import make

from search_service.documents.duplicates import Duplicates, exact, near, translations

WORDS = [f"sõna{n}" for n in range(60)]
OTHERS = [f"muu{n}" for n in range(60)]


def test_the_same_words_are_an_exact_copy() -> None:
    found = exact({"a": WORDS, "b": OTHERS, "c": list(WORDS), "d": [], "e": []})
    assert [pair[:3] for pair in found] == [("exact", "a", "c")]


def test_a_version_shares_most_runs_of_words() -> None:
    version = [*WORDS[:45], *OTHERS[:15]]
    (pair,) = near({"a": WORDS, "b": OTHERS, "c": version})
    assert pair[:3] == ("near", "a", "c")
    assert pair.likeness == 43 / (58 + 58 - 43)


def test_short_texts_have_no_runs() -> None:
    assert near({"a": ["üks"], "b": ["üks"]}) == []


def _rows(*angles: float) -> np.ndarray:
    return np.array([[np.cos(a), np.sin(a)] for a in angles], np.float32)


def test_a_translation_s_passages_are_each_other_s_nearest() -> None:
    vectors = {"a": _rows(0, 1), "b": _rows(0.1, 1.1), "c": _rows(2.5, 3), "d": _rows(0.09, 1.09)}
    langs = {"a": "et", "b": "en", "c": "en", "d": "et"}
    found = translations(vectors, langs)
    assert {pair[1:3] for pair in found} == {("b", "d")}
    assert "translation_of=b" in found[0].proposal


def test_no_documents_have_no_pairs() -> None:
    assert translations({}, {}) == []


def test_what_the_catalogue_links_is_left_out() -> None:
    text = [" ".join(WORDS)]
    made = [make("a", text), make("b", text), make("c", text, translation_of="a")]
    found = Duplicates(
        [each.document for each in made],
        {each.document.id: each.passages for each in made},
        {each.document.id: _rows(0) for each in made},
    ).pairs()
    assert [pair[:3] for pair in found] == [("exact", "a", "b"), ("exact", "b", "c")]
