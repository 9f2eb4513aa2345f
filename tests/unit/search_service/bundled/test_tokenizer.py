"""Known answers over a vocabulary of a dozen pieces, whatever a text is made of."""

from math import log
from pathlib import Path

import pytest

from search_service.bundled.tokenizer import Split, Tokenizer, write

SPECIAL = ("<s>", "</s>", "<unk>")
LIKELY = {
    "▁": 0.01,
    "▁küla": 0.2,
    "▁kül": 0.05,
    "a": 0.02,
    "kool": 0.1,
    "ko": 0.05,
    "ol": 0.05,
    "kokool": 0.0001,
    "▁fi": 0.1,
    "é": 0.1,
    ".": 0.1,
    "1": 0.1,
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    scored = [*((mark, 0.0) for mark in SPECIAL), *((p, log(x)) for p, x in LIKELY.items())]
    path = tmp_path / "pieces.npz"
    write(path, scored, {mark: i for i, mark in enumerate(SPECIAL)}, "\x07", "\u200b▁")
    return path


@pytest.fixture
def tokenizer(file: Path) -> Tokenizer:
    return Tokenizer.read(file)


def told(tokenizer: Tokenizer, text: str) -> list[tuple[str, tuple[int, int]]]:
    names = [*SPECIAL, *LIKELY]
    found = tokenizer.split(text)
    return [(names[i], span) for i, span in zip(found.ids, found.spans, strict=True)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("  \n", []),
        ("küla", [("▁küla", (0, 4))]),
        ("  küla\nküla", [("▁küla", (2, 6)), ("▁küla", (7, 11))]),
        ("külakool", [("▁küla", (0, 4)), ("kool", (4, 8))]),
        ("a", [("▁", (0, 1)), ("a", (0, 1))]),
        # What is unknown is one piece, however long.
        ("küla漢字", [("▁küla", (0, 4)), ("<unk>", (4, 6))]),
        # Special pieces count where they are written out, and end a word.
        ("küla<s>küla", [("▁küla", (0, 4)), ("<s>", (4, 7)), ("▁küla", (7, 11))]),
        # Spelt otherwise: a ligature, a letter with a mark of its own, the mark of a word's start.
        ("ﬁ", [("▁fi", (0, 1))]),
        ("ﬁe\u0301", [("▁fi", (0, 1)), ("é", (1, 2))]),
        ("ku\u0308la", [("▁küla", (0, 5))]),
        ("▁küla", [("▁küla", (1, 5))]),
        ("kü\x07la", [("▁küla", (0, 5))]),
        ("küla\u200bküla", [("▁küla", (0, 4)), ("▁küla", (5, 9))]),
        ("\u2026", [("▁", (0, 1)), (".", (0, 1)), (".", (0, 1)), (".", (0, 1))]),
    ],
)
def test_known_answers(tokenizer, text, pieces):
    assert told(tokenizer, text) == pieces


def test_the_likeliest_way_wins_not_the_longest_piece(tokenizer):
    assert [name for name, _ in told(tokenizer, "külakokool")] == ["▁küla", "ko", "kool"]


def test_a_text_is_cut_where_the_model_ends(tokenizer):
    whole = tokenizer.split("küla " * 5)
    assert whole.first(3) == Split(whole.ids[:3], whole.spans[:3])
    assert whole.first(9) == whole
