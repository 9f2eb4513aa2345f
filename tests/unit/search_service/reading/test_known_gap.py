"""Where nothing answers, the library's own word that it is not known is found, if it is about that."""

from dataclasses import replace

from reading_scene import hit, question

from search_service.reading.known_gap import gap_sentence
from search_service.reading.quote_finder import RankedQuotes, ReadQuestion
from search_service.reading.windows import windows

ASKED = question("Mis maksab aed?", ("maksab", 1.0), ("aed", 1.0))
SAID = ("See on üks väga ilus aed.", "Aia hind ei ole teada.", "Käijate arv ei ole teada.")


def found(words: list[list[float]], works: tuple[str, ...] = ()) -> RankedQuotes:
    asked = replace(ASKED, works=works)
    read = hit("aed", tokens=[[0.0] * 3] * 2, words=words, said=SAID)
    return RankedQuotes(ReadQuestion(asked, (read,), tuple(windows(asked, [read]))), (), (), 0.1)


def test_the_gap_that_is_asked_about() -> None:
    gap = gap_sentence(found([[0, 1, 0], [1, 1, 0]]))
    assert gap is not None and gap.window.text == SAID[1]


def test_another_gap_is_none() -> None:
    assert gap_sentence(found([[0, 0, 0], [1, 0, 0]])) is None


def test_a_gap_of_a_work_that_is_not_asked_about_is_none() -> None:
    assert gap_sentence(found([[0, 1, 0], [1, 1, 0]], works=("park",))) is None
    assert gap_sentence(found([[0, 1, 0], [1, 1, 0]], works=("aed",))) is not None
