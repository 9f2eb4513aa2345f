"""Text normalising: one form for every part, and doing it twice changes nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import normalising


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("eﬀekt\u00ad\u200b e\u0301", "effekt é"),
        ("o\u0303un", "õun"),
        ("a\r\nb\rc\u2028d\fe", "a\nb\nc\nd\ne"),
        ("  üks\t\u00a0 kaks  \n  kolm ", "üks kaks\nkolm"),
        ("\ufeffalgus\x00\x07\x85lõpp", "alguslõpp"),
        ("osales \u202e612\u202c \u2067ja\u2069 \u200elõpp\u061c", "osales 612 ja lõpp"),
        ("a\U000e0041\U000e007f\u2060\u180e\u034fb\u2029c", "ab\nc"),
        ("1216¹ m² § 54³", "1216¹ m² § 54³"),
        ("", ""),
    ],
)
def test_known_answers(raw: str, plain: str) -> None:
    assert normalising.normalise(raw) == plain


_NASTY = st.text(
    st.characters() | st.sampled_from("\t\n\r\f\u00a0\u2028\u200b\u00ad\ufb03e\u0301o\u0303 "),
)


@given(_NASTY)
def test_normal_text_stays_as_it_is(raw: str) -> None:
    once = normalising.normalise(raw)
    assert normalising.normalise(once) == once


@given(_NASTY)
def test_normal_text_is_composed_and_without_control_characters(raw: str) -> None:
    plain = normalising.normalise(raw)
    assert unicodedata.is_normalized("NFC", plain)
    assert not any(unicodedata.category(c) == "Cc" for c in plain if c != "\n")
    assert all(line == line.strip(" ") and "  " not in line for line in plain.split("\n"))


def test_words_are_runs_of_letters_and_digits() -> None:
    assert normalising.words("Öö-äär, 20. sajand: e-raamat!") == 6
