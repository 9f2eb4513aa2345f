"""Raw pages to clean ones: lines, hyphens, lists, headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.scaffolding import is_contents, is_contents_line
from ingest.cutting.cleaning import clean
from ingest.cutting.running_lines import running_lines
from ingest.readers.raw import LINE, RawDocument, RawPage, SectionHeading


def cleaned(*pages: str) -> list[str]:
    raw = tuple(RawPage(number, None, text) for number, text in enumerate(pages, start=1))
    return [page.text for page in clean(RawDocument("application/pdf", raw)).pages]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Sotsiaal-\nne mõju", "Sotsiaalne mõju"),
        ("sotsiaal- ja\ntervishoid", "sotsiaal- ja tervishoid"),
        ("sotsiaal-\nja tervishoid", "sotsiaal- ja tervishoid"),
        ("health-\nand social care", "health- and social care"),
        ("uus e-\nresidentsus", "uus e-residentsus"),
        ("kogu Ida-\nViru maakond", "kogu Ida-Viru maakond"),
        ("uus ESF-\nist saadud raha", "uus ESF-ist saadud raha"),
        ("aastal 2020-\nndatel", "aastal 2020-ndatel"),
        ("kogu\u00ad\nkond", "kogukond"),
        ("kogu\u00adkond", "kogukond"),
        ("üks - \nkaks", "üks - kaks"),
        ("üks–\nkaks", "üks– kaks"),
        ("eﬀekt  on\tsuur", "effekt on suur"),
        ("pay-by-result is good: pay-by-\nresult", "pay-by-result is good: pay-by-result"),
    ],
)
def test_line_ends(raw: str, expected: str) -> None:
    assert cleaned(raw) == [expected]


def test_paragraphs_lists_and_rows() -> None:
    raw = (
        f"Lõik läheb\nedasi.\n \nLoetelu:\n- üks,\n- kaks\n• kolm\n\nA | 1\nB | 2\nTekst{LINE}rida"
    )
    assert cleaned(raw) == [
        "Lõik läheb edasi.\n\nLoetelu:\n- üks,\n- kaks\n• kolm\n\nA | 1\nB | 2\nTekst\nrida"
    ]


def test_contents_keep_their_lines_and_are_told() -> None:
    text = cleaned("Sisukord ........ 1\nMõju . . . . . . 2\nLõpp …… iii")[0]
    assert text == "Sisukord … 1\nMõju … 2\nLõpp … iii"
    assert is_contents(text)
    assert not is_contents("Ta vaikis... Siis rääkis.\nJah.")


def test_headers_footers_and_numbers_go_once_known() -> None:
    pages = [f"Aruanne 2020\nSisu number {word}.\n{n}" for n, word in enumerate("abcde", start=7)]
    assert cleaned(*pages)[1:] == [f"Sisu number {word}." for word in "bcde"]
    assert all("Sisu" in text for text in cleaned(*pages))


def test_a_printed_number_is_the_label() -> None:
    raw = tuple(RawPage(n, None, f"Sisu {'abc'[n - 1] * 9}.\n{n + 10}") for n in (1, 2, 3))
    pages = clean(RawDocument("application/pdf", raw)).pages
    assert [page.label for page in pages] == ["11", "12", "13"]
    assert [page.text for page in pages] == [f"Sisu {letter * 9}." for letter in "abc"]


def test_numbers_that_do_not_count_pages_stay() -> None:
    assert cleaned("Tulu\n45", "Kulu\n12", "Kokku\n99") == ["Tulu 45", "Kulu 12", "Kokku 99"]


def test_pages_that_say_the_same_are_left_alone() -> None:
    assert cleaned("Tere", "Tere", "Tere", "Tere") == ["Tere"] * 4
    assert running_lines([["Kartul 1"], ["Kartul 2"], ["Kartul 3"]]).remains == [{}, {}, {}]


def test_text_without_pages_loses_no_line() -> None:
    reading = RawDocument("text/plain", (RawPage(None, None, "1\nTekst\n2"),))
    assert clean(reading).pages[0].text == "1 Tekst 2"


def test_headings_are_carried_over() -> None:
    raw = "Päis 1\n\n1 Sotsiaalne  inno-\nvatsioon\n\nTekst\nedasi.\n\nLõpp\n\nOts."
    at = (raw.index("1 Sots"), raw.index("Lõpp"))
    headings = (
        SectionHeading(0, at[0], 1, "1 Sotsiaalne inno- vatsioon"),
        SectionHeading(0, at[1], 1, "Lõpp"),
    )
    result = clean(RawDocument("application/pdf", (RawPage(1, None, raw),), headings))
    text = result.pages[0].text
    first, last = result.headings
    assert text[first.offset :].startswith("1 Sotsiaalne innovatsioon\n\n")
    assert first.text == "1 Sotsiaalne innovatsioon"
    assert text[last.offset :] == "Lõpp\n\nOts."


@given(st.lists(st.text(alphabet="aõ1-. •|\n\u2028\u00ad", max_size=60), min_size=1, max_size=4))
def test_cleaning_keeps_every_letter_outside_running_lines(pages: list[str]) -> None:
    raw = tuple(RawPage(None, None, page) for page in pages[:1])
    result = clean(RawDocument("text/plain", raw)).pages[0].text
    # Dot leaders of a table of contents are shortened on purpose; every other dot stays.
    kept = "aõ1|" if any(map(is_contents_line, result.split("\n"))) or "…" in result else "aõ1.|"
    letters = [character for character in pages[0] if character in kept]
    assert [character for character in result if character in kept] == letters


def test_only_dot_leaders_are_shortened() -> None:
    raw = RawPage(None, None, "Sissejuhatus ..... 3\n\nNii ... edasi. Ja siis lõpp.")
    text = clean(RawDocument("text/plain", (raw,))).pages[0].text
    assert text == "Sissejuhatus … 3\n\nNii ... edasi. Ja siis lõpp."
