"""Works are known by their names, however these are inflected, misspelt or shortened."""

import pytest
from making import make

from search_service.documents.named_works import NamedWorks
from search_service.words.analyzer import Analyzer

DOCUMENTS = [
    make(
        "buurtzorg", title="Buurtzorg: care by neighbours", organisations=("Buurtzorg Nederland",)
    ),
    make("headspace-dk", title="headspace Denmark", country="DK"),
    make("headspace-au", title="headspace Australia", country="AU"),
    make("tzcld", title="Zero Long-Term Unemployment Territories (TZCLD)", country="FR"),
    make("elderlearn", title="Elderlearn"),
    make("kula", title="Maarja Küla: kodu intellektipuudega inimestele"),
]
NAMES = NamedWorks([made.document for made in DOCUMENTS], Analyzer())


@pytest.mark.parametrize(
    ("question", "works"),
    [
        ("Kes maksab Buurtzorgi eest?", ["buurtzorg"]),
        ("what did Elderlern cost", ["elderlearn"]),
        ("Elderlearni tulemused", ["elderlearn"]),
        ("How is TZCLD financed?", ["tzcld"]),
        ("Kes elab Maarja kulas?", ["kula"]),
        ("Who visits headspace in Denmark?", ["headspace-dk"]),
        ("Kodu puudega inimestele", []),
        ("What does care in the neighbourhood cost?", []),
        ("Mida tehakse Taanis?", []),
        ("", []),
    ],
)
def test_known_questions(question: str, works: list[str]) -> None:
    assert NAMES.of(question) == works


def test_who_names_too_many_names_none() -> None:
    assert NAMES.of("Buurtzorg, Elderlearn, TZCLD, headspace Denmark, Maarja küla") == []
