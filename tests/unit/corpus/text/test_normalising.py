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


@pytest.mark.parametrize(
    "line", ["Sissejuhatus ........ 4", "2 Meetod . . . . . 12", "Lisad……… iv"]
)
def test_a_line_with_leaders_is_of_a_table_of_contents(line: str) -> None:
    assert normalising.is_contents_line(line)


@pytest.mark.parametrize("line", ["Kulu oli 4,5 miljonit…", "Vt lk 12.", "Nii see jäi ...", ""])
def test_a_sentence_is_not(line: str) -> None:
    assert not normalising.is_contents_line(line)


def test_a_table_of_contents_is_mostly_such_lines() -> None:
    assert normalising.is_contents("Sisukord\nÜks ....... 1\nKaks ...... 2\nKolm ..... 3")
    assert not normalising.is_contents("Sisukord\nÜks ....... 1\nLause.\nTeine lause.")


@pytest.mark.parametrize(
    ("sample", "is_one"),
    [
        ("Tamm, A. (2018). Talgud.\nhttps://example.org\nKask, B. 2020. Külad, lk 3–9", True),
        ("Üks lause aastast 2018.\nTeine lause.\nKolmas, vt https://example.org", False),
        ("https://example.org", False),
        ("", False),
    ],
)
def test_bibliographies(sample: str, is_one: bool) -> None:
    assert normalising.is_bibliography(sample) is is_one


@pytest.mark.parametrize(
    ("sample", "is_one"),
    [
        ("Kuidas see toimib", True),
        ("2. Rahastamine ja tulemused", True),
        ("Toidupank jagab toitu.", False),
        ("Kes maksab?", False),
        ("Üks rida\nja teine", False),
        ("Lause, mis on nii pikk, et see ei saa olla pealkiri, kuigi punkti lõpus ei ole", False),
    ],
)
def test_bare_headings(sample: str, is_one: bool) -> None:
    assert normalising.is_bare_heading(sample) is is_one
