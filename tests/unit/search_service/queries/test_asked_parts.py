"""A question that asks for two things is taken apart where the second begins."""

import pytest

from search_service.queries.asked_parts import asked_parts


@pytest.mark.parametrize(
    ("question", "lang", "parts"),
    [
        ("Kes maksab ja mis aastast?", "et", ("Kes maksab", "mis aastast?")),
        (
            "Kuidas see käib, kes maksab ning kui kaua?",
            "et",
            ("Kuidas see käib, kes maksab", "kui kaua?"),
        ),
        (
            "Who founded it, and for how long does it run?",
            "en",
            ("Who founded it", "for how long does it run?"),
        ),
        ("What is a pact and who signs it?", "en", ("What is a pact", "who signs it?")),
        ("Kes aitab vanu ja üksildasi?", "et", ()),
        ("Which schemes help men and women who live alone?", "en", ()),
        ("Kus on vabatahtlikud, kes aitavad keelt harjutada?", "et", ()),
        ("ja kuidas?", "et", ()),
    ],
)
def test_a_further_part_begins_where_what_follows_asks(
    question: str, lang: str, parts: tuple[str, ...]
) -> None:
    assert asked_parts(question, lang) == parts
