"""Counting cells and summing up two readings of them."""

import pytest

from corpus.errors import BadInput
from evals.answers.judged_cells import (
    ReadCell,
    _every_nth,
    agreement,
    read_judged,
    write_cells,
)

HEAD = "document_id\ttitle\tfield\tquote\tfirst\tsecond\n"


def judged(tmp_path, *pairs):
    file = tmp_path / "judged.tsv"
    rows = [f"d{n}\tT\tmoney\tq{n}\t{a}\t{b}\n" for n, (a, b) in enumerate(pairs)]
    file.write_text(HEAD + "".join(rows), encoding="utf-8")
    return file


def test_two_readings_are_summed_up(tmp_path):
    pairs = [("right", "right")] * 8 + [("right", "wrong"), ("wrong", "wrong")]
    found = agreement(read_judged(judged(tmp_path, *pairs)))
    assert (found.cells, found.first, found.second) == (10, 0.9, 0.8)
    assert (found.both, found.agree) == (0.8, 0.9)
    # Cohen: chance = .9 * .8 + .1 * .2 = .74
    assert found.kappa == pytest.approx((0.9 - 0.74) / (1 - 0.74))
    assert found.by_field == {"money": (10, 9, 8)}


def test_no_cells_are_no_agreement_and_no_fault():
    assert agreement([]).cells == 0


def test_a_cell_without_a_verdict_is_named(tmp_path):
    with pytest.raises(BadInput, match="line 3: 'second'"):
        read_judged(judged(tmp_path, ("right", "right"), ("right", "")))
    with pytest.raises(BadInput, match="cannot be read"):
        read_judged(tmp_path / "nowhere.tsv")


def test_cells_are_written_for_a_reader_and_read_again(tmp_path):
    file = tmp_path / "cells.tsv"
    cell = ReadCell("d", 'A "title"', "money", 'It says "EUR 5"\tand more.')
    write_cells([cell], file)
    text = file.read_text(encoding="utf-8")
    assert text.endswith("\t\t\n")  # two columns to fill in
    file.write_text(text.removesuffix("\t\t\n") + "\tright\twrong\n", encoding="utf-8")
    (row,) = read_judged(file)
    assert row["quote"] == cell.quote and row["title"] == cell.title


def test_every_nth_is_evenly_spread():
    assert _every_nth(list("abcdefghij"), 5) == ["a", "c", "e", "g", "i"]
    assert _every_nth(["a"], 5) == ["a"]
    assert _every_nth([], 5) == []
