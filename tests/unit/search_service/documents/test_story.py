"""A practice by its sections, and what its results come to."""

import pytest
from making import make

from search_service.documents.document_text import Paragraph, blocks
from search_service.documents.story import by_section, items, outcome
from search_service.words.marking import segments

TEXT = "Results\n\n• In 2015 there were 10 visits.\n• Visits had no effect on loneliness."


@pytest.mark.parametrize(
    ("texts", "direction", "quote"),
    [
        ([TEXT], "null", "Visits had no effect on loneliness."),
        (["Results\n\nMany came. In 2016 some 40 came."], "reported", "In 2016 some 40 came."),
        (["Results\n\nMany came."], "reported", "Many came."),
        (["The need\n\nVisits had no effect on loneliness."], "unsaid", ""),
        (["What it is\n\nA visit.", "Results", "Some 40 came."], "reported", "Some 40 came."),
        (["Tulemused\n\nKatse ei vähendanud korduvkuritegevust."], "null", None),
        (["Results\n\nWhat is not known\n\nIt had no effect."], "unsaid", ""),
        ([], "unsaid", ""),
    ],
)
def test_an_outcome_is_told_by_the_results_section(
    texts: list[str], direction: str, quote: str | None
) -> None:
    found = outcome(make("visits", texts, lang="en").passages)
    assert found.direction == direction
    assert quote is None or found.quote == quote


def test_sections_are_told_apart() -> None:
    made = make("visits", ["Visits\n\nWhat it is\n\nA visit.\n\n" + TEXT], lang="en")
    found = by_section(blocks(*made))
    assert [(each.role, each.heading, len(each.paragraphs)) for each in found] == [
        ("what", "What it is", 1),
        ("results", "Results", 1),
    ]


@pytest.mark.parametrize(
    ("text", "dates", "said"),
    [
        ("• In 2015 it began.\n• It grew.", ["2015", ""], ["In 2015 it began.", "It grew."]),
        ("• Mais 2014 alustati.", ["Mais 2014"], ["Mais 2014 alustati."]),
        ("• 2015. aastal alustati.", ["2015"], ["2015. aastal alustati."]),
        ("It began in 2015.", [], []),
        ("• One.\nNot an item.", [], []),
    ],
)
def test_lists_are_read_as_items(text: str, dates: list[str], said: list[str]) -> None:
    found = items(Paragraph(0, segments(text, []), [], 0))
    assert [each.when for each in found] == dates
    assert ["".join(s.text for s in each.segments) for each in found] == said


def test_a_footnote_stays_with_its_item() -> None:
    paragraph = Paragraph(0, segments("• One.\n• Two.", [], [(6, 3)]), [], 0)
    assert [[s.note for s in each.segments if s.note] for each in items(paragraph)] == [[3], []]
