"""The answerer: what it quotes is there, character for character; else it says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import WordEncoder, make

from search_service.answerer import Answerer
from search_service.answers import Answer
from search_service.lexical import Analyzer
from search_service.representation import Representation
from search_service.searcher import SearchHit, SearchResult

REPRESENTATION = Representation(WordEncoder(), Analyzer())


def ask(question: str, *passages: tuple[str, str], bar: float = 0.2, **fields: object) -> Answer:
    """Asks over passages of (document, text), best first."""
    hits = []
    for rank, (name, text) in enumerate(passages, start=1):
        made = make(name, [text], **{"title": name, "lang": "en"} | fields)
        hits.append(SearchHit(rank, 1 / rank, made.passages[0], made.document))
    return Answerer(REPRESENTATION, bar).answer(SearchResult(question, "en", tuple(hits), 1.0))


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for claim in answer.claims for citation in claim.citations]


def test_the_sentence_that_fits_is_quoted() -> None:
    text = "The weather was fine that day. The village camp had forty guests. They went home."
    answer = ask("How many guests had the village camp?", ("camps", text))
    assert quotes(answer) == ["The village camp had forty guests."]
    assert answer.answered and answer.reason == ""
    assert answer.text == answer.claims[0].text == quotes(answer)[0]


def test_one_quote_a_work_and_three_in_all() -> None:
    passages = [
        (f"work{n % 5}", f"The village camp number {n} had forty guests in all.") for n in range(8)
    ]
    answer = ask("village camp guests forty", *passages)
    owners = [claim.citations[0].hit.document.id for claim in answer.claims]
    assert len(owners) == len(set(owners)) == 3


def test_a_translation_is_the_same_work() -> None:
    text = "The village camp had forty guests."
    answer = ask("village camp guests", ("w", text), ("w.en", text), translation_of="original")
    assert len(answer.claims) == 1


def test_below_the_bar_nothing_is_quoted_and_the_nearest_are_named() -> None:
    answer = ask("village camp", ("bread", "Flour, salt and two eggs are mixed."), bar=0.9)
    assert not answer.answered
    assert quotes(answer) == []
    assert "bread" in answer.reason
    assert answer.text == answer.reason


def test_without_passages_there_is_no_evidence() -> None:
    answer = ask("village camp")
    assert not answer.answered and answer.reason


def test_a_heading_is_no_answer() -> None:
    answer = ask("village camp", ("camps", "Village camp"))
    assert not answer.answered and answer.reason


NASTY = st.text(
    st.sampled_from("Village camp. Õun?! „tsitaat”\n\t 20. sajand 🙂 …nt. (a) e\u0301ﬃ\u00ad\u2028")
)


@given(st.lists(NASTY, min_size=1, max_size=4), st.floats(-1, 0.5))
def test_every_quote_is_the_source_between_its_offsets(texts: list[str], bar: float) -> None:
    answer = ask("village camp õun", *((f"d{n}", text) for n, text in enumerate(texts)), bar=bar)
    for claim in answer.claims:
        assert claim.text == claim.citations[0].quote
        for citation in claim.citations:
            text = citation.hit.passage.text
            assert citation.quote == text[citation.start : citation.end] != ""
            assert citation.quote in texts[int(citation.hit.document.id[1:])]


@pytest.mark.parametrize("question", ["küla", "?", "x" * 2000])
def test_any_question_is_answered_or_not(question: str) -> None:
    answer = ask(question, ("camps", "The village camp had forty guests in the year 2018."))
    assert answer.answered or answer.reason
