"""The answerer: what it quotes is there, character for character; else it says so."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from asked_corpus import ENCODER, Corpus, quotes
from making import make, make_answerer

from corpus.store.store import CorpusStore
from search_service.index.filters import Filters
from search_service.reading.quote_finder import QuoteFinder, Ranked, RankedQuotes
from search_service.search.hits import SearchHit, SearchResult


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    store = CorpusStore.in_folder(tmp_path)
    yield Corpus(store)
    store.close()


GUESTS = "The village camp had forty guests."


def test_the_sentence_that_fits_is_quoted_and_proved(corpus: Corpus) -> None:
    text = "The weather was fine that day. The village camp had forty guests. They went home."
    answer = corpus.ask("How many guests had the village camp?", ("camps", text))
    assert quotes(answer) == [GUESTS]
    assert answer.answered and answer.reason == ""
    assert answer.text == answer.claims[0].text == quotes(answer)[0]
    citation = answer.claims[0].citations[0]
    assert citation.proved and citation.page == 1
    assert answer.evidence is not None and answer.evidence.score >= answer.evidence.bar
    assert answer.searched is not None and answer.searched.documents == 1


def test_the_figure_asked_for_is_marked_in_the_quote(corpus: Corpus) -> None:
    text = "In 2019 the village camp had 40 guests and it rained."
    answer = corpus.ask("How many guests had the village camp?", ("camps", text))
    citation = answer.claims[0].citations[0]
    assert [citation.hit.passage.text[a:b] for a, b in citation.direct] == ["40"]


@pytest.mark.parametrize(
    ("question", "text", "lang", "marked"),
    [
        ("How many guests had the village camp?",
         "The village camp in 2013 had guests over 50 and was free.", "en", []),
        ("How many guests had the village camp?",
         "The village camp had 322 guests planned in all.", "en", []),
        ("How many guests had the village camp?",
         "The village camp cost EUR 900, with 60% of 40 guests from afar.", "en", ["40"]),
        ("How much did the village camp cost?",
         "The village camp cost EUR 900 in 2013 for 40 guests.", "en", ["EUR 900"]),
        ("How much did the village camp cost?",
         "The village camp cost little in 2013 for 40 guests.", "en", []),
        ("Mitu vabatahtlikku käis laagris?",
         "Laagris käis 2019. aastal 273 vabatahtlikku 678 inimese juures.", "et", ["273"]),
        ("Mitu vabatahtlikku käis laagris?",
         "3. Vabatahtlikku laagris tutvustatakse töötaja juures.", "et", []),
        ("Kui palju maksis laager?",
         "Laager maksis 2019. aastal 900 eurot ja tuli 40 inimest.", "et", ["900 eurot"]),
        ("Kui palju maksis laager?", "Laager maksis vähe, 60% tuli 2019. aastal.", "et", []),
    ],
)  # fmt: skip
def test_only_what_is_asked_for_is_marked(
    corpus: Corpus, question: str, text: str, lang: str, marked: list[str]
) -> None:
    answer = corpus.ask(question, ("camps", text), bar=0.0, lang=lang)
    found = [c for claim in answer.claims for c in claim.citations]
    assert len(found) == 1
    assert [found[0].hit.passage.text[a:b] for a, b in found[0].direct] == marked


def test_one_quote_a_work_and_three_in_all(corpus: Corpus) -> None:
    passages = [(f"work{n}", f"The village camp number {n} had forty guests.") for n in range(8)]
    answer = corpus.ask("village camp guests forty", *passages)
    owners = [claim.citations[0].hit.document.id for claim in answer.claims]
    assert len(owners) == len(set(owners)) == 3


def test_a_translation_is_the_same_work(corpus: Corpus) -> None:
    answer = corpus.ask(
        "village camp guests", ("w", GUESTS), ("w.en", GUESTS), translation_of="original"
    )
    assert len(answer.claims) == 1


def test_a_null_result_is_shown_although_three_say_otherwise(corpus: Corpus) -> None:
    passages = [(f"work{n}", f"Village camp {n} helped the guests a lot.") for n in range(4)]
    null = "One village camp had no effect on the way in which its guests lived afterwards."
    answer = corpus.ask("village camp guests", *passages, ("null", null))
    assert [claim.null_result for claim in answer.claims] == [False, False, False, True]
    assert quotes(answer)[-1] == null
    assert "no effect" in answer.note


def test_different_figures_of_different_documents_are_a_conflict(corpus: Corpus) -> None:
    answer = corpus.ask(
        "How many guests had the village camp?",
        ("old", "The village camp had 40 guests in all."),
        ("new", "The village camp had 55 guests in all."),
    )
    (conflict,) = answer.conflicts
    said = {c.hit.document.id: c.hit.passage.text[slice(*c.direct[0])] for c in conflict.citations}
    assert said == {"old": "40", "new": "55"}
    assert "different figures" in answer.note


def test_equal_figures_are_no_conflict(corpus: Corpus) -> None:
    same = "The village camp had 40 guests in all."
    answer = corpus.ask("How many guests had the village camp?", ("a", same), ("b", same))
    assert len(answer.claims) == 2 and answer.conflicts == ()


class _Stated(QuoteFinder):
    """Strengths that differ from the ranking, as they may."""

    strengths: ClassVar = {"first": 0.1, "second": 0.3, "third": 0.2}

    def probability(self, _found: RankedQuotes, ranked: Ranked) -> float:
        return self.strengths[ranked.window.read.hit.document.id]


def test_the_nearest_stand_by_the_strength_that_is_shown(corpus: Corpus) -> None:
    asked = "How many guests had the village camp?"
    told = ((name, GUESTS) for name in _Stated.strengths)
    answer = corpus.ask(asked, *told, bar=1.0, finder_class=_Stated)
    assert [near.hit.document.id for near in answer.nearest] == ["second", "third", "first"]


def test_below_the_bar_nothing_is_quoted_and_the_nearest_are_named(corpus: Corpus) -> None:
    flour = "Flour, salt and two eggs are mixed well."
    answer = corpus.ask("village camp", ("bread", flour), ("hidden", flour), status="draft")
    assert not answer.answered and quotes(answer) == []
    assert answer.searched is not None and answer.searched.documents == 0  # both are drafts
    corpus.ask("x", ("bread", flour))
    answer = corpus.ask("village camp", ("bread", flour), filters=Filters(lang=("en",)))
    assert answer.searched is not None and answer.searched.documents == 1
    assert [near.hit.document.id for near in answer.nearest] == ["bread"]
    assert "bread" in answer.reason and "1 document" in answer.reason
    assert "50 of 100" in answer.reason
    assert answer.text == answer.reason


def test_the_frame_is_in_the_language_of_the_question(corpus: Corpus) -> None:
    flour = ("bread", "Flour, salt and two eggs are mixed well.")
    answer = corpus.ask("külatalgud", flour, lang="et")
    assert answer.reason.startswith(
        "Selle kohta ei leitud teegist tõendeid. Otsiti kogu teegist: 1 dok"
    )


def test_without_passages_there_is_no_evidence(corpus: Corpus) -> None:
    answer = corpus.ask("village camp")
    assert not answer.answered and answer.reason and answer.nearest == ()


@pytest.mark.parametrize(
    "scrap",
    [
        "Village camp",
        "Why the village camp is a matter of its own",
        "How many guests had the village camp?",
        "Village camp | guests | 40",
        "Village camp .................... 12",
        "Village camp 2018 40 2019 55 2020 61 2021 70 2022.",
    ],
)
def test_headings_tables_and_questions_are_no_answer(corpus: Corpus, scrap: str) -> None:
    answer = corpus.ask("How many guests had the village camp?", ("camps", scrap))
    assert not answer.answered and answer.reason


def test_what_the_store_no_longer_holds_is_not_shown(corpus: Corpus) -> None:
    made = make("camps", [GUESTS], lang="en")
    corpus.store.add(*make("camps", ["The village camp had fifty guests."], lang="en"))
    hit = SearchHit(1, 1.0, made.passages[0], made.document)
    answerer = make_answerer(corpus.store, ENCODER)
    answer = answerer.answer(SearchResult("village camp guests", "en", (hit,), 1.0))
    assert not answer.answered


@pytest.mark.parametrize("question", ["küla", "?", "x" * 2000])
def test_any_question_is_answered_or_not(corpus: Corpus, question: str) -> None:
    answer = corpus.ask(question, ("camps", "The village camp had forty guests in the year 2018."))
    assert answer.answered or answer.reason
