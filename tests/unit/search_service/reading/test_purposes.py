"""What a question is for is told from its words; the shipped file says where it comes from."""

import json

import pytest

from search_service.queries.query_language import language_of
from search_service.reading.purposes import FILE, PURPOSES, cues, purposes
from search_service.words.analyzer import Analyzer

ANALYZER = Analyzer()


def told(question: str) -> dict[str, float]:
    return purposes(question, ANALYZER.terms(question, language_of(question)))


@pytest.mark.parametrize(
    ("question", "purpose"),
    [
        ("Kui palju see maksab ja kes rahastab?", "money"),
        ("Who pays for the service and how much?", "money"),
        ("Milliseid näiteid on noorte toetamisest mujal?", "list"),
        ("Which countries have tried time banks?", "list"),
        ("Mis on ajapank?", "definition"),
        ("What is a social impact bond?", "definition"),
        ("Mida näitas hindamine?", "results"),
        ("What results did the evaluation find?", "results"),
    ],
)
def test_plain_questions(question: str, purpose: str) -> None:
    shares = told(question)
    assert max(shares, key=lambda name: shares[name]) == purpose
    assert sum(shares.values()) == pytest.approx(1)


def test_marks_capitals_and_figures_are_no_cues_of_their_own() -> None:
    assert cues("Mitu ÕPPIJAT 2024?", ["õppija"]) == {
        "^", "mitu", "oppijat", "0", "?", "^ mitu", "mitu oppijat", "oppijat 0", "0 ?", "~oppija",
    }  # fmt: skip


def test_a_question_without_known_cues_is_for_anything() -> None:
    assert set(purposes("xyzzy", [])) == set(PURPOSES)


def test_the_file_tells_its_command() -> None:
    assert json.loads(FILE.read_text("utf-8"))["stamp"]["command"] == "sikk eval fit-purposes"
