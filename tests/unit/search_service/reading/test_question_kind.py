"""What a question expects, by its form."""

import pytest

from search_service.reading.question_kind import asks_one_fact, candidates, expected


@pytest.mark.parametrize(
    ("question", "kind", "one"),
    [
        ("Mitu õppijat osales 2024. aastal?", "count", True),
        ("Kui palju see maksis?", "money", True),
        ("How many homes were built?", "count", True),
        ("Kui kõrge on torn?", "number", True),
        ("Millal seadus jõustus?", "date", True),
        ("In what year did it begin?", "date", True),
        ("Kui kaua kursus kestab?", "duration", True),
        ("How long does it take?", "duration", True),
        ("Kes rahastas?", "person", True),
        ("Where was it tried?", "place", True),
        ("Miks see ebaõnnestus?", "reason", False),
        ("Kuidas kaasata elanikke?", "manner", False),
        ("What is interval care?", "meaning", False),
        ("Missuguseid dementsusküla näiteid on Euroopas?", "other", False),
        ("Mobile care service for remote farms", "other", False),
    ],
)
def test_the_first_cue_decides(question: str, kind: str, one: bool) -> None:
    assert expected(question) == kind
    assert asks_one_fact(question) is one


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Osales 827 õppijat.", "number", ["827"]),
        ("Maksis 106 272 eurot, umbes 37 miljonit krooni.", "number",
         ["106 272 eurot", "37 miljonit krooni"]),
        ("It cost EUR 2,670 and fell by 8.4%.", "number", ["EUR 2,670", "8.4%"]),
        ("Seadus jõustus 1. aprillil 2018.", "date", ["1. aprillil 2018"]),
        ("It began in 1998.", "date", ["1998."]),
        ("Kursus kestab 12 nädalat.", "duration", ["12 nädalat"]),
        ("Midagi muud.", "other", []),
    ],
)  # fmt: skip
def test_stretches_of_that_form_are_found(text: str, kind, found: list[str]) -> None:
    assert [text[a:b] for a, b in candidates(text, kind)] == found
