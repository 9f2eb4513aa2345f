"""Passages: exact stretches of the text, of the right size, with section, pages and language."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.documents import PAGE_BREAK, Page
from ingest.cutting.passages import LONGEST, SHORTEST, passages, split
from ingest.readers.raw import SectionHeading
from ingest.readers.table_rows import rows

SENTENCE = "Kogukond aitab noori, kes ei õpi ega tööta, ja leiab neile koha. "
ENGLISH = "The community helps young people who neither study nor work to find a place. "
WORDS = st.lists(st.sampled_from(["sõna", "Lause.", "\n", "\n\n", "x" * 300, "õ"]), max_size=300)


def page(text: str, number: int | None = None) -> Page:
    return Page(number, None if number is None else f"lk{number}", text)


@given(WORDS.map(" ".join))
@settings(deadline=None)
def test_split_keeps_every_letter_within_the_size(text: str) -> None:
    found = split(text)
    assert all(0 <= a < b <= len(text) and b - a <= LONGEST for a, b in found)
    assert all(b <= c for (_, b), (c, _) in pairwise(found))
    assert "".join("".join(text[a:b].split()) for a, b in found) == "".join(text.split())


def test_split_cuts_between_sentences() -> None:
    text = (SENTENCE * 60).strip()
    found = split(text)
    assert all(700 <= b - a <= LONGEST for a, b in found)
    assert all(text[a:b].startswith("Kogukond") and text[b - 1] == "." for a, b in found)


@pytest.mark.parametrize("words", [1, 8, 60])
def test_a_long_table_is_cut_between_rows_that_know_their_heads(words: int) -> None:
    grid = [["Vald", "Teenus", "2023"]]
    grid += [[f"Vald {n}", "koduhooldus " * words, str(7 * n)] for n in range(60)]
    text = "Tabel näitab teenuseid.\n\n" + "\n".join(rows(grid))
    found = [text[a:b].split("\n") for a, b in split(text)]
    assert len(found) > 1
    assert [line for lines in found for line in lines] == text.split("\n")
    for lines in found:
        assert lines[-1].startswith("Vald: Vald ") and "; 2023: " in lines[-1]


def test_a_short_tail_joins_the_piece_before_it() -> None:
    text = SENTENCE * 15 + "\n\n" + SENTENCE * 8 + "\n\n" + "Lõpp."
    assert all(b - a >= SHORTEST for a, b in split(text))


def test_blank_text_has_no_passages() -> None:
    assert split(" \n ") == []
    assert passages("a", "et", [page("")], []) == []


@given(st.lists(WORDS.map(" ".join).map(str.strip), min_size=1, max_size=5))
@settings(max_examples=50)
def test_offsets_and_spans_are_exact(texts: list[str]) -> None:
    pages = [page(text, number) for number, text in enumerate(texts, start=1)]
    text = PAGE_BREAK.join(texts)
    for passage in passages("a", "et", pages, []):
        assert text[passage.start : passage.end] == passage.text
        pieces = [pages[s.page_index].text[s.start : s.end] for s in passage.spans]
        assert "".join("".join(pieces).split()) == "".join(passage.text.split())
        assert passage.page == passage.spans[0].page_index + 1


def test_sections_are_heading_paths() -> None:
    text = f"Töö\n\n{SENTENCE * 5}\n\nNoored\n\n{SENTENCE * 5}\n\nRaha\n\n{SENTENCE * 5}"
    at = [text.index(word) for word in ("Töö", "Noored", "Raha")]
    headings = [
        SectionHeading(0, a, b, c)
        for a, b, c in zip(at, (1, 2, 1), ("Töö", "Noored", "Raha"), strict=True)
    ]
    made = passages("a", "et", [page(text)], headings)
    assert [each.section for each in made] == ["Töö", "Töö › Noored", "Raha"]
    assert [each.text.split("\n")[0] for each in made] == ["Töö", "Noored", "Raha"]


def test_a_lone_heading_goes_with_its_first_section() -> None:
    text = f"{SENTENCE * 5}\n\nOsa\n\nAlguses\n\n{SENTENCE * 5}"
    headings = [
        SectionHeading(0, text.index("Osa"), 1, "Osa"),
        SectionHeading(0, text.index("Alg"), 2, "Alguses"),
    ]
    made = passages("a", "et", [page(text)], headings)
    assert [each.section for each in made] == ["", "Osa › Alguses"]
    assert made[1].text.startswith("Osa\n\nAlguses\n\n")


def test_a_sentence_over_a_page_break_is_not_cut_there() -> None:
    first = SENTENCE * 12 + "Leping sõlmiti kaheks aastaks ja selle"
    made = passages("a", "et", [page(first, 1), page("raha tuli riigilt. " + SENTENCE * 12, 2)], [])
    over = next(each for each in made if len(each.spans) == 2)
    assert "ja selle\n\nraha tuli riigilt." in over.text
    assert (over.page, over.page_label) == (1, "lk1")


def test_language_is_told_per_passage_and_short_ones_follow_the_document() -> None:
    pages = [page(SENTENCE * 14, 1), page(ENGLISH * 14, 2)]
    made = passages("a", "et", pages, [SectionHeading(1, 0, 1, "The community")])
    assert [each.lang for each in made] == ["et", "en"]
    assert passages("a", "et", [page(ENGLISH)], [])[0].lang == "et"


def test_equal_passages_have_their_own_ids() -> None:
    text = SENTENCE * 10
    pages = [page(text.strip(), 1), page(text.strip(), 2), page(text.strip(), 3)]
    headings = [SectionHeading(number, 0, 1, "Kogukond") for number in range(3)]
    made = passages("a", "et", pages, headings)
    assert made[0].text == made[1].text == made[2].text
    assert [each.id.removeprefix(made[0].id) for each in made] == ["", ".1", ".2"]
    assert [each.ordinal for each in made] == [0, 1, 2]


def test_ids_do_not_change_when_other_passages_do() -> None:
    before = passages("a", "et", [page(SENTENCE * 10, 1), page(ENGLISH * 10, 2)], [])
    heading = [SectionHeading(1, 0, 1, "The")]
    kept = passages("a", "et", [page("Uus algus. " * 40, 1), page(ENGLISH * 10, 2)], heading)
    assert before[-1].id == kept[-1].id or before[-1].text != kept[-1].text
