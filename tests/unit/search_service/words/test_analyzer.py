"""The lexical leg: Estonian words as Estonians know them, and weights that are BM25's."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.words.analyzer import (
    AVERAGE_TERMS,
    FORM,
    K1,
    PART,
    Analyzer,
    B,
    SparseVector,
    expanded,
    merged,
    term_id,
)


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer()


@pytest.mark.parametrize(
    ("text", "lang", "terms"),
    [
        ("loometalgutel", "et", ["loometalgud", "loome", "talgud"]),
        ("Toidupangad", "et", ["toidupank", "toidu", "pank"]),
        ("co-creation camps", "en", ["co", "creation", "camp"]),
        ("children's villages", "en", ["child", "s", "village"]),
        ("1216¹ m²", "en", ["1216", "m²"]),
        ("4,5 miljonit 2018.", "et", ["4.5", "miljon", "2018"]),
        ("20 000 eurot", "et", ["20000", "euro"]),
        ("1,250,000 people", "en", ["1250000", "people"]),
        ("$100 and $1000", "en", ["100", "and", "1000"]),
        ("2018 120 inimest", "et", ["2018", "120", "inimene"]),
        ("Kinder", "de", ["kind"]),
        ("", "et", []),
        ("„—” …", "et", []),
    ],
)
def test_terms(analyzer: Analyzer, text: str, lang: str, terms: list[str]) -> None:
    assert analyzer.terms(text, lang) == terms


@pytest.mark.parametrize(
    ("query", "passage"),
    [
        ("talgud", "Vunki mano! loometalgutel osales 120 inimest."),
        ("loometalgud", "Talgutele tuldi kogu maakonnast."),
        ("hoolekandeteenus", "Teenuste hinnad tõusid."),
        ("ÕPPEREISIL", "Õppereis toimus mais."),
    ],
)
def test_compounds_meet_their_parts_in_any_form(
    analyzer: Analyzer, query: str, passage: str
) -> None:
    assert set(analyzer.terms(query, "et")) & set(analyzer.terms(passage, "et"))


def test_a_word_too_long_to_be_one_is_left_out(analyzer: Analyzer) -> None:
    assert analyzer.terms("a" * 65 + " talgud", "et") == analyzer.terms("talgud", "et")


def test_a_passages_weights_are_those_of_bm25(analyzer: Analyzer) -> None:
    text = "camp village camp school camp " * 9
    counts = Counter(analyzer.terms(text, "en"))
    length = sum(counts.values())

    vector = analyzer.passage_vector(text, "en")

    norm = K1 * (1 - B + B * length / AVERAGE_TERMS)
    forms = Counter(f"={word}" for word in text.split())
    every = counts + forms
    wanted = {term_id(t): n * (K1 + 1) / (n + norm) for t, n in every.items()}
    assert dict(zip(*vector, strict=True)) == pytest.approx(wanted)
    assert counts["camp"] == 27


@given(st.text())
def test_vectors_are_in_order_and_without_doubles(text: str) -> None:
    vector = Analyzer().passage_vector(text, "en")
    assert vector.indices == sorted(set(vector.indices))
    assert len(vector.values) == len(vector.indices)
    assert all(0 < value < K1 + 1 for value in vector.values)


def test_adding_a_document_changes_no_others_weights(analyzer: Analyzer) -> None:
    before = analyzer.passage_vector("Üks küla ja teine küla.", "et")
    analyzer.passage_vector("Kolmas küla. " * 500, "et")
    assert analyzer.passage_vector("Üks küla ja teine küla.", "et") == before


def test_a_query_weighs_words_their_parts_and_their_forms(analyzer: Analyzer) -> None:
    found = analyzer.query_vector("loometalgutel Loometalgutel", "et")
    assert dict(zip(*found, strict=True)) == {
        term_id("loometalgud"): 1.0,
        term_id("loome"): PART,
        term_id("talgud"): PART,
        term_id("=loometalgutel"): FORM,
    }
    both = analyzer.query_vector("loometalgud ja talgud", "et")
    assert dict(zip(*both, strict=True))[term_id("talgud")] == 1.0


@pytest.mark.parametrize(
    ("query", "nearer", "farther"),
    [
        ("$100", "It cost $100.", "It cost $1000."),
        ("20 000 eurot", "Toetus oli 20 000 eurot.", "Toetus oli 20 eurot ja 000."),
        ("camps", "Three camps.", "One camp."),
    ],
)
def test_numbers_and_exact_forms_are_honoured(
    analyzer: Analyzer, query: str, nearer: str, farther: str
) -> None:
    lang = "et" if "eurot" in query else "en"
    asked = dict(zip(*analyzer.query_vector(query, lang), strict=True))
    scores = [
        sum(
            asked.get(t, 0.0) * w for t, w in zip(*analyzer.passage_vector(text, lang), strict=True)
        )
        for text in (nearer, farther)
    ]
    assert scores[0] > scores[1]


def test_translations_come_with_their_probability() -> None:
    query = SparseVector([1, 5], [1.0, 1.0])
    known = {1: [(7, 0.6), (3, 0.2)], 5: [(7, 0.4), (1, 0.9)]}
    found = expanded(query, lambda term: known.get(term, []))
    assert found.indices == [1, 3, 5, 7]
    assert found.values == pytest.approx([1.0, 0.2, 1.0, 0.6])
    assert expanded(query, lambda _: []) == query


def test_merging_keeps_the_greater_weight() -> None:
    found = merged(SparseVector([1, 5], [1.0, 0.2]), SparseVector([2, 5], [1.0, 1.0]), 0.7)
    assert found.indices == [1, 2, 5]
    assert found.values == pytest.approx([1.0, 0.7, 0.7])


@pytest.mark.parametrize("lang", ["et", "en"])
@pytest.mark.parametrize(
    "word", ["x" * 65, "õ" * 2_000, "_", "__init__", "my_file_v2.pdf", "++", "1_000", "²", "👪"]
)
def test_each_word_has_a_lemma_whatever_it_is(analyzer: Analyzer, word: str, lang: str) -> None:
    assert len(analyzer.lemmas([word], lang)) == 1
    analyzer.passage_vector(word, lang)
    analyzer.query_vector(word, lang)
    analyzer.knows(word, lang)
