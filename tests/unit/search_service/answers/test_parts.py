"""Quotes are chosen together: each thing asked has one, and nothing is said twice."""

from dataclasses import replace

import numpy as np
from reading_scene import hit, question

from search_service.answers.parts import choose, told
from search_service.reading.evidence import Ranked
from search_service.reading.quote_finder import RankedQuotes, ReadQuestion, best_of_works
from search_service.reading.windows import Window, windows

ASKED = question("Mitu õppijat ja kes maksab?", ("õppijat", 1.0), ("maksab", 1.0))


def found(
    scores: list[list[float]], words: list[list[list[float]]], works: tuple[str, ...] = ()
) -> RankedQuotes:
    """One passage a work; of each sentence its score and the words that it has."""
    asked = replace(ASKED, works=works)
    read = [
        hit(f"w{n}", tokens=[[0.5] * len(own)] * 2, words=words[n]) for n, own in enumerate(scores)
    ]
    every: list[Window] = [w for w in windows(asked, read) if w.first == w.last]
    ranked = sorted(
        (Ranked(w, scores[int(w.read.hit.document.id[1:])][w.first]) for w in every),
        key=lambda each: -each.score,
    )
    reading = ReadQuestion(asked, tuple(read), tuple(every))
    return RankedQuotes(reading, tuple(ranked), best_of_works(ranked), 0.9)


def places(quotes: RankedQuotes) -> list[tuple[str, int]]:
    return [(q.window.read.hit.document.id, q.window.first) for q in choose(quotes)]


def test_the_unsaid_half_is_looked_for_in_the_same_work_too() -> None:
    one = found([[3.0, 2.0]], [[[1, 0], [0, 1]]])
    assert places(one) == [("w0", 0), ("w0", 1)]


def test_another_place_of_the_same_work_is_shown_where_it_is_nearly_as_good() -> None:
    assert places(found([[3.0, 2.9]], [[[1, 1], [0, 0]]])) == [("w0", 0), ("w0", 1)]
    assert places(found([[3.0, -1.5]], [[[1, 1], [0, 0]]])) == [("w0", 0)]


def test_what_adds_goes_before_what_is_a_little_better() -> None:
    two = found([[3.0], [2.5], [2.4]], [[[1], [0]], [[1], [0]], [[0], [1]]])
    assert places(two) == [("w0", 0), ("w2", 0), ("w1", 0)]


def test_each_named_work_has_a_quote() -> None:
    named = found([[3.0], [2.9], [-1.0]], [[[1], [1]]] * 3, works=("w0", "w2"))
    assert places(named)[:2] == [("w0", 0), ("w2", 0)]
    assert [part.text for part in told(named.reading.question, [])] == ["w0", "w2"]


def test_what_answers_a_part_goes_before_what_is_better_and_may_be_further_below() -> None:
    quotes = found([[3.0, 2.5, -1.5]], [[[1, 1, 1], [1, 1, 1]]])
    rows = np.array([[0.9, 0.0, 0.0]], np.float32), np.array([[0.0, 0.0, 0.8]], np.float32)
    read = quotes.reading.read[0]
    asked_apart = replace(read, alike=read.alike._replace(parts=rows))
    every = [Ranked(q.window._replace(read=asked_apart), q.score) for q in quotes.windows]
    apart = replace(quotes, windows=tuple(every))
    assert places(quotes) == [("w0", 0), ("w0", 1)]
    assert places(apart) == [("w0", 0), ("w0", 2), ("w0", 1)]
