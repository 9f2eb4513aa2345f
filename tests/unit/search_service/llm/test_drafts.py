"""Reading a model's lines: the form asked for, what models make of it, and in pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.llm.drafts import Draft, Quoted, drafts


def read(text: str) -> list[Draft]:
    return list(drafts([text]))


@pytest.mark.parametrize(
    "line",
    [
        'It grew fast. [1] "It grew fast in 2020."',
        '- It grew fast. [1] "It grew fast in 2020."',
        "1. It grew fast. [1] “It grew fast in 2020.”",
        "* It grew fast. [1]: „It grew fast in 2020.“",
        'It grew fast. [1: "It grew fast in 2020."]',
        'It grew fast. (1) "It grew fast in 2020.".',
        'It grew fast.\n[1] "It grew fast in 2020."',
        "It grew fast. [1] «It grew fast in 2020.»\n\n",
    ],
)
def test_a_sentence_with_its_quote(line: str) -> None:
    assert read(line) == [Draft("It grew fast.", (Quoted(1, "It grew fast in 2020."),))]


def test_several_lines_and_several_quotes() -> None:
    text = 'A went up. [1] "A rose." [12] "A, too, rose."\nB fell. [2] "B sank."\n'
    assert read(text) == [
        Draft("A went up.", (Quoted(1, "A rose."), Quoted(12, "A, too, rose."))),
        Draft("B fell.", (Quoted(2, "B sank."),)),
    ]


def test_quotation_marks_inside_a_quote_stay() -> None:
    (draft,) = read('He agreed. [3] "He said "yes" at once"')
    assert draft.quotes == (Quoted(3, 'He said "yes" at once'),)


def test_a_number_without_words_is_no_quote() -> None:
    assert read("It grew fast [2].") == [Draft("It grew fast.", (), (2,))]


def test_words_behind_the_quote_are_not_lost_with_it() -> None:
    found = read('It grew. [1] "It grew." And costs fell by half.')
    assert all(draft.quotes == () for draft in found)
    assert "costs fell" in found[-1].text


def test_a_citation_proves_one_sentence_only() -> None:
    found = read('Costs fell by half. It grew. [1] "It grew."')
    assert found == [Draft("Costs fell by half."), Draft("It grew.", (Quoted(1, "It grew."),))]


def test_a_citation_before_any_sentence_is_nothing() -> None:
    assert read('[1] "It grew."') == []
    assert read("") == read(" \n\n ") == []


def test_a_line_without_end_is_cut() -> None:
    found = list(drafts("word " * 10 for _ in range(1000)))
    assert 1 < len(found) < 100
    assert all(len(draft.text) < 2_100 for draft in found)


def test_a_sentence_comes_before_the_model_has_finished() -> None:
    read_so_far = []

    def pieces():
        for piece in ('A rose. [1] "A', ' rose."\nB', ' fell. [1] "B fell."\n', "C"):
            read_so_far.append(piece)
            yield piece

    assert next(drafts(pieces())) == Draft("A rose.", (Quoted(1, "A rose."),))
    assert len(read_so_far) == 2  # the next line shows that nothing more belongs to the first


@given(st.lists(st.text('ab.[]1"\n “”', max_size=6)))
def test_pieces_make_no_difference(pieces: list[str]) -> None:
    assert list(drafts(pieces)) == read("".join(pieces))
